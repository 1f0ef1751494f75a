"""The voices of a sentence: who is named in it, and what the words around the name make of him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from recusant.codebook import Codebook, plain
from recusant.extract.sentence.line import AT_ONCE, Line
from recusant.extract.sentence.terms import QUOTES, Mention
from recusant.extract.who.names import APPOSED_WITHIN, is_proper, name_beside, named_last, of_name, unknown
from recusant.extract.who.retelling import CITING, is_set_apart, looked_into, only_disputes, passes_on, retells_another, turned

# what a voice does, the surest first
OWN, COUNTED, SPOKE, NAMED, TOLD = 9, 3, 2, 1, 0
CUES = {
    "counted_after": (COUNTED, 1), "counted_before": (COUNTED, -1), "cites": (COUNTED, 1), "retells": (COUNTED, 1),
    "says": (SPOKE, -1), "said_after": (SPOKE, 1), "told_before": (TOLD, -1), "asks": (TOLD, -1),
}  # fmt: skip
ASKS_WITHIN = 2  # words between who asked and "asked"
CITES_WITHIN = 12  # words between who cites and "citing", a comma counted
DOES_WITHIN = 1  # words between who does something and what he does: "Putin himself announced"
TOLD_WITHIN = 2  # words between "told" and who was told, or more where they are his titles
NEAR = 6  # words between a cue and a name that the codebook knows
DASHES = frozenset("—–")
HEADLINE_NAME = 4  # words of a name behind the last dash of a headline
COUNTABLE = frozenset(("measure", "also", "units"))
ESTIMATE = "estimate"  # the kind of an origin that keeps no count
CENSUS = "census"  # the kind of an origin that keeps a register, from which others count
SENT = "sent"  # the stage at which cases leave for a court
SOURCES = frozenset(("cites", "counted_after", "said_after"))  # right behind these stands who is the source
TURNS_TO = frozenset(("told", "cites", "counted_after"))  # what stands behind these is not who speaks before them


@dataclass(frozen=True, slots=True)
class Voice:
    """A name in a sentence: the codebook's id or the name as written, and what it does there."""

    name: str
    role: int
    start: int
    known: bool
    spoke: bool = False  # it stands behind a verb that may tell who speaks or who is told
    before: bool = False  # heard in a paragraph before: holds only for what it is known to count
    led: bool = False  # it is the subject of a verb of counting
    outdone: bool = False  # it only tells what the subject of such a verb counted
    unsure: bool = False  # another named beside it may have counted


def voices(line: Line, book: Codebook) -> list[Voice]:
    """The voices of a sentence in order, each with the surest role that a word gives it."""
    names = {token for origin in line.named("origin") for token in origin.tokens}
    silent = [] if line.figures else line.named("speech", "silent")
    telling = [cue for cue in line.named("speech") if names.isdisjoint(cue.tokens) and not _brings_about(line, cue)]
    cues = [(cue, _turning(line, cue, kind, names)) for cue in telling for kind in cue.ids]
    standing, (owners, readers) = standing_for(line), looked_into(line)
    found: dict[str, Voice] = {}
    for origin in line.named("origin"):
        if any(line.apart(origin, cue) <= NEAR for cue in silent) or only_acts(line, origin):
            continue  # "the ministry declined to comment"
        role = max(_role(line, origin, cues), SPOKE if heads_sentence(line, origin) else TOLD)
        role = COUNTED if origin.start in owners or _is_reported_to(line, origin, cues, book) else role
        role = min(role, SPOKE) if origin.start in readers else role
        was_told = role == NAMED and _was_told(line, origin, cues, book)
        spoke = any(kind == "said_after" and cue.end <= origin.start and not _apart(line, cue, origin) for cue, kind in cues)
        spoke = spoke and not any(one.start < origin.start and names.isdisjoint(one.tokens) for one in standing)
        outdone = origin.start in readers
        _keep(found, Voice(origin.ids[0], TOLD if was_told else role, origin.start, known=True, spoke=spoke, outdone=outdone))
    for cue, kind in cues:
        role, side = CUES.get(kind, (TOLD, 1))
        if kind in CITING and (citing := _citing(line, cue, names)) is not None:
            _keep(found, Voice(citing[0], SPOKE if kind == "cites" else TOLD, citing[1], known=False))
        if kind in (*CUES, "told") and not _has_known(line, cue, side, telling):
            name = unknown(line, name_beside(line, cue, side), names)
            if name and ((kind == "said_after" and _led_away(line, cue, name[1])) or passes_on(cue, name, cues)):
                continue  # "the ministry writes on Twitter", "X retells counts by lawyers"
            if name and role > TOLD and any("told" in one.ids and cue.end <= one.start < name[1] for one in telling):
                continue  # "the ministry said in reply to a question from Left Party lawmakers"
            role = TOLD if _is_given(line, cue, kind, name) else role
            if name and (role > TOLD or _at_once(line, cue, name)):
                _keep(found, Voice(book.origin_named(name[0]) or name[0], role, name[1], known=False))
    _speak_after_all(line, found, book)
    if (last := _behind_dash(line, book)) is not None:
        _keep(found, last)
    return sorted(_sourced(line, telling, _but_set_apart(line, [*found.values()]), book), key=lambda voice: voice.start)


