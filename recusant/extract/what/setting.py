"""What the parts of a scope are found from: one sentence, what the text spoke of before it, and who counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from recusant.codebook import Codebook, Origin
from recusant.extract.numbers.quantities import Figure
from recusant.extract.sentence.line import AT_ONCE, PARTING, WHOLE_WITHIN, Line, Placed
from recusant.extract.sentence.terms import Counted, Mention
from recusant.extract.sentence.thread import Read, Thread, same_row
from recusant.extract.what.counted import counted

LED_WITHIN = 12  # words from a total that begins a sentence to its figure, a comma counted
ADJACENT, ANEW_WITHIN = 4, 9  # words: "it was the decree of … that ordered the mobilisation of 300,000 men" goes on about nothing


@dataclass
class Setting:
    """``reads`` are the figures of the sentence whose scopes were found so far, from left to right."""

    book: Codebook
    line: Line
    thread: Thread
    origin: Origin | None
    reads: list[Read] = field(default_factory=list)

    @property
    def speaks(self) -> bool:
        """Whether the sentence itself names the subject or takes up what was counted before."""
        line = self.line
        takes_up = line.named("measure") or line.named("origin") or line.named("cues", "part", "whole", "anew", "such")
        return bool(line.named("category") or takes_up)

    def follows(self, figure: Placed, mention: Mention) -> bool:
        """Whether a mention stands right behind a figure."""
        return mention.start >= figure.end and self.line.cost(figure, mention) <= ADJACENT

    def near_cue(self, figure: Placed, *cues: str, within: int = ADJACENT) -> bool:
        """Whether one of these cues stands beside a figure."""
        near = [one for one in self.line.named("cues", *cues) if self.line.apart(one, figure) <= within]
        return any(not self._in_window(one) for one in near)

    def _in_window(self, cue: Mention) -> bool:
        """Whether the words of a cue belong to days that are named."""
        return any(dated.start < cue.end and cue.start < dated.end for dated in self.line.windows)

    def is_whole(self, figure: Placed) -> bool:
        """Whether a figure is said to be the whole of those before."""
        cues = [one for one in self.line.named("cues", "whole", "all_this") if not self._in_window(one)]  # "from 67,840 in all of 2024"
        begins = [one for one in cues if one.tokens[0] == 0 and one.end <= figure.start and not self.line.figures_between(one, figure)]
        led = any(self.line.apart(one, figure) <= LED_WITHIN for one in begins)  # "in total, there were 300"
        return led or any(self.line.apart(one, figure) <= (WHOLE_WITHIN if one.end <= figure.end else AT_ONCE) for one in cues)

    def whole_before(self, figure: Placed) -> Read | None:
        """The total that a figure is a part of: the last one read before a colon."""
        colons = [word.start for word in self.line.tokens if word.form == ":" and word.start < figure.start]
        return next((read for read in reversed(self.reads) if colons and read.figure.end <= colons[-1]), None)

    def compared(self, figure: Placed) -> Read | None:
        """The count that a bare figure is set against: "10,308 cases against 5,517 a year before"."""
        turn = next((one for one in reversed(self.line.turns) if one.end <= figure.start), None)
        before = next((read for read in reversed(self.reads) if turn is not None and read.figure.end <= turn.start), None)
        bare = turn is not None and len(self.line.words(turn.end, figure.start)) <= AT_ONCE and not _names_noun(self.line, figure)
        close = before is not None and turn is not None and self.line.apart(before.figure, turn) <= WHOLE_WITHIN
        return before if bare and close and getattr(before and before.figure, "form", None) == "count" else None

    def level(self, figure: Placed) -> Read | None:
        """The count that a number of another time is set against: "3,406 cases, almost double last year's 1,780"."""
        then = next((one for one in self.line.windows if self._at_once(one, figure)), None) if self.reads else None
        return self.reads[-1] if then and self._set_against(then) else None

    def of_level(self, dated: Placed, figure: Placed) -> bool:
        """Whether a window is only that of the number that another figure is set against."""
        return self._set_against(dated) and any(self._at_once(dated, one) for one in self.line.figures if one is not figure)

    def _set_against(self, dated: Placed) -> bool:
        known = self.line.grammar.claims["words"].get("set_against", ())
        first = self.line.place_of(dated.start)
        before = self.line.tokens[max(0, first - AT_ONCE) : first]
        return any(word.low in known for word in before) and any(one.end <= dated.start for one in self.line.figures)

    def _at_once(self, dated: Placed, figure: Placed) -> bool:
        return dated.end <= figure.start and not self.line.words(dated.end, figure.start)

    def anew(self, figure: Placed) -> Read | None:
        """What a sentence goes on about that begins with "that is": the first figure of the one before.

        Of a multiple the latest, of a percentage the last.
        """
        cues = self.line.named("cues", "anew")
        begins = cues and cues[0].tokens[0] == 0 and cues[0].end <= figure.start and not self.reads
        if not begins or self.line.apart(cues[0], figure) > ANEW_WITHIN or not self.thread.last:
            return None
        if isinstance(figure, Figure) and figure.form == "percent":
            return self.thread.last[-1]
        times = isinstance(figure, Figure) and figure.form == "times"
        return max(self.thread.last, key=_begun) if times else self.thread.last[0]

    def row(self, figure: Placed, section: str, noun: Counted) -> Read | None:
        """The figure at the same place in the row before, where a row names nothing of its own: "seven and eight in February"."""
        run = self.line.run(figure)
        if len(run) < 2 or noun.foreign:
            return None
        before = [read for read in self.reads if read.figure.start < run[0].start]
        row = same_row(self.line, before) if before else self.thread.row
        if not before and len(row) < len(run) == len(self.thread.last):
            row = self.thread.last  # "93 charges, 61 verdicts", and the next item of the list: "170 and 60"
        joined = section == "category" and len(self.line.listed(figure)) == len(run)
        kinds = {read.scope.category for read in row} if joined else ()
        if len(row) != len(run) or (any(_names_noun(self.line, one) for one in run) and len(kinds) < len(run)):
            return None  # but "AWOL 22,470, desertion 13,230. 1,965 and 640 men were notified" counts as many kinds
        named = self.line.named(section)
        own = any(run[0].start <= one.start and self.line.cost(run[-1], one) <= WHOLE_WITHIN for one in named)
        another = section == "category" and not before and any(one.end <= run[0].start for one in named)
        return None if own or another else row[_place(figure, run)]

    def leads_row(self, figure: Placed, kinds: Sequence[Mention]) -> Mention | None:
        """The category of a whole row of bare figures, behind another row of the sentence: "…, of desertion – 683 and 563 respectively"."""
        run = self.line.run(figure)
        before = [read for read in self.reads if read.figure.start < run[0].start] if len(run) > 1 else []
        led = next((one for one in reversed(kinds) if one.end <= run[0].start), None) if before else None
        if led is None or any(word.form[0].isalnum() for word in self.line.words(led.end, run[0].start)):
            return None
        parted = any(word.form in PARTING for word in self.line.words(before[-1].noun.end, led.start))
        bare = not any(_names_noun(self.line, one) for one in run)
        return led if parted and bare and len(same_row(self.line, before)) == len(run) else None

    def respective(self, figure: Placed) -> Read | None:
        """The figure at the same place of the list before, where "respectively" says that one list answers another."""
        cues = self.line.named("cues", "order")
        listed = self.line.listed(figure) if cues else ()
        if len(listed) < 2 or not any(self.line.apart(listed[-1], cue) <= WHOLE_WITHIN for cue in cues):
            return None
        before = [read for read in self.reads if read.figure.end <= listed[0].start] or self.thread.last
        return before[-len(listed) :][_place(figure, listed)] if len(before) >= len(listed) else None


def _begun(read: Read) -> date:
    return read.scope.window.start[0] or date.min


def _place(figure: Placed, among: Sequence[Placed]) -> int:
    return [one.start for one in among].index(figure.start)


def _names_noun(line: Line, figure: Placed) -> bool:
    noun = counted(line, figure)
    return bool(noun.nouns or noun.foreign)
