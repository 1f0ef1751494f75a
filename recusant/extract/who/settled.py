"""Which of several names of a sentence counted, where grammar tells it: who is known to count does not win over the subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import takewhile

from recusant.codebook import Codebook, plain
from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import QUOTES, Mention
from recusant.extract.who.retelling import is_set_apart
from recusant.extract.who.subjects import DASHES, Name, Subject, ends_as_owner, names_of, subjects
from recusant.extract.who.voices import CENSUS, COUNTED, SPOKE, TOLD, Voice

SOURCE = frozenset(("counted_after", "cites"))  # right behind these stands whose count it is
PASSED = frozenset(("said_after", "told", "retells", "told_before"))  # right behind these stands who told it, or was told
SPEAKS = frozenset(("says", "counted_before", "cites", "told_before", "asks", "retells"))  # right before these stands who speaks
DATA = frozenset(("counted_before", "counted_after"))  # right before these stands whose they are: "X's figures", "X data"
LED_WITHIN = 1  # words between such a word and the name, articles aside
TOLD_SO = frozenset(("accords",))  # who stands behind these may only tell it: "Y has tallied 345, according to X"
ACTS = frozenset(("measure", "also"))  # what an office does by itself

Span = tuple[int, int]


def settled(line: Line, found: Sequence[Voice], book: Codebook) -> list[Voice]:
    """The voices as grammar tells them apart: who is the subject of a verb of counting, and who is only named beside him."""
    if not line.figures or not found:
        return [*found]
    found = _but_actors(line, found, book)
    grammar = subjects(line, book)
    led = [_as_voice(line, one.name, book, led=True) for one in grammar if one.name is not None]
    sources = [*_sources(line, found, book)] if not led else []
    if not grammar and not sources:
        return [*found]
    known = {plain(one.name) for one in (*led, *sources)}
    others = [*(voice for voice in found if plain(voice.name) not in known), *_with_own_figure(line, led, book)]
    kept = [heard for voice in others if (heard := _beside(line, voice, grammar, book)) is not None]
    data = [voice for voice in kept if not voice.outdone and _has_counts(voice, book)]
    unsure = any(not one.sure for one in grammar if one.name) or _vie(line, sources, book) or _takes_up(line, grammar, data, book)
    if data and not unsure and not any(_counts_next(line, span) for voice in data for span in _spans(line, voice)):
        led = [replace(voice, role=SPOKE, led=False) for voice in led]  # who reckons from the data of another only tells them
    return [replace(voice, unsure=unsure or voice.unsure) for voice in (*led, *sources, *kept)]


def _but_actors(line: Line, found: Sequence[Voice], book: Codebook) -> Sequence[Voice]:
    """The voices but who only does what another says who counts: "Ukrainian courts passed 345 verdicts, says the prosecutors' office".

    Whether he counted it himself, or the courts whose verdicts they are, nothing tells.
    """
    speaking = [voice for voice in found if voice.role >= SPOKE and _has_counts(voice, book)]
    silent = [voice for voice in found if voice.role < SPOKE] if speaking else []
    acting = [voice for voice in silent if any(_does(line, span) for span in _spans(line, voice))]
    kept = (voice for voice in found if voice not in acting)
    return [replace(voice, unsure=True) if voice in speaking else voice for voice in kept] if acting else found


def _with_own_figure(line: Line, led: Sequence[Voice], book: Codebook) -> Iterator[Voice]:
    """Names that the codebook does not know, with a figure right behind: "X counted 300, and the Y 345"."""
    if led and len(line.figures) > 1:
        names = (name for name in names_of(line) if name.known is None and _counts_next(line, (name.first, name.last)))
        known = {plain(one.name) for one in led}
        yield from (_as_voice(line, name, book, led=False) for name in names if plain(name.written) not in known)


def _as_voice(line: Line, name: Name, book: Codebook, *, led: bool) -> Voice:
    written = name.written[:-2] if ends_as_owner(line, name.written) else name.written
    known = name.known.ids[0] if name.known else book.origin_named(written)
    return Voice(known or written, COUNTED, name.start, known=known is not None, led=led)


def _sources(line: Line, found: Sequence[Voice], book: Codebook) -> Iterator[Voice]:
    """The voices to which words ascribe the count, and names among them that the codebook does not know: "the tally of Y, a rival of X"."""
    told = [voice for voice in found if voice.role == COUNTED and any(_is_source(line, span) for span in _spans(line, voice))]
    told = [voice for voice in told if not _retells(line, voice, found, book)]
    yield from told
    if len(told) < len(found) and line.named("speech", *SOURCE, *DATA):
        heard = {plain(voice.name) for voice in found}
        names = names_of(line)
        new = (name for name in names if name.known is None and plain(name.written) not in heard and not _is_title(line, name, names))
        yield from (_as_voice(line, name, book, led=False) for name in new if _is_named_source(line, (name.first, name.last)))


def _retells(line: Line, voice: Voice, found: Sequence[Voice], book: Codebook) -> bool:
    """Whether one only tells what another says who counts: "the bureau says, according to X", "according to X the bureau says that"."""
    spans = [span for span in _spans(line, voice) if _leads(line, span, TOLD_SO, LED_WITHIN)]
    counting = [one for one in found if one.name != voice.name and _has_counts(one, book)] if spans else []
    others = [span for one in counting for span in _spans(line, one) if _speaks(line, span, frozenset())]
    return any(_is_told_by(line, other, span) for other in others for span in spans)


def _is_told_by(line: Line, other: Span, span: Span) -> bool:
    """Whether no figure stands between who speaks and who is told to tell it, and the speaking is no aside behind him."""
    first, last = sorted((other, span))
    if line.figures_between(line.tokens[first[1]], line.tokens[last[0]]):
        return False
    marks = [word for word in line.tokens[other[1] + 1 :] if word.form not in QUOTES][1:3]
    aside = [word.form for word in marks][:1] == [","]  # "according to X, Y says, 345 deserted", but not «по словам X, Y сообщает, что»
    return other < span or not aside or marks[-1].low in line.grammar.claims["words"].get("that", ())


def _is_named_source(line: Line, span: Span) -> bool:
    owned = ends_as_owner(line, line.tokens[span[1]].low) and not _behind(line, span[1], 0).isdisjoint(DATA)
    return owned or _leads(line, span, SOURCE, 0)


def _is_title(line: Line, name: Name, names: Sequence[Name]) -> bool:
    """Whether only words stand between a name and one that the codebook knows: "Left Party lawmaker X"."""
    behind = next((one for one in names if one.first > name.last), None)
    return (
        behind is not None
        and behind.known is not None
        and all(word.form[0].isalpha() for word in line.tokens[name.last + 1 : behind.first])
    )


def _beside(line: Line, voice: Voice, grammar: Iterable[Subject], book: Codebook) -> Voice | None:
    """What is left of a voice beside the one who counted: nothing, where no words make him speak, or count something of his own."""
    spans = _spans(line, voice)
    if any(_counts_next(line, span) for span in spans):
        return replace(voice, role=COUNTED)
    verbs = {at for one in grammar for at in one.verb.tokens}
    if any(_is_source(line, span) or _acts(line, span, verbs) for span in spans) or _elsewhere(line, voice, grammar):
        return voice
    if voice.known and book.origins[voice.name].kind == CENSUS:
        return None if is_set_apart(line, voice.start) else voice
    tells = any(_speaks(line, span, verbs) or _leads(line, span, PASSED, LED_WITHIN) for span in spans)
    return replace(voice, role=min(voice.role, SPOKE), outdone=True) if tells or _passes_on(voice, grammar, book) else None


def _passes_on(voice: Voice, grammar: Iterable[Subject], book: Codebook) -> bool:
    """Whether a voice heard may still pass on: who was told, and who speaks where no verb of counting has a subject."""
    if any(one.name for one in grammar) or voice.role < SPOKE:
        return voice.role == TOLD
    return voice.role == SPOKE or not _has_counts(voice, book)


def _has_counts(voice: Voice, book: Codebook) -> bool:
    return voice.known and bool(book.origins[voice.name].measures)


def _vie(line: Line, sources: Sequence[Voice], book: Codebook) -> bool:
    """Whether a count is ascribed to two, and only one is known to count: "the BBC's analysis of Mediazona's data"."""
    counting = [
        voice for voice in sources if not any(_leads(line, span, frozenset(("cites",)), LED_WITHIN) for span in _spans(line, voice))
    ]
    return len({_has_counts(voice, book) for voice in counting}) > 1


def _takes_up(line: Line, grammar: Sequence[Subject], data: Sequence[Voice], book: Codebook) -> bool:
    """Whether it may be another's count that the subject took up and made his own: "Y went through X's data and found"."""
    tallies = [span for voice in data if book.origins[voice.name].kind != CENSUS for span in _spans(line, voice)]
    counting = [one for one in grammar if one.name]
    own = any(one.second or "reckoned" not in one.verb.ids for one in counting)
    told = any(span[1] < one.verb.tokens[0] or _leads(line, span, TOLD_SO, LED_WITHIN) for one in counting for span in tallies)
    return bool(tallies) and (own or told)


