"""Where each page has a figure from, by the surest evidence there is (docs/trace.md)."""

from __future__ import annotations

from datetime import date

from recusant.records import Family, Window


def hands(family: Family, outlet: str) -> list[str]:
    """Who counted what the page of an outlet prints, and the hands it went through."""
    trail = next(trail for trail in family.trails if family.cited[trail.claims[0]].outlet == outlet)
    return [trail.origin, *(relay.name for relay in trail.relays)]


def last(family: Family, outlet: str) -> tuple[str, str, bool]:
    """By which evidence, how certain and whether in a known order a page has its figure."""
    trail = next(trail for trail in family.trails if family.cited[trail.claims[0]].outlet == outlet)
    return trail.relays[-1].evidence, trail.relays[-1].certainty, trail.relays[-1].ordered


def test_who_names_only_who_counted_has_read_it_itself(press, traced) -> None:
    one, _ = press.prints("A", 1), press.prints("B", 2)
    family = traced().family(one.id)
    assert hands(family, "B") == ["mediazona", "B"]
    assert family.readings == {"mediazona": 2}


def test_a_relay_that_a_text_names_stands_between(press, traced) -> None:
    claims = [press.prints("A", 1, via=("UK MoD",)), press.prints("B", 2, via=("UK MoD",))]
    family = traced().family(claims[0].id)
    assert hands(family, "B") == ["mediazona", "UK MoD", "B"]
    assert family.readings == {"mediazona": 1} and family.through == "UK MoD"


def test_a_relay_whose_page_is_held_leads_on_from_there(press, traced) -> None:
    claim = press.prints("A", 1, via=("UK MoD",))
    press.prints("B", 2, via=("a",))
    assert hands(traced().family(claim.id), "B") == ["mediazona", "UK MoD", "A", "B"]


def test_two_that_say_they_have_it_from_one_another_end_the_asking(press, traced) -> None:
    claim = press.prints("A", 1, via=("B",))
    press.prints("B", 1, via=("A",))
    assert len(traced().family(claim.id).trails) == 2


def test_the_tag_of_an_agency_stands_between(press, traced) -> None:
    claims = [press.prints("A", 1), press.prints("B", 2)]
    family = traced(tags={claim.source: "AP" for claim in claims}).family(claims[0].id)
    assert hands(family, "B") == ["mediazona", "AP", "B"]
    assert family.readings == {"mediazona": 1}


def test_a_figure_that_nobody_is_named_for_is_the_agencys_by_its_tag(press, traced) -> None:
    claim = press.prints("D", 4, origin="D")
    assert hands(traced(tags={claim.source: "AP"}).family(claim.id), "D") == ["AP", "D"]


def test_an_agency_is_no_relay_of_its_own(press, traced) -> None:
    claim = press.prints("AP", 1)
    assert hands(traced(tags={claim.source: "AP"}).family(claim.id), "AP") == ["mediazona", "AP"]


def test_a_link_to_a_page_with_the_figure_tells_where_it_is_from(press, traced) -> None:
    first, second = press.prints("A", 1), press.prints("B", 2)
    family = traced(links={second.source: frozenset({f"{first.source}.example/news"})}).family(first.id)
    assert hands(family, "B") == ["mediazona", "A", "B"]
    assert last(family, "B") == ("link", "certain", True)


def test_the_same_passage_is_one_reading(press, traced) -> None:
    first, second = press.prints("A", 1), press.prints("B", 2)
    family = traced(passages={second.id: [first.id]}).family(first.id)
    assert last(family, "B") == ("passage", "certain", True)
    assert family.readings == {"mediazona": 1}


def test_which_copy_was_first_is_not_known_without_days(press, traced) -> None:
    first, second = press.prints("A", None), press.prints("B", None)
    family = traced(passages={first.id: [second.id], second.id: [first.id]}).family(first.id)
    assert last(family, "B") == ("passage", "certain", False)


def test_a_right_figure_alone_proves_no_copy(press, traced) -> None:
    claims = [press.prints(outlet, day) for day, outlet in enumerate("ABC", 1)]
    assert traced().family(claims[0].id).readings == {"mediazona": 3}


