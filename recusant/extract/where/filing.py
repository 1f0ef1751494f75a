"""Where applications are filed: the country that is asked, and none of those who ask it."""

from __future__ import annotations

from recusant.extract.sentence.line import CARRIED, DEFAULTED, SAID, Placed
from recusant.extract.sentence.terms import FILED, Mention
from recusant.extract.what.measures import Measures
from recusant.extract.what.setting import Setting

PLACE_WITHIN = 40  # how far the country may stand from the figure, in words as Line counts them
Part = tuple[str, str]


class Filing:
    """Finds where what the figures of a sentence count was filed."""

    def __init__(self, setting: Setting, measures: Measures) -> None:
        self.setting, self.measures = setting, measures
        self.book, self.line, self.thread = setting.book, setting.line, setting.thread

    def place(self, figure: Placed, place: str, how: str) -> Part:
        """The place of a figure and how it is known, where the sentence speaks of ``place``, known so."""
        return self._named(figure) or self._before(place, how) or self._of_office() or self._only(place, how)

    def _named(self, figure: Placed) -> Part | None:
        """A country that is not that of those who file it, beside the figure or what it is a part of."""
        whole = self.measures.of_number(figure)  # "349 of 6,374 who applied in Germany"
        near = self.line.nearest(figure, self._but_listed(figure), PLACE_WITHIN)
        near = near or (self.line.nearest(whole, self._abroad, PLACE_WITHIN) if whole else None)
        return (near.ids[0], SAID) if near else None

    def _but_listed(self, figure: Placed) -> list[Mention]:
        """The other countries but those of a list of several that a colon leads to: "300 applied: in Germany 120, in France 24"."""
        colon = next((word.start for word in self.line.words(figure.end, self.line.sentence.end) if word.form == ":"), None)
        listed = [one for one in self._abroad if colon is not None and one.start > colon]
        return [one for one in self._abroad if one not in listed] if len({one.ids[0] for one in listed}) > 1 else self._abroad

    def _before(self, place: str, how: str) -> Part | None:
        """Where the applications of the figure before were filed; of a sentence before, where this one names no place of filing."""
        away = how == SAID and not self._at_home(place)
        reads = (*(() if away else self.thread.last), *self.setting.reads)
        before = [read.scope.place for read in reads if self.book.measures[read.scope.measure].unit in FILED]
        return (before[-1], CARRIED) if before else None

    def _of_office(self) -> Part | None:
        """Where an office counts what is filed with it: "OFPRA took in 2,600 Russian applications"."""
        places = self.setting.origin.places if self.setting.origin else ()
        return (places[0], CARRIED) if len(places) == 1 and not self._at_home(places[0]) else None

    def _only(self, place: str, how: str) -> Part:
        """The one other country that a sentence names, however far, or the paragraph; else where is not known, but not at home."""
        abroad = {one.ids[0] for one in self._abroad} or set(self.thread.abroad)
        return (abroad.pop(), CARRIED) if len(abroad) == 1 else (place, DEFAULTED if self._at_home(place) else how)

    @property
    def _abroad(self) -> list[Mention]:
        return [one for one in self.line.named("place") if not self._at_home(one.ids[0])]

    def _at_home(self, place: str) -> bool:
        return self.book.place_tree.root(place) in self.book.homes