def _is_reported_to(line: Line, name: Mention, cues: Iterable[tuple[Mention, str]], book: Codebook) -> bool:
    """Whether one who counts by office is told what he counts: "member states reported to Eurostat 4,418 refusals"."""
    alone = len({one.ids for one in line.named("origin") if book.origins[one.ids[0]].measures}) == 1
    near = alone and any(kind == "reports_to" and line.apart(cue, name) <= ASKS_WITHIN for cue, kind in cues)
    return near and book.origins[name.ids[0]].kind == CENSUS


def _is_given(line: Line, cue: Mention, kind: str, name: tuple[str, int] | None) -> bool:
    """Whether a name before a verb is told by its ending, and who speaks stands behind: «X предоставил Офис генпрокурора»."""
    oblique = tuple(line.grammar.claims["words"].get("oblique", ()))
    if name is None or kind != "says" or not oblique or not name[0].casefold().endswith(oblique):
        return False
    return any(cue.end <= one.start and line.apart(cue, one) <= ASKS_WITHIN for one in line.named("origin"))


def standing_for(line: Line) -> list[Mention]:
    """The words that stand for the one named last, but those that are a part of what is counted: «вернулись на службу»."""
    found = line.named("speech", "pronouns")
    counted = {at for one in (*line.named("measure"), *line.named("category")) for at in one.tokens} if found else set[int]()
    return [one for one in found if counted.isdisjoint(one.tokens)]


def _but_set_apart(line: Line, found: list[Voice]) -> list[Voice]:
    """The voices, where another speaks those told who are only set against him: "unlike Mediazona, Verstka counted 345"."""
    disputing = {one.start for one in line.named("origin") if only_disputes(line, one)} if line.named("speech", "disputes") else set[int]()
    apart = [voice for voice in found if voice.start in disputing or is_set_apart(line, voice.start)] if len(found) > 1 else []
    others = [voice for voice in found if voice not in apart]
    return others if any(voice.role >= SPOKE for voice in others) else found


def _turning(line: Line, cue: Mention, kind: str, names: Set[int]) -> str:
    """What a cue tells: whose words stand behind a verb of retelling, or where nobody is before it, who retells; "X, which Y cites"."""
    if not cue.tokens[0] or kind not in ("retells", "said_after", "cites"):
        return kind
    at = next((at for at in range(cue.tokens[0] - 1, -1, -1) if line.tokens[at].form not in QUOTES), 0)
    if line.tokens[at].low in line.grammar.relative and (kind == "cites" or "retells" in cue.ids):
        return "told"
    if "retells" not in cue.ids or kind == "cites":
        return kind
    led = at in names or is_proper(line, line.tokens[at]) or any("pronouns" in one.ids for one in line.naming(at))
    return "retells" if led and not _whose_data(line, at, names) else "said_after"


def _whose_data(line: Line, last: int, names: Set[int]) -> bool:
    """Whether a name that ends at a token only tells whose the data are: «данные ГБР приводит Интерфакс»."""
    first = last
    while first > 0 and (first - 1 in names or line.tokens[first - 1].form in QUOTES or is_proper(line, line.tokens[first - 1])):
        first -= 1
    return first > 0 and any("counted_after" in one.ids for one in line.naming(first - 1))


def _at_once(line: Line, cue: Mention, name: tuple[str, int]) -> bool:
    """Whether nothing stands between a cue and a name but what the bearer of the name is: "in reply to journalists of …"."""
    first, second = (cue.end, name[1]) if cue.end <= name[1] else (name[1] + len(name[0]), cue.start)
    words = [word for word in line.words(first, second) if word.form not in QUOTES]
    return all(any(one.section in ("speech", "cues") for one in line.naming(line.place_of(word.start))) for word in words)


