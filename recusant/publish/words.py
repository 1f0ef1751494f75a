"""The words of the page in one language: sentences from a table, numbers, days, periods, and the labels of a codebook."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale

from recusant.codebook import Codebook, Law
from recusant.errors import BadInput
from recusant.publish.figures import Key
from recusant.records import (
    ALL,
    UNATTRIBUTED,
    Alternative,
    Bound,
    Change,
    Claim,
    Conflict,
    Day,
    Days,
    Family,
    Lead,
    LinkTerm,
    Number,
    Repair,
    Scope,
    Window,
    next_month,
)

LANGUAGES = {"en": "English", "uk": "Українська", "ru": "Русский"}  # of the page, the first one first, each by its own name
FORMS = {"one": 0, "few": 1}  # where the forms of a noun stand in its list, by the plural categories of Unicode; others are last


class Words:
    """Called with the name of a sentence and its parts, gives the sentence; its methods put single things into words."""

    def __init__(self, language: str, book: Codebook) -> None:
        self.language, self.book, self._table = language, book, _table(language)
        self.counted = cache(self._counted)

    def __call__(self, name: str, /, **parts: object) -> str:
        sentence: str = self._table[name]
        return sentence.format(**parts)

    def _counted(self, name: str, number: int) -> str:
        """ "1 quote", "5 quotes": the form of a noun that a number asks for."""
        forms: list[str] = self._table[name]
        form = FORMS.get(Locale.parse(self.language).plural_form(number), len(forms) - 1)
        return f"{self.number(number)} {forms[form]}"

    def list(self, name: str) -> Any:
        """Sentences that come as a list."""
        return self._table[name]

    def number(self, value: Number | Fraction) -> str:
        """A number with its thousands apart; what is left of a fraction stands behind the whole."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, Fraction):
            whole, rest = divmod(value, 1)
            return self.number(whole) if not rest else f"{self.number(whole)} {rest}" if whole else str(rest)
        before, point, after = f"{value:,}".partition(".")
        return before.replace(",", self._table["thousands"]) + (self._table["decimal"] if point else "") + after

    def interval(self, lo: Number | None, hi: Number | None) -> str:
        """Two ends: "19,381 to 19,440", "exactly 5", "at least 5", "at most 5"."""
        if hi is None:
            return self("unknown") if not lo else self("at_least", n=self.number(lo))
        if lo == hi:
            return self("exactly", n=self.number(hi))
        return self("at_most", n=self.number(hi)) if not lo else self("range", lo=self.number(lo), hi=self.number(hi))

    def gap(self, gap: Number | Fraction) -> str:
        """By how much the figures of a conflict miss each other; in short where that is no whole number."""
        near = round(float(gap), 1) or round(float(gap), 3)
        return self.number(near) if Fraction(str(near)) == gap else self("about_n", n=self.number(near))

    def day(self, day: date, *, year: bool = True) -> str:
        return self("day" if year else "day_of_year", day=day.day, month=self._table["months_of"][day.month - 1], year=day.year)

    def month(self, day: date) -> str:
        return self("month", month=self._table["months"][day.month - 1], year=day.year)

    def period(self, days: Days) -> str:
        """A day, a month, a year, some months, or the days from one to another."""
        first, last = days
        if first == last:
            return self.day(first)
        if first.day != 1 or (last + timedelta(1)).day != 1:
            return self("from_to", first=self.day(first, year=first.year != last.year), last=self.day(last))
        if next_month(first) > last:
            return self.month(first)
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return str(first.year)
        if first.year == last.year:
            return self("from_to", first=self._table["months"][first.month - 1], last=self.month(last))
        return self("from_to", first=self.month(first), last=self.month(last))

    def tick(self, text: str) -> str:
        """What stands below a chart: a year, or the short name of a month ("2025-04") and its year."""
        year, _, month = text.partition("-")
        return f"{Locale.parse(self.language).months['format']['abbreviated'][int(month)]} {year}" if month else year

    def window(self, window: Window) -> str:
        """A window whose ends may be uncertain or unknown."""
        if window.exact:
            return self.period(window.exact)
        if not any((*window.start, *window.end)):
            return self("window_unknown")
        return self("from_to", first=self._end(window.start), last=self._end(window.end))

    def _end(self, end: tuple[Day, Day]) -> str:
        early, late = end
        if early and late:
            return self.day(early) if early == late else self._between(early, late)
        return self("not_before", day=self.day(early)) if early else self("not_after", day=self.day(late)) if late else self("day_unknown")

    def _between(self, early: date, late: date) -> str:
        return self("between_days", first=self.day(early, year=early.year != late.year), last=self.day(late))

    def subject(self) -> str:
        """What the codebook is about."""
        return self.book.label("book", self.book.name, self.language).capitalize()

    def measure(self, name: str) -> str:
        return self.book.label("measure", name, self.language)

    def category(self, name: str) -> str:
        return self.book.label("category", name, self.language)

    def place(self, name: str) -> str:
        return self.book.label("place", name, self.language)

    def origin(self, name: str) -> str:
        return self("unattributed") if name == UNATTRIBUTED else self.book.label("origin", name, self.language)

    def event(self, name: str) -> str:
        return self.book.label("event", name, self.language)

    def law(self, law: Law, part: str = "title") -> str:
        """A text of a law of the codebook."""
        return self.book.told(law, part, self.language)

    def layer(self, name: str, counters: Sequence[str] = ()) -> str:
        """Whose count a series is: that of an origin, or the whole count, as those who count all of it tell it."""
        if name != ALL:
            return self(f"layer_{self.book.counts_as(name)}", origin=self.origin(name))
        offices = [self.origin(counter) for counter in counters if self.book.counts_as(counter) == "census"]
        return self("layer_census", origin=", ".join(offices)) if offices else self("layer_all")

    def layer_note(self, name: str, counters: Sequence[str] = ()) -> str:
        """What such a count says of the true one."""
        if name == ALL and any(self.book.counts_as(counter) == "census" for counter in counters):
            return self("note_office")
        return self("note_all" if name == ALL else f"note_{self.book.counts_as(name)}")

    def topic(self, key: Key | Scope) -> str:
        return self("topic", measure=self.measure(key.measure), category=self.category(key.category), place=self.place(key.place))

    def taken(self, claim: Claim, *, unsure: bool) -> str:
        """What a claim of a text that is checked is taken to say, and whether the reader is not sure of it."""
        parts = {"reading": self.reading(claim), "topic": self.topic(claim.scope), "window": self.window(claim.scope.window)}
        taken = self("checked_taken", **parts, origin=self.origin(claim.origin).rstrip("."))
        return f"{taken} {self('checked_unsure')}" if unsure else taken

    def reading(self, claim: Claim) -> str:
        """What a quote is taken to say of its scope."""
        lo, hi, base = claim.quantity.lo, claim.quantity.hi, claim.base
        share = claim.kind == "ratio" and ((lo or 0) < 1 if hi is None else hi <= 1)
        ends = (float(Fraction(str(end)) * 100) if end and share else end for end in (lo, hi))
        number = self("no_number") if lo is None and hi is None else self.interval(*ends)
        whole = f"{self.topic(base)}, {self.window(base.window)}" if base else self("base_unknown")
        kind = "share" if share else claim.direction or claim.rank or claim.kind
        return self(f"reads_{kind}", n=number, base=whole, per=self._table["per"].get(claim.per, ""))

    def link(self, term: LinkTerm) -> str:
        """A link of the codebook as the reason of a line: "because a verdict needs a case: …"."""
        link = next((one for one in self.book.links if one.name == term.link), None)
        label = self.measure if term.measure is None else self.category
        less, more = (label(name) for name in term.link.split("<="))
        shared = self.category(term.category) if term.category is not None else self.measure(term.measure or "")
        parts = [shared, self.place(term.place), self.period((term.since, term.at))]
        left_out = [*(self.category(name) for name in term.but_categories), *(self.place(name) for name in term.but_places)]
        parts += [self("link_without", parts=", ".join(left_out))] if left_out else []
        times = self("link_times", n=self.number(term.times)) if term.times != 1 else ""
        why = self.book.why(link, self.language) if link else term.link
        return self("link", why=why, less=less, more=more, where=", ".join(parts), times=times)

    def repair(self, repair: Repair) -> str:
        """What may have gone wrong: "a slip of the digits, 17,658 instead of 18,628"."""
        pairs = [(self._changed(one, one.was), self._changed(one, one.now)) for one in repair.changes]
        changes = ", ".join(self("repair_change", was=was, now=now) for was, now in pairs)
        return self("repair", kind=self(f"repair_{repair.kind}"), changes=changes)

    def _changed(self, change: Change, value: Number | str | Window) -> str:
        if isinstance(value, Window):
            return self.window(value)
        named = {"measure": self.measure, "category": self.category, "place": self.place}
        return named[change.part](value) if isinstance(value, str) else self.number(value)

    def support(self, repair: Repair) -> str:
        """How the evidence of a repair, which is to follow, speaks for it."""
        return self("repair_fits" if repair.support == "possible" and repair.evidence else f"repair_{repair.support}")

    def mended(self, conflict: Conflict, claims: Mapping[str, Claim]) -> str | None:
        """The likeliest repair of a conflict with its evidence, in one sentence, or None where nothing speaks for any."""
        if not conflict.repairs:
            return None
        repair = conflict.repairs[0]
        quote = self.quoted(conflict.cited.get(repair.claim) or claims[repair.claim])
        evidence = ", ".join(self.printed(claims[name]) for name in repair.evidence)
        return self("repair_likeliest", quote=quote, repair=self.repair(repair), support=f"{self.support(repair)} {evidence}".rstrip())

    def quoted(self, claim: Claim) -> str:
        """The words of a claim, on one line, between the marks of the language."""
        return self("quoted", quote=" ".join(claim.quote.text.split()))

    def printed(self, claim: Claim) -> str:
        """The words of a claim and who printed them."""
        return f"{self.quoted(claim)} ({self.origin(claim.outlet)})"

    def reason(self, why: str) -> str:
        """Why something was not read or makes no bound, which its room says in English; as it stands where that is not known here."""
        for pattern, told in _reasons(self.language):
            if hit := pattern.fullmatch(why):
                return told.format(**hit.groupdict())
        return why

    def lead(self, lead: Lead) -> str:
        """What a claim would tell, but for its quote: what it is of, and how the months of its series would change."""
        parts = {"topic": self.topic(lead.scope), "period": self.window(lead.scope.window), "origin": self.origin(lead.origin)}
        parts |= {"n": self.number(lead.assumed or 0), "others": self.counted("others", len(lead.aside)), "effect": ""}
        if lead.most:
            then, now = (self.interval(*ends) for ends in (lead.most.after, lead.most.before))
            numbers = {"n": self.number(len(lead.effects)), "months": self.number(lead.months)}
            parts["effect"] = self("lead_effect", **numbers, month=self.month(lead.most.first), now=now, then=then)
        return self(f"lead_{lead.kind}", **parts)

    def alternative(self, one: Alternative, claims: Mapping[str, Claim]) -> str:
        """What could as well be set aside: "it would cost no more to give up “8” instead of “7”"."""
        quotes = [", ".join(self.quoted(claims[name]) for name in held) for held in (one.give_up, one.instead_of)]
        weights = {"weight": self.number(one.weight), "against": self.number(one.against)}
        how = "alternative_tie" if one.weight == one.against else "alternative_near"
        return self(how, others=quotes[0], these=quotes[1], **weights)

    def born(self, family: Family) -> str:
        """Where a wrong figure that several print was first seen, and the last hand that all who name one have it from."""
        printed, first = self.counted("sources", len(family.trails)), [family.cited[claim] for claim in family.first]
        outlets = ", ".join(dict.fromkeys(self.origin(claim.outlet) for claim in first))
        day = self.day(first[0].said_on) if first and first[0].said_on else ""
        told = self("born_first", printed=printed, day=day, outlets=outlets) if day else self("born_undated", printed=printed)
        return f"{told} {self('born_through', hand=self.origin(family.through))}" if family.through else told

    def conclusion(self, bound: Bound, end: str) -> str:
        """What the sum of a certificate proves of the scope asked."""
        value = bound.lo if end == "lo" else bound.hi
        days = bound.scope.window.exact
        return self(f"so_{end}", n=self.number(value or 0), period=self.period(days) if days else "")


@cache
def _reasons(language: str) -> list[tuple[re.Pattern[str], str]]:
    """What the English reasons become when their parts are filled in, each with the same in a language."""
    told = _table(language)["reasons"]
    filled = ((name, re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(why))) for name, why in _table("en")["reasons"].items())
    return [(re.compile(pattern), told[name]) for name, pattern in filled]


@cache
def _table(language: str) -> dict[str, Any]:
    file = resources.files("recusant.publish") / "templates" / f"{language}.toml"
    if not file.is_file():
        raise BadInput(f"the page cannot be written in {language!r}", mend=f"use one of {', '.join(LANGUAGES)}")
    return tomllib.loads(file.read_text(encoding="utf-8"))