def test_a_wrong_figure_hangs_on_the_first_that_printed_it(press, traced) -> None:
    wrong = [press.prints("A", 1, 64, reader="table"), press.prints("B", 2, 64, status="accepted")]
    family = traced(aside={wrong[1].id: "cannot hold"}).family(wrong[0].id)
    assert hands(family, "B") == ["mediazona", "A", "B"]
    assert last(family, "B") == ("error", "likely", True)


def test_an_error_that_the_reader_may_have_made_proves_little(press, traced) -> None:
    wrong = [press.prints("A", 1, 64), press.prints("B", 2, 64)]
    assert last(traced(aside={wrong[1].id: "cannot hold"}).family(wrong[0].id), "B") == ("error", "possible", True)


def test_a_wrong_figure_hangs_on_the_hand_that_all_who_name_one_agree_on(press, traced) -> None:
    wrong = [press.prints(outlet, day, 64, via=("UK MoD",)) for day, outlet in enumerate("AB", 1)]
    press.prints("C", None, 64)
    family = traced(aside={wrong[0].id: "cannot hold"}).family(wrong[0].id)
    assert hands(family, "C") == ["mediazona", "UK MoD", "C"]
    assert family.seen == "first seen on 2024-03-01 in A, repeated by 2 (1 without a day), all from UK MoD as far as told"


def test_an_unattributed_figure_is_its_outlets_own(press, traced) -> None:
    claim = press.prints("D", 4, origin="D")
    assert hands(traced().family(claim.id), "D") == ["D"]


def test_an_unattributed_figure_is_found_to_be_who_counted_by_its_digits(press, traced) -> None:
    press.prints("A", 1, 17_658)
    claim = press.prints("D", 4, 17_658, origin="D")
    family = traced().family(claim.id)
    assert hands(family, "D") == ["mediazona", "D"]
    assert last(family, "D") == ("figures", "possible", True)


def test_few_digits_tell_nothing(press, traced) -> None:
    press.prints("A", 1, 300)
    claim = press.prints("D", 4, 300, origin="D")
    assert hands(traced().family(claim.id), "D") == ["D"]


def test_a_tuple_of_figures_tells_more_than_one(press, traced) -> None:
    first = [press.prints("A", 1, number) for number in (684, 577)]
    later = [press.prints("D", 4, number, origin="D") for number in (684, 577)]
    press.sources |= {first[1].source: press.sources[first[0].source], later[1].source: press.sources[later[0].source]}
    assert last(traced().family(later[0].id), "D") == ("figures", "likely", True)


def test_a_note_on_a_page_and_a_row_that_codes_it_are_one_source(press, traced) -> None:
    claim, row = press.prints("A", 1), press.prints("A", 1)
    press.sources[row.source] = press.sources[claim.source]
    assert len(traced().family(claim.id).trails) == 1


def test_a_small_number_of_another_year_is_another_figure(press, traced) -> None:
    claim = press.prints("A", 1, 300)
    press.prints("B", 2, 300, window=Window.of(date(2022, 1, 1), date(2022, 12, 31)))
    assert len(traced().family(claim.id).trails) == 1


def test_a_distinct_number_is_one_figure_however_its_days_are_read(press, traced) -> None:
    claim = press.prints("A", 1, 17_658)
    press.prints("B", 2, 17_658, window=Window((None, None), (None, None)))
    assert len(traced().family(claim.id).trails) == 2


def test_two_editions_of_one_outlet_are_one_reading(press, traced) -> None:
    claim, _ = press.prints("The Times", 1), press.prints("The Times (Russian)", 2)
    assert traced().family(claim.id).readings == {"mediazona": 1}


def test_an_origin_is_counted_by_its_readers_not_by_its_printers(press, traced) -> None:
    for number in (684, 577):
        press.prints("A", 1, number)
        press.prints("B", 2, number, via=("A",))
    (spread,) = traced().origins
    assert (spread.figures, spread.readings) == (2, 1)
    assert spread.sources == 4


def test_a_rejected_claim_has_no_trail(press, traced) -> None:
    press.prints("A", 1, status="rejected")
    assert traced().families == ()
