"""What those who count call what a text tells: a measure of their own, or the one that they count in its unit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from recusant.codebook import Origin
from recusant.extract.sentence.line import CARRIED, DEFAULTED, PARTING, SAID, Placed
from recusant.extract.sentence.terms import FILED, FILES, PERSON, Counted
from recusant.extract.sentence.thread import Read
from recusant.extract.what.counted import counted
from recusant.extract.what.decided import OUTCOMES
from recusant.extract.what.setting import Setting

CHARGED, SENT = "charged", "sent"  # the stages at which cases are cases against persons, and at which they leave for a court
EXPLAINS_WITHIN = 3  # tokens from cases to the word that leads to what they are: ", in which"
ANSWER_WITHIN = 3  # words before the number that answers a question

Part = tuple[str | None, str]


class Counters:
    """Finds the measures of bare units in one sentence, by who counts."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.book, self.line, self.thread = setting.book, setting.line, setting.thread

    @property
    def origin(self) -> Origin | None:
        """Who counts the figure that is read, as far as the codebook knows."""
        return self.setting.origin

    def as_counted(self, measure: str, place: str) -> str:
        """What the origin calls it: who counts no charges but notices of suspicion means these where a text says "charges"."""
        root = self.book.place_tree.root(place)
        if self.origin is None or (self.origin.places and root not in self.origin.places):
            return self._counted_there(measure, root)
        if measure in self.origin.measures:
            return measure
        if measure in self.origin.means:
            return self.origin.means[measure]
        said, spoken = self.book.measures[measure], self.thread.category
        offence = any(self.book.is_offence(one.ids[0]) for one in self.line.named("category")) or (
            spoken and self.book.is_offence(spoken) and not self.line.named("origin")
        )
        offence = offence or self._is_charged(measure)
        own = [one for name in self.origin.measures if not ((one := self.book.measures[name]).of and offence)]
        return next((one.id for one in own if (one.unit, one.stage) == (said.unit, said.stage)), self._counted_there(measure, root))

    def _is_charged(self, measure: str) -> bool:
        """Whether it is told for what, be it not known, something was done to persons: "sentenced in 2023 for refusing"."""
        leads = self.line.grammar.claims["words"].get("charged_for", ())
        for told in self.line.named("measure", measure):
            behind = self.line.words(told.end, self.line.sentence.end)
            dated = (word for word in behind if not any(one.start <= word.start < one.end for one in self.line.windows))
            if (first := next(dated, None)) is not None and first.low in leads:
                return True
        return False

    def accused(self, figure: Placed, noun: Counted, place: str) -> Part:
        """The measure of persons against whom there are cases: "cases of absence were opened against 2,000 soldiers"."""
        before = self.line.words(self.line.sentence.start, figure.start)[-1:]
        against = bool(before) and before[0].low in self.line.grammar.claims["words"].get("accused_by", ())
        if not against or noun.unit != PERSON or not any(one.end <= figure.start for one in self.line.named("units", *FILES)):
            return None, SAID
        charged = [one.id for one in self.book.measures.values() if (one.unit, one.stage) == (PERSON, CHARGED)]
        charged.sort(key=lambda name: not self._is_counted(name, self.book.place_tree.root(place)))
        name = next((name for name in charged if self.as_counted(name, place) == name), None)
        told = [self.book.measures[one.ids[0]] for one in self.line.named("measure") if one.end <= figure.start]
        sent = any(one.unit in FILES and one.stage == SENT for one in told)  # "indictments against 2,200 men" are of another stage
        return name, SAID if self.origin and name in self.origin.measures and not sent else DEFAULTED

    def _counted_there(self, measure: str, root: str) -> str:
        """What a measure means in a country: itself where anybody there counts it, else what those mean by it who count there."""
        if self._is_counted(measure, root):
            return measure
        there = [one for one in self.book.origins.values() if root in one.places]
        return next((one.means[measure] for one in there if measure in one.means), measure)

    def _is_counted(self, measure: str, root: str) -> bool:
        """Whether anybody counts a measure in a country."""
        return any(measure in one.measures for one in self.book.origins.values() if root in one.places)

    def there(self, spoken: str | None, place: str) -> str | None:
        """What is counted of a measure spoken of: itself, or in a country where none counts it another of its unit."""
        unit, root = self.book.measures[spoken].unit if spoken else "", self.book.place_tree.root(place)
        there = [one for one in self.book.origins.values() if root in one.places]
        if unit not in FILES or not there or any(spoken in one.measures for one in there):
            return spoken
        return self._of_counter(unit, place)[0] or spoken

    def of_unit(self, unit: str, place: str, figure: Placed) -> Part:
        """The measure of a bare unit ("cases"): the one spoken of, or what the origin counts in it, or others there do."""
        spoken: Sequence[Read] = self.setting.reads
        for name in (*(read.scope.measure for read in reversed(spoken)), self.thread.measure):
            name = self.there(name, place)
            counted_in = self.book.measures[name].unit if name else ""
            if same_unit(counted_in, unit) or (name and unit == PERSON and counted_in not in FILES):
                return (name if unit in FILES or spoken or self._takes_up(figure) else None), CARRIED
        if unit in FILED and self.thread.filed:
            return next(one.id for one in self.book.measures.values() if one.unit == unit), CARRIED
        if unit not in FILES:
            return self._charged(unit)
        own = self.origin.measures if self.origin and not self._speaks_another() else ()
        if own and not any(self.book.measures[name].unit in FILES for name in own):
            return (self.thread.measure if self.thread.measure in own and not self._explained(figure) else None), CARRIED
        return self._of_counter(unit, place)

    def _explained(self, figure: Placed) -> bool:
        """Whether a clause right behind cases tells what they are: "over 30 cases when runaways took their weapons along"."""
        words = self.line.grammar.claims["words"]
        leads = {*self.line.grammar.relative, *words.get("when", ()), *words.get("where", ())}
        behind = self.line.words(counted(self.line, figure).end, self.line.sentence.end)
        return any(word.low in leads for word in behind[:EXPLAINS_WITHIN])

    def _speaks_another(self) -> bool:
        """Whether the sentence names another than the origin, who was only heard before it: "… says the FSB. Verstka found 1,121 cases"."""
        named = {name for one in self.line.named("origin") for name in one.ids}
        return bool(named) and self.origin is not None and self.origin.id not in named

    def _charged(self, unit: str) -> Part:
        """The measure of bare persons beside cases: "536 cases against 548 soldiers"; or what the origin counts in that unit."""
        own = [self.book.measures[name] for name in (self.origin.measures if self.origin else ())]
        beside = unit == PERSON and self.line.named("units", *FILES)
        named = [one.id for one in own if one.unit == unit and (unit != PERSON or (beside and one.stage == CHARGED))]
        if named and self.book.measures[named[0]].stage in OUTCOMES:
            return next(one.id for one in self.book.measures.values() if one.unit == unit), DEFAULTED  # bare applications came in
        return (named[0] if named else None), DEFAULTED

    def _of_counter(self, unit: str, place: str) -> Part:
        """What is counted in a unit by the one who counts, or by others in the country."""
        root = self.book.place_tree.root(place)
        counters: list[Origin] = [self.origin] if self.origin else []
        for one in (*counters, *(one for one in self.book.origins.values() if root in one.places)):
            for name in one.measures:
                if same_unit(self.book.measures[name].unit, unit):
                    return name, DEFAULTED
        return None, DEFAULTED

    def _takes_up(self, figure: Placed) -> bool:
        """Whether the sentence goes on about those counted before, or tells how many they are, and not about any other persons."""
        return self.answers(figure) or bool(
            self.line.named("category") or self.line.named("cues", "part", "whole", "anew", "such", "highest", "lowest")
        )

    def answers(self, figure: Placed) -> bool:
        """Whether a sentence begins with the number that was asked for, and tells nothing else of those: "300 officers were decorated"."""
        if not self.thread.asked or len(self.line.words(self.line.sentence.start, figure.start)) > ANSWER_WITHIN:
            return False
        said = takewhile(lambda word: word.form not in PARTING, self.line.words(figure.end, self.line.sentence.end))
        return not any(word.low.endswith(self.line.grammar.verb_endings) for word in said)


def same_unit(first: str, second: str) -> bool:
    """Whether two units are counted alike: cases and proceedings are."""
    return first == second or {first, second} <= FILES
