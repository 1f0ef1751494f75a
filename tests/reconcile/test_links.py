"""Links of the codebook: what one counts at most as often as another (docs/method.md, rule M6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from recusant.codebook import parse
from recusant.errors import BadRecord, CertificateRefused
from recusant.reconcile import Reckoned
from recusant.records import Bound, Claim, Conflict, LinkTerm, Scope, Window
from recusant.verify import verify_bound, verify_conflict
from tests.worlds import claim, exactly

BOOK = parse(
    """
    [measure]
    cases = { label = "Cases", unit = "case", stage = "received", kind = "flow" }
    verdicts = { label = "Verdicts", unit = "case", stage = "decided", kind = "flow" }
    suspended = { label = "Suspended", unit = "case", stage = "suspended", kind = "flow" }
    absent = { label = "Absent", unit = "person", stage = "absent", kind = "stock" }
    wanted = { label = "Wanted", unit = "person", stage = "absent", kind = "stock" }
    [category]
    refusal = {}
    art337 = { parent = "refusal" }
    art338 = { parent = "refusal" }
    after_law = {}
    [origin]
    office = { kind = "census" }
    watch = { kind = "tally" }
    [event]
    mobilisation = { date = 2022-09-21 }
    [[link]]
    at_most = ["verdicts", "cases"]
    since = "mobilisation"
    why = "a verdict needs a case"
    [[link]]
    at_most = ["suspended", "verdicts"]
    why = "a suspended sentence is a verdict"
    [[link]]
    at_most = ["wanted", "absent"]
    why = "who is wanted is absent"
    [[link]]
    at_most = ["after_law", "art337"]
    why = "the same article, acts after the law"
    """,
    "links.toml",
)
START, YEAR = date(2022, 9, 21), (date(2023, 1, 1), date(2023, 12, 31))
SINCE = (START, YEAR[1])


def said(measure: str, number: int, days: tuple[date, date], category: str = "refusal", origin: str = "office") -> Claim:
    return claim(Scope(measure, category, "RU", Window.of(*days)), exactly(number), origin, serial=number)


def reckoned(*claims: Claim) -> Reckoned:
    def gate(proof: Bound | Conflict, cited: Mapping[str, Claim]) -> None:
        (verify_bound if isinstance(proof, Bound) else verify_conflict)(proof, cited, BOOK)

    return Reckoned(claims, BOOK, gate)


def bound(claims: list[Claim], measure: str, days: tuple[date, date], category: str = "refusal", layer: str = "all") -> Bound:
    return reckoned(*claims).bound(Scope(measure, category, "RU", Window.of(*days)), layer)


def ends(found: Bound) -> tuple[int, int | None]:
    return found.lo, found.hi


def test_verdicts_prove_cases_since_the_day_of_the_link() -> None:
    """Rule M6: verdicts of 2023 need cases since the mobilisation, not cases of 2023."""
    verdicts = [said("verdicts", 100, YEAR)]
    assert ends(bound(verdicts, "cases", SINCE)) == (100, None)
    assert ends(bound(verdicts, "cases", YEAR)) == (0, None)
    assert ends(bound(verdicts, "cases", (START, YEAR[1] - timedelta(1)))) == (0, None)


def test_cases_limit_verdicts() -> None:
    """Rule M6."""
    cases = [said("cases", 60, (date(2022, 1, 1), YEAR[1]))]
    assert ends(bound(cases, "verdicts", YEAR)) == (0, 60)
    assert ends(bound(cases, "verdicts", (date(2022, 1, 1), YEAR[1]))) == (0, None)


def test_a_tally_reaches_through_all_and_no_further() -> None:
    """Rule M6: who sees a verdict need not have seen its case."""
    seen = [said("verdicts", 100, YEAR, origin="watch")]
    assert ends(bound(seen, "cases", SINCE)) == (100, None)
    assert ends(bound([*seen, said("cases", 1, SINCE, origin="watch")], "cases", SINCE, layer="watch")) == (1, 1)
    assert reckoned(*seen, said("cases", 1, SINCE, origin="watch")).conflicts == ()


def test_links_that_hang_on_each_other() -> None:
    """Rule M6: no figure of verdicts is needed between suspended sentences and cases."""
    found = bound([said("suspended", 40, YEAR)], "cases", SINCE)
    assert ends(found) == (40, None)
    assert [term.link for term in found.lo_certificate if isinstance(term, LinkTerm)] == ["suspended<=verdicts", "verdicts<=cases"]


def test_a_link_holds_of_what_is_left_of_a_whole() -> None:
    """Rule M6: 70 verdicts on other articles need 70 cases beside the 60 of article 337."""
    verdicts = [said("verdicts", 100, YEAR), said("verdicts", 30, YEAR, "art337")]
    found = bound([*verdicts, said("cases", 60, SINCE, "art337")], "cases", SINCE)
    assert found.lo == 130
    assert [term.but_categories for term in found.lo_certificate if isinstance(term, LinkTerm)] == [("art337",)]


def test_a_link_over_any_days_holds_month_by_month() -> None:
    """Rule M6: no verdict of March, no suspended sentence of March."""
    march = (date(2023, 3, 1), date(2023, 3, 31))
    claims = [said("verdicts", 0, march), said("suspended", 7, (march[0], date(2023, 4, 30)))]
    april = (date(2023, 4, 1), date(2023, 4, 30))
    assert bound(claims, "verdicts", april).lo == 7
    assert bound(claims, "suspended", march).hi == 0


def test_a_link_between_stocks_holds_on_a_day() -> None:
    """Rule M6."""
    day = (date(2023, 5, 1),) * 2
    assert ends(bound([said("absent", 9, day)], "wanted", day)) == (0, 9)
    assert ends(bound([said("absent", 9, day)], "wanted", (day[0] + timedelta(1),) * 2)) == (0, None)


def test_a_link_between_categories() -> None:
    """Rule M6: in every measure, one kind is at most another that stands in another tree."""
    assert ends(bound([said("cases", 50, YEAR, "refusal")], "cases", YEAR, "after_law")) == (0, 50)
    assert bound([said("verdicts", 8, YEAR, "after_law")], "cases", SINCE).lo == 8


def test_figures_that_break_a_link_conflict() -> None:
    """Rule M6: the conflict names two figures and says why they cannot both hold."""
    (conflict,) = reckoned(said("verdicts", 100, YEAR), said("cases", 60, SINCE)).conflicts
    assert (len(conflict.claims), conflict.gap, conflict.smallest) == (2, 40, True)
    (link,) = [term for term in conflict.certificate if isinstance(term, LinkTerm)]
    assert str(link).startswith("because a verdict needs a case: verdicts at most cases")


def test_the_reason_is_told_in_the_sum() -> None:
    told = bound([said("verdicts", 100, YEAR)], "cases", SINCE).explain()
    assert "because a verdict needs a case: verdicts at most cases, refusal · RU, 2022-09-21 to 2023-12-31" in told


def test_a_link_travels_as_the_contract_says() -> None:
    found = bound([said("verdicts", 100, YEAR)], "cases", SINCE)
    (record,) = [term for term in found.to_dict()["lo_certificate"] if "link" in term]
    rest = {"since": "2022-09-21", "at": "2023-12-31", "times": "1", "why": "a verdict needs a case"}
    assert record == {"link": "verdicts<=cases", "category": "refusal", "place": "RU", **rest}
    assert Bound.from_dict(found.to_dict()) == found
    with pytest.raises(BadRecord, match="times above 0"):
        LinkTerm.from_dict(record | {"times": "-1"})


@pytest.mark.parametrize(
    "change",
    [
        {"link": "cases<=verdicts"},
        {"link": "verdicts<=suspended"},
        {"times": Fraction(2)},
        {"at": date(2023, 12, 30)},
        {"at": date(2024, 1, 1)},
        {"since": date(2022, 9, 20)},
        {"category": "art337"},
        {"place": "UA"},
        {"but_categories": ("art338",)},
        {"but_categories": ("art338", "art338")},
        {"but_categories": ("after_law",)},
        {"but_places": ("UA",)},
        {"category": None, "measure": "verdicts"},
        {"why": "we think so"},
    ],
)
def test_a_link_that_is_not_so_is_refused(change: dict[str, object]) -> None:
    """Rule M9."""
    verdicts = said("verdicts", 100, YEAR)
    found = bound([verdicts], "cases", SINCE)
    terms = tuple(replace(term, **change) if isinstance(term, LinkTerm) else term for term in found.lo_certificate)  # type: ignore[arg-type]
    with pytest.raises(CertificateRefused):
        verify_bound(replace(found, lo_certificate=terms), {verdicts.id: verdicts}, BOOK)
