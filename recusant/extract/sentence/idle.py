"""What stands in a sentence and tells nothing of its figures: date lines, days left out, and parts of names and of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import Thing
from recusant.extract.sentence.terms import Mention
from recusant.extract.times.dated import Dated
from recusant.extract.words.grammar import Grammar
from recusant.extract.words.passages import Sentence

MEASURING = frozenset(("measure", "also"))
SOUNDING = frozenset(("cues", "origin"))  # sections of words that parts of the name of a place sound like
_WORDS, _DASH = re.compile(r"[^\W\d_]+"), re.compile(r"\s+[—–-]{1,2}\s|:\s")


def in_name(dated: Dated, mentions: Sequence[Mention]) -> bool:
    """Whether the words of a window only belong to an offence's name: "evading call-up during mobilisation"."""
    return any(one.start < dated.start and dated.end <= one.end for one in mentions if one.section == "category")


def left_out(things: Sequence[Thing], mentions: Sequence[Mention], text: str) -> list[Thing]:
    """The things that are only named to be left out: "every month of 2024 except May", "300 cases, not counting appeals"."""
    cues = [one for one in mentions if one.section == "cues" and "left_out" in one.ids]
    if not cues:
        return []
    return [one for one in things if any(cue.start < one.start and not text[cue.end : one.start].strip() for cue in cues)]


def but_left_out(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions but the measures that are only named to be left out."""
    apart = left_out([one for one in mentions if one.section in MEASURING], mentions, text)
    return [one for one in mentions if one not in apart] if apart else mentions


def in_figure(mention: Mention, figures: Sequence[Figure]) -> bool:
    """Whether a verb is only part of how a number is told: "close to 290 thousand" closes nothing."""
    verb = mention.section in MEASURING
    return verb and any(mention.start < figure.end and figure.start < mention.end for figure in figures if mention.start >= figure.start)


def is_dateline(text: str, sentence: Sentence, dated: Dated, words: Grammar) -> bool:
    """Whether a day only tells when the text was written: it is all that a sentence holds, or stands with a place before a dash."""
    days = dated.window.exact
    if days is not None and days[0] != days[1]:
        return False  # "January–October 2025:" heads the figures of these days
    if dated.end - dated.start >= len(text[sentence.start : sentence.end].rstrip(" .:")) - 1:
        return True
    before = _WORDS.findall(text, sentence.start, dated.start)
    begins = not text[: sentence.start].strip() or text[: sentence.start].rstrip(" ").endswith("\n")
    placed = bool(before) and all(word[0].isupper() and word.casefold() not in words.function for word in before)
    return days is not None and begins and placed and _DASH.match(text, dated.end, sentence.end) is not None


def but_in_places(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions but cues and counters that only sound like a part of a place's name: «в Ростове-на-Дону» tells of no growth."""
    places = {at for one in mentions if one.section == "place" for at in one.tokens}
    if not places:
        return mentions
    within = [one for one in mentions if one.section in SOUNDING and places.issuperset(one.tokens) and text[one.start].isupper()]
    return [one for one in mentions if one not in within] if within else mentions
