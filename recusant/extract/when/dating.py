"""Which days a figure counts: the window named with it, or what it says of the one spoken of before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from recusant.extract.sentence.categories import of_country
from recusant.extract.sentence.lengths import PERIODS
from recusant.extract.sentence.line import CARRIED, DEFAULTED, PARTING, SAID, Placed
from recusant.extract.sentence.rows import answering
from recusant.extract.sentence.saying import of_paper
from recusant.extract.sentence.terms import Mention
from recusant.extract.sentence.thread import Read, is_more, lies_in
from recusant.extract.times.dated import Dated, in_year_of
from recusant.extract.times.stretches import hull, in_years_of, is_as_long, is_over, within
from recusant.extract.what.habits import is_habitual
from recusant.extract.what.setting import Setting
from recusant.extract.when.deeds import but_of_deeds
from recusant.extract.when.ends import WINDOW_WITHIN, ended_by
from recusant.extract.when.grown import grew_within, grown, spelt_out, turned_from
from recusant.extract.when.headed import headed
from recusant.extract.when.parted import but_of_later_clauses
from recusant.extract.when.tallies import told_again
from recusant.records import Window

OWN_WINDOW, PART_WITHIN = 12, 9  # in words as Line counts them
NEAR = 5  # characters between "since" and what it leads to: an article at most
OF_ALL_WITHIN = 3  # words between a share and the days of all that it is of
THEN_WITHIN = 4  # words between "then" and what was counted then
PACE_WITHIN = 6  # words between a rate and its period
DASHES = frozenset("—–")
UNKNOWN = ((None, None), (None, None))
SOON = timedelta(60)


class Dating:
    """Finds the windows of the figures of one sentence."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.book, self.line, self.thread = setting.book, setting.line, setting.thread

    def find(self, figure: Placed, *, ratio: bool) -> tuple[Window, str]:
        """The window of a figure and how it is known. That which a ratio is compared with is not its own."""
        column = self._of_column(figure)
        if column is not None:
            return column, SAID
        window, how = self._found(figure, ratio=ratio)
        risen = None if ratio else grown(self.line, figure, window)
        return (risen, CARRIED) if risen else (window, how)

    def _of_column(self, figure: Placed) -> Window | None:
        """The days that the head of a figure's column tells, or of all columns where it is their sum; months of a row are of that year."""
        column, table = self.line.column(figure), self.line.table
        if column is None or table is None or (self.line.windows and not column.windows):
            return None
        total = table.total if any("whole" in one.ids for one in column.named("cues")) else None
        told = column.windows[0] if column.windows else total
        if told is None or not self.line.windows:
            return told and told.window
        return in_year_of(self.line.windows[0].window, told.window)

    def _found(self, figure: Placed, *, ratio: bool) -> tuple[Window, str]:
        whole = self.setting.whole_before(figure) if ratio else None
        if whole is not None:
            return whole.scope.window, CARRIED
        answered = self.setting.respective(figure)
        if answered is not None and self._one_by_one(figure):
            return answered.scope.window, CARRIED
        growth = spelt_out(self.line, figure) if ratio else None
        own = (growth[1], SAID) if growth else None if ratio else self._own(figure)
        if own is not None:
            return own
        windows = self._may_date(figure, ratio=ratio)
        over = [one for one in windows if self.line.compared(one) and self._over(one, figure)]
        dated = [one for one in windows if one not in over and not self.line.compared(one, None if ratio else figure)]
        close = [] if ratio else [one for one in windows if self._close(one, figure) and not self._over(one, figure)]
        near = self._nearest(figure, [one for one in (*dated, *close) if not self.line.in_aside(one, figure)])
        before = self._of_whole(figure, near) or told_again(self.setting, figure, near)
        if before is not None:
            return before, CARRIED
        if self.setting.compared(figure) is not None and (near is None or near.end <= figure.start):
            return self._compared_with(figure)
        if near is not None:
            return self._ended(figure, near)
        anew = self.setting.anew(figure)
        if anew is not None:
            return anew.scope.window, CARRIED
        told = [read for read in self.setting.reads if not (ratio and read.compares) and not self.line.in_aside(read.figure, figure)]
        main = [read for read in told if not (read.compares and self._parted(read.figure, figure))] or told
        if main:
            several = len({read.scope.window for read in main}) > 1  # "last year 38,000, before that 27,000; 347 surrendered"
            last = self._but_parts(main) if self._parted(main[-1].figure, figure) else main[-1]
            return last.scope.window, CARRIED if several else last.how["window"]
        return (self._of_sentence(figure, dated[0]) if len(dated) == 1 else None) or self._before()

    def _may_date(self, figure: Placed, *, ratio: bool) -> list[Dated]:
        """The windows that a figure may be counted in."""
        growing = grew_within(self.line, figure) if ratio and self.setting.reads else None
        turned = turned_from(self.line, figure)
        windows = [one for one in self._counted_in() if not (self.setting.of_level(one, figure) or self._of_bracket(one, figure))]
        behind = [one for one in windows if not any(turn.end <= one.start and one.end <= figure.start for turn in turned)]
        windows = [one for one in behind if one is not growing]
        kept = self._in_brackets(figure, windows) or but_of_later_clauses(self.line, figure, windows)
        return [*but_of_deeds(self.line, figure, kept, self.book)]

    def _of_sentence(self, figure: Placed, dated: Dated) -> tuple[Window, str] | None:
        """The one window of a sentence that ends its row of counts, or begins it, however far: "since 2022, the office has been …"."""
        if self._ends_row(figure, dated):
            return dated.window, SAID
        begins = len(self.line.words(self.line.sentence.start, dated.start)) <= 1 and dated.end <= figure.start
        return (self._ended(figure, dated)[0], CARRIED) if begins and not self.line.figures_between(dated, figure) else None

    def _ended(self, figure: Placed, near: Dated) -> tuple[Window, str]:
        """The window beside a figure, with the beginning or end that the sentence tells elsewhere."""
        told = self._from_on(near) or headed(self.line, self.thread, near) or ended_by(self.line, figure, near)
        return told or self._at_pace(figure, near) or self._from_before(figure, near)

    def _counted_in(self) -> Sequence[Dated]:
        """The windows of the sentence but those of deeds; where it names a longer one, not "in one week", the period of a rate."""
        deeds = self.line.named("cues", "deed")
        dating = [one for one in self.line.windows if not of_paper(self.line, one)]
        told = [one for one in dating if not any(deed.end <= one.start and self.line.apart(deed, one) <= 1 for deed in deeds)]
        spells = self.line.named("cues", "in_day", "in_week", "in_month")
        bare = [one for one in told if any(one.start <= spell.start and spell.end <= one.end for spell in spells)]
        paces = self.line.named("cues", *PERIODS)  # "on average in a month"
        told = [one for one in told if not any(pace.start <= one.start and one.end <= pace.end for pace in paces)]
        left = [one for one in told if one not in bare and not is_as_long(one.window, [it.window for it in told], self.thread.said_on)]
        return left if any(one.window.exact for one in left) or (bare and (paces or is_habitual(self.line))) else told

    def of_all(self, share: Placed) -> Window | None:
        """The days of all that a share is of: "three quarters of all since 2022"."""
        after = next((one for one in self.line.windows if one.start >= share.end), None)
        if after is None or any(share.end <= one.start < after.start for one in self.line.named("cues", "part")):
            return None  # "half of them this year"
        between = self.line.words(share.end, after.start)
        told = len(between) > 1 and between[0].low in self.line.grammar.claims["words"]["share_of"]
        function = all(word.low in self.line.grammar.function for word in between)
        return after.window if told and function and len(between) <= OF_ALL_WITHIN else None

    def _own(self, figure: Placed) -> tuple[Window, str] | None:
        """The days that answer a count in a list of days, or since something that is no window."""
        told = answering(self.line, figure) or self._then(figure)
        since = None if told else self._since(figure)
        return (told.window, SAID) if told else (since, CARRIED) if since else None

    def _then(self, figure: Placed) -> Dated | None:
        """The window named last, where "then" before a figure stands for it: "half as many as in 2015: then there were 2,256"."""
        cues = [one for one in self.line.named("cues", "then") if one.end <= figure.start and self.line.apart(one, figure) <= THEN_WITHIN]
        named = [one for one in self.line.windows if cues and one.end <= cues[-1].start]
        return named[-1] if named and not self.line.figures_between(named[-1], figure) else None

    def _since(self, figure: Placed) -> Window | None:
        """The window of a count since something that is no window: "2,000 last month, 26,000 since the fund was set up".

        It begins on the day of the event where it is one, and else on a day not known.
        """
        unread = [cue for cue in self.line.named("cues", "since") if not any(_leads(cue, one) for one in self.line.windows)]
        cue = next((cue for cue in unread if self._is_of(cue, figure)), None)
        own = [one for one in self.line.windows if self._is_of(one, figure)]
        if cue is None or own:
            return self._from_then(cue, own[0]) if cue and len(own) == 1 else None
        events = [event for event in self.line.named("event") if _leads(cue, event)]
        return self._from(events[0]) if events else Window((None, None), (None, self.thread.said_on))

    def _from_then(self, cue: Mention, then: Dated) -> Window | None:
        """From some day of a window on that tells when something was, behind "since": "since the law was changed in May 2024"."""
        first, last, said_on = then.window.start[0], then.window.end[1], self.thread.said_on
        between = self.line.words(cue.end, then.start)
        if not first or not last or then.start < cue.end or any(word.form in PARTING or word.form[0].isdigit() for word in between):
            return None
        return Window((first, last), (first if said_on else None, said_on)) if said_on is None or first <= said_on else None

    def _from(self, event: Mention) -> Window | None:
        """From the day of an event on, where that is told and past."""
        day, said_on = self.book.events[of_country(event.ids, self.book.events, self.thread.place)].date, self.thread.said_on
        return Window((day, day), (day if said_on else None, said_on)) if day and (said_on is None or day <= said_on) else None

    def _is_of(self, thing: Placed, figure: Placed) -> bool:
        """Whether a thing goes with a figure, and with none between them."""
        if thing.start >= figure.end:
            return not self.line.figures_between(figure, thing) and not self.line.of_next(figure, thing)
        before = [one for one in self.line.figures if one.end <= thing.start]
        return not self.line.figures_between(thing, figure) and (not before or self.line.of_next(before[-1], thing))

    def _of_bracket(self, dated: Dated, figure: Placed) -> bool:
        """Whether a window goes with another figure that stands in the same brackets: "rose to 210 (in August, 180)"."""
        text, sentence = self.line.text, self.line.sentence
        first, last = text.rfind("(", sentence.start, dated.start), text.find(")", dated.end, sentence.end)
        if first < 0 or last < 0 or ")" in text[first : dated.start] or first < figure.start < last:
            return False
        return any(first < one.start < last for one in self.line.figures)

    def _in_brackets(self, figure: Placed, windows: Sequence[Dated]) -> list[Dated]:
        """The windows that stand in brackets with a figure: "50,058 in that same time (of which 23,343 in 2024)"."""
        text, sentence = self.line.text, self.line.sentence
        first, last = text.rfind("(", sentence.start, figure.start), text.find(")", figure.end, sentence.end)
        closed = first < 0 or last < 0 or ")" in text[first : figure.start]
        return [] if closed else [one for one in windows if first < one.start < last]

    def _but_parts(self, told: Sequence[Read]) -> Read:
        """The last figure that is no part of one before it: "5,000 cases, of which 343 in 2024; 124 men were notified" in all the days."""
        parts = [read for read in told[1:] if self._is_part(read.figure)]
        return next(read for read in reversed(told) if read not in parts)

    def _parted(self, figure: Placed, other: Placed) -> bool:
        """Whether a semicolon parts two figures: what is only compared with ends there."""
        return any(word.form == ";" for word in self.line.words(figure.end, other.start))

    def _close(self, dated: Dated, figure: Placed) -> bool:
        """Whether a window stands beside a figure, or its clause tells what was then: "the number of 2023, when there were 24,165"."""
        if any(figure.end <= than.start < dated.start for than in self.line.named("cues", "than")):
            return False  # "5,204 cases – more than in all of 2023"
        then = self.line.words(dated.end, figure.start)[:2]
        when = self.line.grammar.claims["words"].get("when", ())
        told = [word.low for word in then[:1]] == [","] and any(word.low in when for word in then[1:])
        told = told and not self.line.figures_between(dated, figure)
        return self.line.cost(figure, dated) <= (WINDOW_WITHIN if told else OWN_WINDOW)

    def _over(self, dated: Dated, figure: Placed) -> bool:
        """Whether a comparison is over before the figure: "more than in 2023: 35,307", "than a year before, of desertion 421"."""
        compares = any(dated.end <= turn.start < figure.start for turn in self.line.turns)
        between = self.line.words(dated.end, figure.start)
        topic = between[:1] and between[0].form == "," and any(dated.end <= one.start < figure.start for one in self.line.named("category"))
        return not compares and bool(topic or any(word.form == ":" for word in between))

    def _compared_with(self, figure: Placed) -> tuple[Window, str]:
        """The window of what is set against a count: the one compared with, or not known: "35,307 cases against 11,625"."""
        before = [one.window for one in self.line.windows if one.end <= figure.start and self.line.compared(one)]
        return (before[-1], SAID) if before else (Window(*UNKNOWN), DEFAULTED)

    def _one_by_one(self, figure: Placed) -> bool:
        """Whether the figures that those of a list answer have each their own days."""
        answered = [read for one in self.line.listed(figure) if (read := self.setting.respective(one))]
        return len({read.scope.window for read in answered}) == len(answered)

    def _nearest(self, figure: Placed, dated: Sequence[Dated]) -> Dated | None:
        """The nearest window whose days are known, or else any: "in August 2024, in a single week"."""
        before = [one for one in dated if one.end <= figure.start and not self.line.figures_between(one, figure)]
        explained = [one for one in dated if before and any(word.form in DASHES for word in self.line.words(figure.end, one.start)[1:])]
        # "from April to November 100 a month, while in December 19"; "100 a month come, while in December it was 19"
        ends = self.line.clause(figure)[1]
        apart = [one for one in dated if one.start >= ends and (before or self._leads_to_another(one))]
        dated = [one for one in dated if one not in explained and one not in apart]  # "1,028 cases – absence in a time of mobilisation"
        known = [one for one in dated if one.window.start != (None, None) or one.window.end != (None, None)]
        near = self.line.nearest(figure, known, WINDOW_WITHIN, shared=True)
        beside = self.line.nearest(figure, dated, WINDOW_WITHIN, shared=True)
        if near is None or beside is None or near is beside:
            return beside
        if near.start >= figure.end > beside.end and self.line.of_next(figure, near):
            return beside  # "since March 3,000 a month come, and in December 2022 it was 1,500"
        if any(max(figure.end, beside.end) <= turn.start < near.start for turn in self.line.turns):
            return beside  # "5,204 in the first seven months of the year, while in all of 2023 there were 5,096"
        told_before = any(near.end <= one.start and one.end <= beside.start for one in self.line.figures)  # "in 2023 5, last year 9"
        return beside if told_before and beside.end <= figure.start else near

    def _leads_to_another(self, dated: Dated) -> bool:
        """Whether a figure follows a window in its part of the sentence."""
        ends = self.line.clause(dated)[1]
        return any(dated.end <= one.start < ends for one in self.line.figures)

    def _ends_row(self, figure: Placed, dated: Dated) -> bool:
        """Whether the one window of a sentence stands behind a row of counts, and behind no ratio: that is compared with its days."""
        between = [one for one in self.line.figures if figure.end <= one.start < dated.start]
        counts = dated.start >= figure.end and all(one.form == "count" for one in between)
        if self._is_paced(figure) and self.line.clause(figure) != self.line.clause(dated):
            return False  # "60 a week come; it was 350 in August"
        reasons = self.line.grammar.claims["words"].get("reasons", ())
        if any(word.low in reasons for word in self.line.words(figure.end, dated.start)):
            return False  # "the usual number is 700, though it was 848 in April"
        if any(self.setting.near_cue(one, "part") for one in between):
            return False  # "10,025 cases, 929 of them in May"
        return counts and not self.line.compared(dated) and not self.line.of_next(figure, dated)

    def _of_whole(self, figure: Placed, near: Dated | None) -> Window | None:
        """The window of what a figure is said to be the whole or a part of: "992 of them date from after mobilisation"."""
        known = near is not None and (near.window.start, near.window.end) != UNKNOWN
        told = self.setting.near_cue(figure, "all_time", within=PART_WITHIN)
        ever = self.setting.near_cue(figure, "ever", within=PART_WITHIN)
        whole = self._of_parts(figure, near if known else None) if told or ever or self.setting.is_whole(figure) else None
        whole = self._overall(whole) if told and not known else whole
        if whole is not None:
            self.thread.window = whole
            return whole
        before = (*reversed(self.setting.reads), *self.thread.last)
        wholes = [read for read in before if not (read.compares or is_more(figure, read.figure))]
        if near is None or not wholes or not self._is_part(figure):
            return None
        whole = wholes[0].scope.window
        first, last = near.window.start[0], whole.end[1]
        if self._is_after(figure, near):
            return Window(near.window.start, whole.end) if not first or not last or first <= last else None
        if lies_in(near.window, whole):
            return None
        said = any(letter.isdigit() for letter in self.line.text[near.start : near.end])
        return (None if said else in_years_of(near.window, whole)) or within(near.window, whole)

    def _overall(self, parts: Window | None) -> Window | None:
        """The days of a whole text that those of its last sentence lie in, or those: "since January …; over the entire period, 15,564"."""
        overall = self.thread.overall if not self.setting.reads else None
        return overall if overall and (parts is None or lies_in(parts, overall)) else parts

    def _is_part(self, figure: Placed) -> bool:
        """Whether a figure is said to be a part of what was counted, and not the one behind it: "7,400, of which 496 near Moscow"."""
        told = self.setting.near_cue(figure, "part", within=PART_WITHIN)
        cues = [one for one in self.line.named("cues", "part") if self.line.apart(one, figure) <= PART_WITHIN] if told else []
        return any(one.end <= figure.start or not self.line.of_next(figure, one) for one in cues)

    def _is_after(self, figure: Placed, near: Dated) -> bool:
        """Whether a part is told to be from after something that was on a day: "775 of them after Putin ordered on 21 September that …"."""
        parts = {at for one in self.line.named("cues", "part") for at in one.tokens}
        behind = [word.low for word in self.line.words(figure.end, near.start) if self.line.place_of(word.start) not in parts]
        days = near.window.exact
        led = len(behind) > 1 and behind[0] in self.line.grammar.claims["words"].get("after", ())
        return led and days is not None and days[0] == days[1]

    def _of_parts(self, figure: Placed, near: Dated | None) -> Window | None:
        """The window of a whole: of all its parts in the sentence, or in the one before, or else the longest of the paragraph."""
        parts = [read for read in self.setting.reads if not read.compares]
        if parts and (near is None or near.start < parts[-1].figure.end or near.window == parts[-1].scope.window):
            return hull([read.scope.window for read in parts])
        if parts or near is not None or not self.thread.windows:
            return None
        if self.line.sentence.item and len(self.thread.items) > 1:
            return hull(self.thread.items)
        return hull(self.thread.windows) if len(self.thread.windows) > 1 else self.thread.longest or self.thread.window

    def _before(self) -> tuple[Window, str]:
        """The window carried over, or since an event whose beginning is named, or any time until it was said."""
        said_on, cues = self.thread.said_on, self.line.named("cues", "begin", "since")
        begun = [event for event in self.line.named("event") if any(self._at(cue, event) for cue in cues)]
        since = self._from(begun[0]) if begun else None
        if since is not None:
            return since, CARRIED
        present = self.line.named("cues", "present_total")  # "of the present total": and not of an earlier one, told in between
        carried = (self.thread.longest if present else None) or self.thread.window
        of_law = any(of_paper(self.line, one) for one in self.line.windows)  # "under the law of 28 November 3,000 returned"
        if carried is not None and not of_law and not (said_on and carried.start[0] and carried.start[0] > said_on):
            return carried, CARRIED
        return Window((None, None), (None, said_on)), DEFAULTED

    def _at(self, cue: Mention, thing: Mention) -> bool:
        return cue.end <= thing.start and self.line.apart(cue, thing) <= 1

    def _from_on(self, near: Dated) -> tuple[Window, str] | None:
        """The window whose beginning a clause parts from its end: "from October 2022, when the first case came, to the end of 2024"."""
        known = self.line.grammar.claims["words"]
        before = self.line.words(self.line.sentence.start, near.start)[-1:]
        if not near.window.exact or not before or before[0].low not in known.get("to_when", ()):
            return None
        begun = [one for one in self.line.windows if one.end <= near.start and not self.line.figures_between(one, near)]
        led = bool(begun) and self.line.words(begun[-1].start, begun[-1].end)[0].low in known.get("from_when", ())
        start = begun[-1].window.start if led else (None, None)
        return (Window(start, near.window.end), SAID) if start[1] and start[1] <= near.window.exact[0] else None

    def _at_pace(self, figure: Placed, near: Dated) -> tuple[Window, str] | None:
        """The window of a rate told with an end alone is that end: "by late April 34 verdicts were passed a day", not "until May"."""
        led = self.line.words(near.start, near.end)[:1]
        if led and led[0].low in self.line.grammar.claims["words"].get("until", ()):
            return None
        start, (first, last) = near.window.start, near.window.end
        return (Window((first, last), (first, last)), SAID) if self._is_paced(figure) and start == (None, None) and first and last else None

    def _is_paced(self, figure: Placed) -> bool:
        return bool(getattr(figure, "per", None) or self.setting.near_cue(figure, *PERIODS, within=PACE_WITHIN))

    def _from_before(self, figure: Placed, near: Dated) -> tuple[Window, str]:
        """A window that is only an end ("by July") begins where the one before does: "since mobilisation and up to July"."""
        window = near.window
        running = [one for one in self.line.windows if one.window.start[0] and not (one.window.end[0] and one.window.exact)]
        since = self.line.nearest(near, running, WINDOW_WITHIN) or self._of_event(near)
        behind = [one for one in self.line.figures if one.start >= figure.end]
        if since is None and len(running) == 1 and not behind and running[0].start >= near.end:
            since = running[0]  # "by July there had been 300 since January"
        told = [read.scope.window for read in self.setting.reads if not read.compares and read.scope.window.start[1]]
        before = since.window if since else told[-1] if told else self.thread.window
        start = before.start if before else (None, None)
        if window.start != (None, None) or not window.end[0] or not start[1] or start[1] > window.end[0]:
            return window, SAID
        if before is not None and since is None and is_over(before, window.end[0]):
            return window, SAID  # "in 2023 there were 7,663. By June 2024 it was 2,900"
        return Window(start, window.end, window.span), CARRIED

    def _of_event(self, near: Dated) -> Dated | None:
        """The day of an event that the sentence tells of: "on 21 September mobilisation was announced, and by the 25th 300 had fled"."""
        days, last = {self.book.events[name].date for event in self.line.named("event") for name in event.ids}, near.window.end[1]
        told = [one for one in self.line.windows if one.end <= near.start and one.window.start == one.window.end]
        return next((one for one in reversed(told) if last and (day := one.window.start[0]) in days and day and last - day <= SOON), None)


def _leads(cue: Mention, thing: Placed) -> bool:
    """Whether a thing is what a cue leads to, or holds it: "since the mobilisation"."""
    return cue.start < thing.end and thing.start <= cue.end + NEAR