def _elsewhere(line: Line, voice: Voice, grammar: Iterable[Subject]) -> bool:
    """Whether a voice stands in another clause than the subjects, with figures of its own."""
    begin, end = line.clause(Mention("", (), voice.start, voice.start, ()))
    return (
        any(begin <= one.start < end for one in line.figures)
        and not any(begin <= one.verb.start < end for one in grammar)
        and bool([*grammar])
    )


def _spans(line: Line, voice: Voice) -> list[Span]:
    """The first and last token of each place where a voice is named."""
    named = [(one.tokens[0], one.tokens[-1]) for one in line.named("origin") if voice.name in one.ids]
    first = line.place_of(voice.start)
    return named or [(first, max(first, line.place_of(voice.start + len(voice.name)) - 1))]


def _is_source(line: Line, span: Span) -> bool:
    """Whether a count is ascribed to a name: "according to X", "citing X", "X's figures"."""
    if _leads(line, span, SOURCE, LED_WITHIN):
        return True
    owned = ends_as_owner(line, line.tokens[span[1]].low)
    behind = _behind(line, span[1], LED_WITHIN if owned else 0) if owned or line.grammar.head_last else set()
    return not behind.isdisjoint(DATA) and (owned or "finds" not in behind)


def _leads(line: Line, span: Span, kinds: Set[str], within: int) -> bool:
    """Whether a cue of some kinds stands right before a name, and is not what somebody else's is: "whose data X disputes"."""
    skipped, left = line.grammar.claims["words"].get("skipped", ()), within
    for at in range(span[0] - 1, -1, -1):
        cues = [one for one in line.naming(at) if one.section == "speech" and not kinds.isdisjoint(one.ids)]
        if cues:
            first = min(one.tokens[0] for one in cues)
            return not first or line.tokens[first - 1].low not in line.grammar.relative
        word = line.tokens[at]
        if word.form not in QUOTES and word.low not in skipped:
            if not left or not word.form[0].isalpha() or any(one.section == "origin" for one in line.naming(at)):
                return False
            left -= 1
    return False


