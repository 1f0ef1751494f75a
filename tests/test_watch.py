"""From the web into the ledger: new pages, changed ones, and what counts then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.site import HOST, Site, article, conditional, page, visitor
from recusant.flow import Ledger, Round
from recusant.ledger import Decision

SAID = "In {} Ukrainian prosecutors opened {} cases of unauthorised absence, according to the Prosecutor General's Office."
FEED = "<rss><channel>{}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as made:
        yield made


@pytest.fixture
def ledger(place) -> Iterator[Ledger]:
    with Ledger.create(place("a.ledger")) as made:
        yield made


def publish(site: Site, **articles: str) -> None:
    """The articles, and a feed of them."""
    site.answers |= {f"/{name}": page(article(words)) for name, words in articles.items()}
    site.answers["/feed"] = page(FEED.format("".join(f"<item><link>{site.url(f'/{name}')}</link></item>" for name in articles)))


def look(ledger: Ledger, site: Site, most: int = 500):
    return ledger.watch(Round((site.url("/feed"),), most), visitor())


def said(ledger: Ledger) -> list[float]:
    return [claim.quantity.lo for claim in ledger.standing_claims()]


def test_a_page_is_added_with_its_claims_and_its_exchange(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "17,658"))
    added = ledger.add(site.url("/a"), by=visitor())
    (source,) = ledger.store.sources()
    assert (added.stored, added.claims, source.url, source.outlet) == (1, 1, site.url("/a"), HOST)
    assert said(ledger) == [17_658]
    assert [*ledger.store.warcs(source.id)] == [1]


def test_new_pages_of_a_feed_are_captured_once(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "17,658"), b=SAID.format(2022, "6,988"))
    assert (look(ledger, site).stored, look(ledger, site).stored) == (2, 0)
    publish(site, a=SAID.format(2023, "17,658"), b=SAID.format(2022, "6,988"), c=SAID.format(2024, "67,840"))
    assert look(ledger, site).stored == 1
    assert said(ledger) == [17_658, 6_988, 67_840]


def test_a_page_whose_words_are_the_same_has_not_changed(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "17,658"))
    look(ledger, site)
    site.answers["/a"] = page(article(SAID.format(2023, "17,658")).replace("<body>", "<body data-key='8e1f'>"))
    again = look(ledger, site)
    assert (again.known, again.changes, len(ledger.store.log())) == (1, [], 1)


def test_a_page_that_has_not_changed_is_not_sent_again(ledger, site) -> None:
    publish(site, a="")
    site.answers["/a"] = conditional(article(SAID.format(2023, "17,658")), '"1"')
    for _ in range(3):
        look(ledger, site)
    assert [asked.get("if-none-match") for asked in site.asked if asked.path == "/a"] == [None, '"1"', '"1"']


def test_a_corrected_figure_is_shown_and_the_new_one_counts(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "18,628"))
    look(ledger, site)
    publish(site, a=SAID.format(2023, "17,658"))
    (change,) = look(ledger, site).changes
    assert [(one.quantity.lo, other.quantity.lo) for one, other in change.changed] == [(18_628, 17_658)]
    assert said(ledger) == [17_658]
    assert len(ledger.claims()) == 2, "what was said stays on record"
    assert json.loads(ledger.store.log()[-1])["supersedes"] == change.before.id


def test_a_figure_taken_out_counts_no_more_and_a_new_one_does(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "18,628"))
    look(ledger, site)
    publish(site, a=SAID.format(2024, "67,840"))
    (change,) = look(ledger, site).changes
    assert ([one.quantity.lo for one in change.gone], [one.quantity.lo for one in change.new]) == ([18_628], [67_840])
    assert said(ledger) == [67_840]


def test_a_change_taken_back_is_a_change_too(ledger, site) -> None:
    for number in ("18,628", "17,658", "18,628"):
        publish(site, a=SAID.format(2023, number))
        look(ledger, site)
    assert said(ledger) == [18_628]
    first, second, third = map(json.loads, ledger.store.log())
    assert (third["source"], third["supersedes"]) == (first["source"], second["source"])
    assert len(ledger.store.differences()) == 2
    assert look(ledger, site).known == 1


def test_a_page_that_goes_away_still_counts_and_is_told(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "17,658"))
    look(ledger, site)
    site.answers["/a"] = page("", "410 Gone")
    assert "the page is gone" in str(look(ledger, site).faults[0])
    assert said(ledger) == [17_658]


def test_a_reviewed_figure_of_an_old_version_waits_for_review_again(ledger, site) -> None:
    unsure = "In 2023 there were 17,658 cases of unauthorised absence in Ukraine."
    publish(site, a=unsure)
    look(ledger, site)
    ledger.store.decide(Decision(ledger.claims()[0].id, "accepted", by="Olena"))
    publish(site, a=f"{unsure} More was said.")
    (change,) = look(ledger, site).changes
    assert (change.reviewed, change.says_the_same) == (1, True)
    assert [claim.status for claim in ledger.waiting()] == ["suggested"]
    assert ledger.reckoned_claims() == []


def test_every_page_has_its_turn_however_long_the_list(ledger, site) -> None:
    publish(site, **{f"p{number}": SAID.format(2023, f"{number + 10},111") for number in range(5)})
    site.answers["/p1"] = page("", "404 Not Found")
    assert [look(ledger, site, most=2).stored for _ in range(3)] == [1, 2, 1]
    assert [path for path in site.paths() if path != "/feed"][:5] == ["/p0", "/p1", "/p2", "/p3", "/p4"]


def test_a_page_cannot_say_that_it_is_another(ledger, site) -> None:
    note = "---\nurl: https://gp.gov.ua/\n---\n" + SAID.format(2023, "17,658")
    site.answers["/a"] = page(note, Content_Type="text/plain")
    ledger.add(site.url("/a"), by=visitor())
    assert [source.url for source in ledger.store.sources()] == [site.url("/a")]


def test_a_table_from_the_web_is_no_table_of_ours(ledger, site) -> None:
    site.answers["/a"] = page("measure,place\n", Content_Type="text/csv")
    assert "this is text/csv and no page" in str(ledger.add(site.url("/a"), by=visitor()).faults[0])


def test_one_bad_page_stops_no_other(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "17,658"), b="", c=SAID.format(2024, "67,840"))
    added = look(ledger, site)
    assert (added.stored, len(added.faults)) == (2, 1)


def test_what_is_told_of_bad_pages_and_lists_holds_nothing_of_them(ledger, site) -> None:
    publish(site, a="", b=SAID.format(2023, "17,658"))
    site.answers |= {"/b": page("<html>cut off"), "/no-list": page("<html>words</html>")}
    faults = ledger.watch(Round((site.url("/feed"), site.url("/no-list"))), visitor()).faults
    assert [(fault.__traceback__, fault.__context__) for fault in faults] == [(None, None)] * 3


def test_words_alone_may_change(ledger, site) -> None:
    publish(site, a=SAID.format(2023, "17,658"))
    look(ledger, site)
    publish(site, a="Yesterday. " + SAID.format(2023, "17,658"))
    (change,) = look(ledger, site).changes
    assert change.says_the_same
    assert replace(change, new=change.gone).says_the_same