def _behind_dash(line: Line, book: Codebook) -> Voice | None:
    """Who says a headline, named behind its last dash: "… — «Verstka»". A name without quotes must be known: "… — Video" names none."""
    at = max((at for at, word in enumerate(line.tokens) if word.form in DASHES), default=None)
    behind = line.tokens[at + 1 :] if at else []
    name = [word for word in behind if word.form not in QUOTES]
    if not line.figures or not 0 < len(name) <= HEADLINE_NAME or name[0].start < line.figures[-1].end or not of_name(line, name[0]):
        return None
    written = line.text[name[0].start : name[-1].end]
    known, quoted = book.origin_named(written), behind[0].form in QUOTES and behind[-1].form in QUOTES
    return Voice(known or written, SPOKE, name[0].start, known=known is not None) if known or quoted else None


def _sourced(line: Line, telling: Iterable[Mention], found: Iterable[Voice], book: Codebook) -> Iterator[Voice]:
    """The voices, of which one that reckons from the data of another who counts only tells them: "X reckoned by the data of Y"."""
    cues = list(telling)
    data = [cue for cue in cues if "counted_after" in cue.ids and "reckoned" not in cue.ids]
    reckoned = any("reckoned" in cue.ids for cue in cues)
    for voice in found:
        others = [one for one in found if one.name != voice.name and one.known and book.origins[one.name].measures]
        sourced = reckoned and any(_stands_behind(line, cue, one) for cue in data for one in others)
        own = any(_stands_behind(line, cue, voice) for cue in data)
        yield replace(voice, role=SPOKE) if sourced and not own and voice.role == COUNTED else voice


def _stands_behind(line: Line, cue: Mention, voice: Voice) -> bool:
    """Whether a name stands right behind a cue, an article aside."""
    return cue.end <= voice.start and len(line.words(cue.end, voice.start)) <= 1


def heads_sentence(line: Line, name: Mention) -> bool:
    """Whether a sentence begins with a name and a colon: "Deutsche Welle: in the first half of 2024, …"."""
    first = line.tokens[: name.tokens[0]]
    behind = [word.form for word in line.tokens[name.tokens[-1] + 1 :][:2] if word.form not in QUOTES]
    return all(word.form in QUOTES for word in first) and behind[:1] == [":"]


def _led_away(line: Line, cue: Mention, start: int) -> bool:
    """Whether a preposition that names no speaker stands between a cue and a name: "writes on X", but not «сообщили в штабе»."""
    words = line.grammar.claims["words"]
    little = set(words["prepositions"]).difference(words.get("said_at", ()))
    return any(word.low in little for word in line.words(cue.end, start))


def _speak_after_all(line: Line, found: dict[str, Voice], book: Codebook) -> None:
    """Takes who counts and seems to be told for who speaks, where nobody else does: «сообщило МВД», not «сообщили МВД в штабе»."""
    if any(voice.role > NAMED and not (voice.known and not book.origins[voice.name].places) for voice in found.values()):
        return  # but an outlet beside it is who was told
    for key, voice in found.items():
        if voice.role == TOLD and voice.spoke and voice.known and book.origins[voice.name].measures and not _is_dative(line, voice, book):
            found[key] = replace(voice, role=SPOKE)


def _is_dative(line: Line, voice: Voice, book: Codebook) -> bool:
    """Whether a name's ending tells that it is no subject, in a language that has such endings: «рассказала «Медиазоне»»."""
    written = next((line.text[one.start : one.end] for one in line.named("origin") if one.start == voice.start), voice.name)
    return bool(line.grammar.claims["words"].get("oblique")) and book.origin_named(written) is None


def _was_told(line: Line, name: Mention, cues: Iterable[tuple[Mention, str]], book: Codebook) -> bool:
    """Whether a name is that of who asked or was told: "The AP was told by the ministry", «издание запросило у …».

    Who counts himself is told only by another who does, right behind: "it obtained lists" tells of its own count.
    """
    right_behind = [(cue, kind) for cue, kind in cues if name.end <= cue.start and _apart(line, name, cue) <= ASKS_WITHIN]
    if any(kind == "asks" for _, kind in right_behind):
        return True
    asking = [cue for cue, kind in right_behind if kind == "told_before"]
    others = [one for one in line.named("origin") if book.origins[one.ids[0]].measures]
    by_others = any(cue.end <= one.start and line.apart(cue, one) <= ASKS_WITHIN for cue in asking for one in others)
    return by_others or (bool(asking) and not book.origins[name.ids[0]].places)