def _speaks(line: Line, span: Span, verbs: Set[int]) -> bool:
    """Whether a verb of speech stands right behind a name, and none whose subject is another."""
    behind = [at for at in range(span[1] + 1, len(line.tokens)) if line.tokens[at].form not in QUOTES][: LED_WITHIN + 1]
    if not verbs.isdisjoint(behind):
        return False
    return not ends_as_owner(line, line.tokens[span[1]].low) and not SPEAKS.isdisjoint(_behind(line, span[1], LED_WITHIN))


def _behind(line: Line, last: int, within: int) -> set[str]:
    """What the cues of speech tell that begin right behind a token, but those of who counts himself."""
    words = [at for at in range(last + 1, len(line.tokens)) if line.tokens[at].form not in QUOTES][: within + 1]
    words = [*takewhile(lambda at: line.tokens[at].form != "," and not any(one.section == "origin" for one in line.naming(at)), words)]
    return {kind for at in words for one in line.naming(at) if one.section == "speech" and one.tokens[0] == at for kind in one.ids}


def _acts(line: Line, span: Span, verbs: Set[int]) -> bool:
    """Whether a name does by itself what is counted: "the bureau opened 345 cases"."""
    behind = [at for at in range(span[1] + 1, len(line.tokens)) if line.tokens[at].form not in QUOTES][: LED_WITHIN + 1]
    told_of = span[0] > 0 and line.tokens[span[0] - 1].low in line.grammar.relative  # "a tally which X calls too high"
    return not told_of and verbs.isdisjoint(behind) and any(one.section in ACTS for at in behind for one in line.naming(at))


def _does(line: Line, span: Span) -> bool:
    """Whether a verb that is none of speech stands right behind a body: "the courts handed down 345 verdicts"."""
    body = any(span[0] <= one.tokens[0] <= span[1] for one in line.named("cues", "body"))
    behind = line.tokens[span[1] + 1 : span[1] + 2] if body else ()
    spoken = any(one.section == "speech" for one in line.naming(span[1] + 1))
    return any(word.low.endswith(line.grammar.verb_endings) for word in behind) and not spoken


def _counts_next(line: Line, span: Span) -> bool:
    """Whether a figure of its own stands right behind a name: "Y counted 345, X 360", «X — 360»."""
    marks = (*QUOTES, *DASHES, ",")
    behind = next((word for word in line.tokens[span[1] + 1 :] if word.form not in marks), None)
    return behind is not None and any(one.start == behind.start for one in line.figures)
