"""Who passes on what others counted, and sentences that only tell who gives the figures of the one before."""

from __future__ import annotations

from collections.abc import Iterable

from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import QUOTES, Mention

CITING = frozenset(("cites", "retells"))  # the name before these passes on
MARKS = " \u00a0" + "".join(QUOTES)  # between a word and a name
OWN_WITHIN = 1  # words between the data and whose they are: "statistics of the project itself"
RETOLD_WITHIN = 6  # words from a verb of retelling to whose words they are


def turned(cue: Mention, name: Mention, cues: Iterable[tuple[Mention, str]]) -> bool:
    """Whether words for who is cited stand between a verb and a name: «как сообщило МВД со ссылкой на X»."""
    return any(kind in CITING and cue.end <= one.start < name.start for one, kind in cues)


def passes_on(cue: Mention, name: tuple[str, int], cues: Iterable[tuple[Mention, str]]) -> bool:
    """Whether who stands before a cue only passes on what it tells."""
    return any(kind in CITING and name[1] < one.start < cue.start for one, kind in cues)


def is_set_apart(line: Line, start: int) -> bool:
    """Whether who is named at a place is only set against who speaks, or came before him: "unlike …", "after the report of …"."""
    words = [word.low for word in line.words(line.sentence.start, start) if word.form not in QUOTES]
    while words and words[-1] in line.grammar.claims["words"].get("skipped", ()):
        words.pop()
    before = " ".join(words)
    return before.endswith(tuple(line.grammar.speakers.get("set_apart", ())))


def _tells_more(line: Line) -> bool:
    """Whether a sentence on figures tells of what is counted, or of when, or what is not so: "data for 2024 were not published"."""
    no = line.grammar.speakers.get("no", ())
    return bool(line.named("category") or line.named("measure") or line.windows) or any(word.low in no for word in line.tokens)


def tells_of_before(line: Line) -> bool:
    """Whether a sentence only tells who said what the one before tells: «Об этом пишет …», "This was reported by …", "It cites …"."""
    if line.figures:
        return False
    so = [*line.named("cues", "so_said"), *(line.named("speech", "pronouns") if line.named("speech", "cites") else ())]
    if line.named("speech", "says", "said_after", "retells") and not _tells_more(line):
        so += line.named("cues", "data_told")  # «статистику в своём обзоре приводит X»
    return any(line.tokens[one.tokens[0]].start == line.sentence.start for one in so)


def retells_another(line: Line, cue: Mention, kind: str) -> bool:
    """Whether who stands before a verb retells another who is named behind it."""
    return kind == "retells" and any(cue.end <= one.start and line.apart(cue, one) <= RETOLD_WITHIN for one in line.named("origin"))


def data_of_them(line: Line) -> bool:
    """Whether a sentence names who counted by a pronoun: «статистику самого проекта приводит X»."""
    data, whose = line.named("speech", "counted_after"), line.named("speech", "pronouns")
    return any(cue.end <= one.start and line.apart(cue, one) <= OWN_WITHIN for cue in data for one in whose)