def _apart(line: Line, name: Mention, cue: Mention) -> int:
    """How many words stand between a name and a cue behind it, without those that begin a clause about the name: ", which …"."""
    leads = (",", *QUOTES, *line.grammar.relative)
    return sum(word.low not in leads for word in line.words(name.end, cue.start))


def _citing(line: Line, cue: Mention, known: Set[int]) -> tuple[str, int] | None:
    """The name right before who is cited, where the codebook does not know it: "El País, citing …", «издание X, которое ссылается на»."""
    before = line.tokens[: cue.tokens[0]]
    while before and (before[-1].form == "," or before[-1].low in line.grammar.relative):
        before = before[:-1]
    name = unknown(line, named_last(line, before), known)
    led = line.tokens[: line.place_of(name[1])][-1:] if name else ()
    return None if any(word.low in line.grammar.claims["words"]["prepositions"] for word in led) else name


def own_count(line: Line, found: Iterable[Voice]) -> Mention | None:
    """The words by which a text says that it counted by itself, where nobody else speaks: "by our count", "we counted"."""
    own = line.named("speech", "own")
    if not own or any(voice.role >= SPOKE for voice in found):
        return None
    before = [word.form for word in line.words(line.sentence.start, own[0].start)]
    quoted = sum(form in "«“„" for form in before) > sum(form in "»”" for form in before) or before.count('"') % 2
    return None if quoted else own[0]


