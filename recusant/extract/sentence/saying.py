"""When somebody said what a sentence tells: the days of saying are those of no count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from recusant.extract.sentence.lengths import PERIODS
from recusant.extract.sentence.line import AT_ONCE, PARTING, Line, Placed
from recusant.extract.sentence.terms import QUOTES, Mention
from recusant.extract.times.dated import Dated, is_before
from recusant.extract.times.windows import as_counted

SAID_WITHIN, SPEECH_WITHIN = 4, 10  # words between a verb of saying and its day, who said it among them
COUNTED_WITHIN = 3  # words from a figure to the verb of those counted: "340 Russian deserters wrote"
ONE_DAY, AT_ONCE_SAID = 1, 31  # how many days what is said in them may span, and where they stand right behind the verb


def saying(line: Line, printed: date | None) -> Dated | None:
    """The day or month in which somebody said what the sentence tells: "… said on 20 January"; nothing is counted by it."""
    done = {token for one in line.named("measure") for token in one.tokens}  # «повідомили про підозру» tells of no saying
    cues = [cue for cue in line.named("speech", "says", "said_after", "counted_before") if done.isdisjoint(cue.tokens)]
    for cue in cues:
        if _of_counted(line, cue) or _brings_about(line, cue):
            continue
        for dated in (one for one in line.windows if not _of_data(line, one)):
            first, second = (cue, dated) if cue.start < dated.start else (dated, cue)
            near = line.apart(cue, dated) <= SAID_WITHIN or (dated.window.exact == (printed, printed) and "says" in cue.ids)
            near = near and not line.figures_between(first, second)
            last = _ends_in_speech(line, cue, dated)
            running = _runs_on(line, cue, dated, printed)
            near, at_once = near or last or running, last or running or (near and _said_at_once(line, cue, dated))
            if near and is_before(dated, printed, AT_ONCE_SAID if at_once else ONE_DAY, lately=not at_once):
                return dated
    return None


def _of_counted(line: Line, cue: Mention) -> bool:
    """Whether those who say something are those counted: "340 wrote in June", "340 deserters wrote to the project in June"."""
    before = max((one.end for one in line.figures if one.end <= cue.start), default=None)
    between = line.words(before, cue.start) if before is not None else ()
    named = [line.naming(line.place_of(word.start)) for word in between]
    nouns = all(any(one.section in ("units", "category", "place", "people") for one in naming) for naming in named)
    return before is not None and len(between) <= COUNTED_WITHIN and nouns


def _brings_about(line: Line, cue: Mention) -> bool:
    """Whether a verb makes an event happen, and tells none: "on 21 September mobilisation was announced"."""
    if "declares" not in cue.ids:
        return False
    events = [one for one in line.named("event") if not any(dated.start <= one.start < dated.end for dated in line.windows)]
    return any(line.apart(event, cue) <= 1 for event in events)  # but "announced that since mobilisation …"


def _runs_on(line: Line, cue: Mention, dated: Dated, printed: date | None) -> bool:
    """Whether a window leads to a verb of saying, and what is told counts to no other end: "in May the paper wrote of 300 to date"."""
    if "says" not in cue.ids or len(line.figures) != 1 or not dated.end <= cue.start <= line.figures[0].start:
        return False
    if len(line.words(line.sentence.start, dated.start)) > 1 or line.named("cues", "highest", "lowest"):
        return False
    behind = [one for one in line.windows if one.start >= cue.end and not one.window.exact and one.window.end[1] in (printed, None)]
    return any(not any(word.form in PARTING for word in line.words(cue.end, one.start)) for one in behind)


def _said_at_once(line: Line, cue: Mention, dated: Dated) -> bool:
    """Whether a window stands right behind a verb of saying that tells of no event, or before one of what is told behind it.

    "Reported in May that …", "in May 2024 the paper wrote that …".
    """
    declared = any(line.apart(event, cue) <= AT_ONCE for event in line.named("event"))
    behind = cue.end <= dated.start
    known = line.grammar.claims["words"]
    who = [one for one in line.named("origin") if cue.end <= one.start]
    between = [word.low for word in line.words(cue.end, dated.start)
               if behind and word.form not in QUOTES and not any(one.start <= word.start < one.end for one in who)]  # fmt: skip
    if declared or len(between) > 1 or not set(between) <= {*known["prepositions"]}:
        return False
    after = line.words(dated.end if behind else cue.end, line.sentence.end)[:2]
    told = any(word.form in known.get("that", ()) for word in after[: 1 if behind else 2])
    speaks = {one.start for one in (*who, *line.named("speech", "spokesman"))}  # «сказал в июне 2024 года основатель проекта»
    return told or (behind and (not after or not after[0].form.isalnum() or any(word.start in speaks for word in after)))


def _ends_in_speech(line: Line, cue: Mention, dated: Dated) -> bool:
    """Whether a verb of saying begins the last clause and a window ends it: "…, said the monitors of Crimea in July 2025"."""
    first, last = line.place_of(cue.start), line.place_of(dated.start)
    if dated is not line.windows[-1] or not 0 < first < last <= first + SPEECH_WITHIN or line.tokens[first - 1].form != ",":
        return False
    told: list[Sequence[Placed]] = [line.figures, *(line.named(section) for section in ("measure", "category", "event"))]
    apart = not any(some and some[-1].start >= cue.end for some in told)
    return apart and not any(word.form in PARTING for word in line.words(cue.end, dated.start)) and _ends(line, dated)


def _ends(line: Line, dated: Dated) -> bool:
    """Whether no word stands behind a window."""
    return not any(word.form[0].isalnum() for word in line.words(dated.end, line.sentence.end))


def told_that(line: Line, printed: date | None) -> Dated | None:
    """The day shortly before a text was printed behind which a clause begins that tells what was said: nothing is counted by it."""
    that = line.grammar.claims["words"].get("that", ())[:1]
    for dated in line.windows:
        behind = [word.low for word in line.words(dated.end, line.sentence.end)[:2] if word.form != ","]
        before = any(one.end <= dated.start for one in line.figures)
        if behind[:1] == [*that] and not before and is_before(dated, printed, ONE_DAY, lately=False):
            return dated
    return None


def told_on(line: Line, said: Dated, printed: date | None) -> Line:
    """The line with the last day of the saying known, which nothing in it can be counted beyond: "to date" is to the days of saying."""
    (first, _), day = said.window.start, said.window.end[1]
    paced = line.named("cues", *PERIODS)  # "now" is no end of a pace
    today = (printed, printed) if printed and not paced else None
    to_date = [one for one in line.windows if one.window.start == (None, None) and one.window.end == today]
    windows = [
        one._replace(window=replace(one.window, end=(first, day)) if one in to_date else as_counted(one.window, day))
        for one in line.windows
        if one is not said
    ]
    return replace(line, windows=windows, said_on=day, said_in=said)


def of_paper(line: Line, dated: Dated) -> bool:
    """Whether a day is that of a law or paper: "the law of 28 November", "signed on 3 May", «закон от 28 ноября»; no count is of it."""
    days, known = dated.window.exact, line.grammar.claims["words"]
    if days and any(cue.end <= dated.start and line.apart(cue, dated) <= 1 for cue in line.named("cues", "enacted")):
        return True
    led = line.place_of(dated.start) - 1
    if days is None or days[0] != days[1] or led < 1 or line.tokens[led].low not in known.get("dated_by", ()):
        return False
    return any(cue.tokens[-1] == led - 1 for cue in line.named("cues", "paper"))


def told_in(line: Line, dated: Dated) -> bool:
    """Whether a month or day is only that of the telling: "in May 2024 the paper wrote about deserters"."""
    days = dated.window.exact
    if days is None or (days[1] - days[0]).days >= AT_ONCE_SAID or _of_data(line, dated):
        return False
    return any(line.apart(cue, dated) <= SAID_WITHIN for cue in line.named("speech", "says", "said_after"))


def _of_data(line: Line, dated: Dated) -> bool:
    """Whether a month is that of the data told: "the June statistics have been published", "published the figures for June"."""
    led = any(cue.start < dated.end and dated.start <= cue.end + 1 for cue in line.named("cues", "data_for"))
    return led or any(dated.start <= cue.start <= dated.end + 1 for cue in line.named("cues", "data"))
