"""Figures that count nothing of what is spoken of in all of some days: those of some kinds of days ("on weekdays up to 600"), those
shared out («по сотне»), shares of others ("two thirds of those sent to the front"), and what a part does now ("70 % of them are abroad").
"""

from __future__ import annotations

from itertools import pairwise

from recusant.extract.sentence.line import PARTING, Line, Placed
from recusant.extract.sentence.terms import FILES, PERSON, Mention
from recusant.extract.sentence.thread import SHARES
from recusant.extract.what.counted import counted

DAYS_WITHIN = 12  # words between a figure and the kind of days that it is of
BEGINS_WITHIN = 5  # tokens from "of" to "whom" at the beginning of a clause
EVERY_WITHIN = 5  # words behind what is counted in which "every 40 minutes" begins
INSERTED = 8  # words of what is inserted behind a part
NOW_WITHIN = 2  # words between a part and "already", a verb and a preposition at most


def of_no_whole(line: Line, figure: Placed, *, persons: bool) -> bool:
    """Whether a figure is no count of all that was done in some days; ``persons`` says that people were counted before."""
    if _is_every(line, figure) or any(_is_of_each(line, figure, one) for one in line.named("cues", "for_each")):
        return True
    others = _of_others(line, figure) or _of_people_unknown(line, figure, persons=persons)
    return _shared_out(line, figure) or _of_some_days(line, figure) or others or _is_now(line, figure)


def _of_some_days(line: Line, figure: Placed) -> bool:
    """Whether a figure is of days of one kind, of which no window tells: "on weekdays up to 600, at weekends 100".

    "At the weekend" is one of them only beside another; alone it is the last one.
    """
    kinds = line.named("cues", "some_days")
    if not kinds:
        return False
    for kind in (*kinds, *line.named("cues", "weekend")):
        costs = [line.cost(one, kind) for one in line.figures]
        nearest = line.figures[costs.index(min(costs))]
        if min(costs) <= DAYS_WITHIN and nearest.start == figure.start:
            return True
    return False


def _is_of_each(line: Line, figure: Placed, cue: Mention) -> bool:
    """Whether so many fall to each of several: "each court received 84 cases", "ten AWOL cases for every desertion case"."""
    first, last = line.clause(figure)
    between = (one for one in line.figures if cue.end <= one.start < figure.start and line.words(cue.end, one.start))
    return first <= cue.start < last and (not line.figures_between(cue, figure) if cue.start > figure.start else not any(between))


def _is_every(line: Line, figure: Placed) -> bool:
    """Whether it is told how often as many come, in a time that is no period of a rate: "one case every 40 minutes"."""
    every = line.grammar.claims["words"].get("every_so", ())
    behind = line.words(counted(line, figure).end, line.sentence.end)[:EVERY_WITHIN] if every else ()
    return any(word.low in every and after.form[0].isdigit() for word, after in pairwise(behind))


def _shared_out(line: Line, figure: Placed) -> bool:
    """Whether a number in words is said of each of several: «по сотне бойцов» is a hundred in each unit, or on each day."""
    shares = line.grammar.claims["words"].get("shares_out", ())
    if not shares or any(map(str.isdecimal, line.text[figure.start : figure.end])):
        return False
    at = line.place_of(figure.start)
    return any(word.low in shares for word in line.tokens[max(0, at - 1) : at + 1])


def _of_others(line: Line, figure: Placed) -> bool:
    """Whether a share is of people of whom nothing is told that is counted: "two thirds of those whom recruiters send to the front"."""
    words = line.grammar.claims["words"]
    after = line.words(figure.end, line.sentence.end) if getattr(figure, "form", None) in SHARES else ()
    at = next((at for at, word in enumerate(after[:2]) if word.low in words.get("those", ())), None)
    if at is None or not any(word.low in line.grammar.relative for word in after[at + 1 : at + 3]):
        return False
    told = after[at].end, next((word.start for word in after[at + 2 :] if word.form in PARTING), line.sentence.end)
    return not _tells_subject(line, *told)


def _of_people_unknown(line: Line, figure: Placed, *, persons: bool) -> bool:
    """Whether a clause begins with people who are the whole of a share, and are none of those counted before."""
    led = _of_whom(line, figure) if getattr(figure, "form", None) in SHARES else None
    return led is not None and not _tells_subject(line, led[0], line.sentence.end if persons else led[1])


def _of_whom(line: Line, share: Placed) -> tuple[int, int] | None:
    """The clause on the people that a clause begins with, who are the whole of a share: "of the men whom recruiters send, two thirds"."""
    words, begin = line.grammar.claims["words"], line.place_of(line.clause(share)[0])
    first = line.tokens[begin : begin + BEGINS_WITHIN + 1]
    of = next((at for at, word in enumerate(first[:BEGINS_WITHIN]) if word.low in words["share_of"]), None)
    who = next((at for at, word in enumerate(first) if of is not None and at > of and word.low in line.grammar.relative), None)
    if of is None or who is None or not (_are_people(line, begin + of + 1, begin + who) or first[who - 1].low in words.get("those", ())):
        return None
    ends = next((word.start for word in line.tokens[begin + who + 1 :] if word.form in PARTING), line.sentence.end)
    return (first[who].end, ends) if ends <= share.start else None


def _are_people(line: Line, first: int, last: int) -> bool:
    """Whether a word for persons stands between two tokens."""
    return any(one.section == "units" and PERSON in one.ids for at in range(first, last) for one in line.naming(at))


def _tells_subject(line: Line, first: int, last: int) -> bool:
    """Whether anything between two places tells what is counted."""
    known = (*line.named("measure"), *line.named("also"), *line.named("category"))
    return any(first <= one.start < last for one in known)


def _is_now(line: Line, figure: Placed) -> bool:
    """Whether a part is told to do something now that is not counted: "of them 4,500 are already carrying out combat tasks"."""
    parts = [one for one in line.named("cues", "part") if line.apart(one, figure) <= 1]
    if not parts:
        return False
    end = _past_inserted(line, max(figure.end, parts[-1].end))
    behind = line.words(end, line.sentence.end)
    ends = next((at for at, word in enumerate(behind) if word.form in PARTING), len(behind))
    now = line.grammar.claims["words"].get("now", ())
    if not any(word.low in now for word in behind[: min(ends, NOW_WITHIN)]):
        return False
    last = behind[ends - 1].end
    papers = line.named("units", "verdict", *FILES)  # "by seven of them there are verdicts already"
    known: list[Placed] = [*line.named("measure"), *line.named("also"), *line.named("category"), *line.windows, *papers]
    return not any(end <= one.start < last for one in known)


def _past_inserted(line: Line, at: int) -> int:
    """Where a clause goes on behind what is inserted between commas: "70 % of them, as of the end of February, are already abroad"."""
    behind = line.words(at, line.sentence.end)[: INSERTED + 2]
    commas = [word for word in behind if word.form == ","]
    inserted = len(commas) > 1 and behind[0] is commas[0] and not any(word.form in ";:()" for word in behind)
    return commas[1].end if inserted else at


def is_habitual(line: Line) -> bool:
    """Whether a verb tells what is done again and again, in a language whose verbs show it: «поступает», not «поступило»."""
    verbs = line.grammar.claims["words"].get("habitual", ())
    return bool(verbs) and any(word.low in verbs for word in line.tokens)