def is_cited(office: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether an office is cited or speaks: words for it stand right before or behind, "referring to prosecutors", "the ministry said"."""
    cues = [one for one in mentions if one.section == "speech"]
    before = (one for one in cues if 0 < office.tokens[0] - one.tokens[-1] <= AT_ONCE)
    behind = (one for one in cues if one.tokens[0] - office.tokens[-1] == 1)
    return any(not SOURCES.isdisjoint(one.ids) for one in before) or any("says" in one.ids for one in behind)


def with_names(mentions: list[Mention], book: Codebook) -> list[Mention]:
    """The mentions but what only words of a name tell ("State Bureau of Investigation"), and but names that only tell where cases were
    sent: "indictments reached Ukraine's courts".
    """
    names = [one for one in mentions if one.section == "origin"]
    if not names:
        return mentions
    sent = (one for one in mentions if one.section == "measure" and book.measures[one.ids[0]].stage == SENT)
    goals = {token for one in sent if len(one.tokens) > 1 for token in one.tokens}
    told = [one for one in mentions if one not in names or goals.isdisjoint(one.tokens)]
    named = [frozenset(one.tokens) for one in names if goals.isdisjoint(one.tokens)]
    return [one for one in told if one.section not in COUNTABLE or not any(one_name.issuperset(one.tokens) for one_name in named)]


def _keep(found: dict[str, Voice], voice: Voice) -> None:
    same = found.get(plain(voice.name))
    if same is None or same.role < voice.role:
        found[plain(voice.name)] = voice


def _role(line: Line, name: Mention, cues: Iterable[tuple[Mention, str]]) -> int:
    role, cited = NAMED, min((cue.start for cue, kind in cues if kind in CITING and name.end <= cue.start), default=line.sentence.end)
    for cue, kind in cues:
        side = 1 if cue.end <= name.start else -1
        if kind == "told_before" and side == 1 and _apart(line, cue, name) <= ASKS_WITHIN:
            role = max(role, SPOKE)  # "the paper obtained from the ministry"
        if cue.start > cited:
            continue  # "the review draws on counts by Mediazona": these are not the review's own
        far = line.apart(cue, name) > (CITES_WITHIN if kind in CITING else NEAR)
        if far and not (_beyond_aside(line, name, cue) or _is_second_verb(line, name, cue)):
            continue
        if kind == "told" and side == 1 and _told_whom(line, cue, name) and not (_said_at(line, cue, name) or turned(cue, name, cues)):
            return TOLD
        if side == -1 and retells_another(line, cue, kind):
            return TOLD
        if kind in CUES and CUES[kind][1] == side:
            role = max(role, CUES[kind][0])
        elif kind == "cites" and side == -1:
            role = max(role, SPOKE)
    return role


def _beyond_aside(line: Line, name: Mention, cue: Mention) -> bool:
    """Whether only what two commas part from a name stands between it and its verb: "Verstka, which read the sites of courts, found"."""
    first, last = next((at for at in range(name.tokens[-1] + 1, cue.tokens[0]) if line.tokens[at].form not in QUOTES), 0), cue.tokens[0] - 1
    if not first < last <= first + APPOSED_WITHIN or line.tokens[first].form != "," or line.tokens[last].form != ",":
        return False
    tells = line.tokens[first + 1].low in line.grammar.relative or not any(word.form[0].isdigit() for word in line.tokens[first:last])
    return tells and not any(one.start == line.tokens[cue.tokens[-1] + 1].start for one in line.named("origin") if one.start > cue.end)


def _is_second_verb(line: Line, name: Mention, cue: Mention) -> bool:
    """Whether a verb is joined to another of the same subject: "X denied the rumours and put the number at 300"."""
    joined = name.end <= cue.start and line.tokens[cue.tokens[0] - 1].low in line.grammar.joins
    between = line.words(name.end, cue.start) if joined else ()
    words = [word.form for word in between if word.form not in QUOTES]
    return 1 < len(words) <= NEAR and all(form.isalpha() for form in words)


def _told_whom(line: Line, cue: Mention, name: Mention) -> bool:
    """Whether a name stands right behind who was told, but for what its bearer is: "in reply to Left Party lawmaker X"."""
    if line.apart(cue, name) <= TOLD_WITHIN or "said_after" in cue.ids:
        return line.apart(cue, name) <= TOLD_WITHIN
    titles = {token for one in line.named("speech", "titles") for token in one.tokens}
    return all(is_proper(line, word) or line.place_of(word.start) in titles for word in line.words(cue.end, name.start))


def only_told(line: Line, name: Mention, book: Codebook) -> bool:
    """Whether a name is that of one who was answered, and keeps no count: "in reply to lawmaker X"."""
    if book.origins[name.ids[0]].kind != ESTIMATE:
        return False
    answers = (cue for cue in line.named("speech", "told") if "said_after" not in cue.ids and cue.end <= name.start)
    return any(_told_whom(line, cue, name) and not _said_at(line, cue, name) for cue in answers)


def _said_at(line: Line, cue: Mention, name: Mention) -> bool:
    """Whether a word of place makes a name that of the speaker: «сообщили в Генпрокуратуре»."""
    places = line.grammar.claims["words"].get("said_at", ())
    return any(word.low in places for word in line.words(cue.end, name.start))


def _brings_about(line: Line, cue: Mention) -> bool:
    """Whether a verb makes an event happen and tells none: "Putin announced mobilisation"."""
    return "declares" in cue.ids and any(event.start >= cue.end and line.apart(cue, event) <= AT_ONCE for event in line.named("event"))


def only_acts(line: Line, name: Mention) -> bool:
    """Whether who is named makes an event happen there, and tells nothing: "since the day when Putin announced mobilisation"."""
    doing = (cue for cue in line.named("speech", "declares") if name.end <= cue.start and line.apart(name, cue) <= DOES_WITHIN)
    return any(_brings_about(line, cue) for cue in doing)


def counting_people(line: Line) -> Iterator[Mention]:
    """The verbs by which people count of whom the words around them do not say whose they are: "reporters found", not "its reporters"."""
    names = {token for origin in line.named("origin") for token in origin.tokens}
    for noun in line.named("cues", "anybody"):
        at = noun.tokens[0]
        whose = line.tokens[at - 1 : at] if at else []
        definite = line.grammar.claims["words"].get("definite", ())
        owned = any(word.low in definite or is_proper(line, word) or at - 1 in names for word in whose)
        verb = line.nearest(noun, [one for one in line.named("cues", "anybody_counts") if one.start >= noun.end], AT_ONCE)
        if verb is not None and not owned and names.isdisjoint(range(at, verb.tokens[0])):
            yield verb


def _has_known(line: Line, cue: Mention, side: int, telling: Iterable[Mention]) -> bool:
    """Whether a name that the codebook knows stands on that side of a cue, and no other cue between: "X said in reply to Y"."""
    near = [one for one in line.named("origin") if (one.start - cue.start) * side > 0 and line.apart(cue, one) <= NEAR]
    between = [one for one in telling if one.ids[0] in TURNS_TO and (one.start - cue.start) * side > 0]
    return any(not any((name.start - one.start) * side > 0 for one in between) for name in near)
