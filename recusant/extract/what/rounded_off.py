"""Verbs that only say with how many a stretch of time ended: "prosecutors closed 2023 with 24,000 cases" closes none."""

from __future__ import annotations

from dataclasses import replace

from recusant.extract.sentence.line import Line
from recusant.extract.sentence.terms import Mention

TOLD = ("measure", "also")


def but_rounded_off(line: Line) -> Line:
    """The line without what such verbs would tell."""
    verbs = {cue.tokens[0] for cue in line.named("cues", "ends_with") if _leads_to_number(line, cue)}
    if not verbs:
        return line
    told = [one for one in line.mentions if (one.section in TOLD or "otherwise" in one.ids) and not verbs.isdisjoint(one.tokens)]
    return replace(line, mentions=[one for one in line.mentions if one not in told])


def _leads_to_number(line: Line, cue: Mention) -> bool:
    """Whether only "with" and days stand between a verb and the next figure."""
    figure = next((one for one in line.figures if one.start >= cue.end), None)
    if figure is None or any(one.tokens[-1] + 1 == cue.tokens[0] for one in line.named("cues", "undone")):
        return False  # "2025 will close with 220,000"
    words, first = line.grammar.claims["words"], line.place_of(figure.start)
    led = [word.low for word in (*line.tokens[first - 1 : first], *line.words(figure.start, figure.end))]
    between = [word.low for word in line.words(cue.end, figure.start) if not any(one.start <= word.start < one.end for one in line.windows)]
    known = (*words["with"], *words["stretch"])
    return any(word in words["with"] for word in led) and all(word in known for word in between)
