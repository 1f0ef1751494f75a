"""Editions to publish: a small true story with a slip in it, and the same told by somebody who wishes us ill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from recusant.codebook import Codebook, parse
from recusant.publish import Edition
from recusant.reconcile import Reckoned
from recusant.records import Bound, Claim, Conflict, Family, Quantity, Quote, Relay, Scope, Source, Trail, Window, literal
from recusant.verify import verify_bound, verify_conflict

TOML = """
name = "refusal"
[measure.opened]
label = "Proceedings opened"
unit = "case"
stage = "opened"
kind = "flow"
[measure.wanted]
label = "Men wanted"
unit = "person"
stage = "wanted"
kind = "stock"
[category.both]
label = "Absence and desertion"
exhaustive = true
[category.absence]
label = "Absence"
parent = "both"
[category.desertion]
label = "Desertion"
parent = "both"
[place.UA]
label = "Ukraine"
[origin.office]
label = "The office"
kind = "census"
names = ["the office"]
[origin.watch]
label = "The watch"
kind = "tally"
[event.start]
label = "The beginning"
date = 2022-02-24
[law.return]
date = 2024-09-07
title = "Law on return"
changed = "A first absence may be forgiven"
article = "407"
before = "5 to 10 years"
after = "none"
link = "https://example.org/law"
place = "UA"
"""

# who counted, category, first day, last day, stated, how, who printed it
SAID = (
    ("office", "absence", "2022-01-01", "2022-12-31", 6988, "exact", "Daily"),
    ("office", "absence", "2023-01-01", "2023-12-31", 17658, "exact", "Daily"),
    ("office", "absence", "2023-01-01", "2023-12-31", 17658, "exact", "Herald"),
    ("office", "absence", "2023-01-01", "2023-12-31", 18628, "exact", "Echo"),
    ("office", "absence", "2024-01-01", "2024-12-31", 67840, "exact", "Daily"),
    ("office", "absence", "2022-01-01", "2025-07-31", 202997, "exact", "Daily"),
    ("office", "absence", "2022-01-01", "2025-09-30", 235646, "exact", "Tribune"),
    ("office", "absence", "2025-01-01", "2025-10-31", 162500, "about", "Tribune"),
    ("office", "absence", "2025-06-01", "2025-06-30", 15000, "more_than", "Herald"),
    ("office", "desertion", "2022-01-01", "2022-12-31", 3442, "exact", "Daily"),
    ("office", "desertion", "2023-01-01", "2023-12-31", 7883, "exact", "Daily"),
    ("office", "desertion", "2024-01-01", "2024-12-31", 23343, "exact", "Daily"),
    ("office", "desertion", "2025-05-01", "2025-05-31", 2000, "up_to", "Herald"),
    ("watch", "absence", "2025-10-01", "2025-10-31", 90, "exact", "Herald"),
)


def book() -> Codebook:
    return parse(TOML)


def page_of(outlet: str, **known: object) -> Source:
    return Source.of(
        outlet.encode(), f"articles/private/{outlet}.md", **({"url": f"https://example.org/{outlet}", "outlet": outlet} | known)
    )


def said(row: tuple[str, str, str, str, int, str, str], serial: int, measure: str = "opened") -> Claim:
    """A claim from a row of figures; its quote is the number with its thousands apart."""
    origin, category, first, last, stated, modifier, outlet = row
    lo, hi = literal((stated, stated), modifier)
    text = f"{stated:,} in {outlet}"
    scope = Scope(measure, category, "UA", Window.of(date.fromisoformat(first), date.fromisoformat(last)))
    quote = Quote(serial * 100, serial * 100 + len(text), text)
    quantity = Quantity((stated, stated), modifier, lo, hi, text)
    return Claim.of(page_of(outlet).id, quote, "count", quantity, scope, origin=origin, via=(outlet,), said_on=date(2025, 11, 11))


def story() -> list[Claim]:
    """The figures, a ratio, four counts of a stock, and a claim that makes no bound."""
    claims = [said(row, number) for number, row in enumerate(SAID)]
    half = Quantity((0.5, 0.5), "more_than", 0.5, None, "over half")
    ratio = Claim.of("s-half", Quote(0, 9, "over half"), "ratio", half, claims[1].scope, origin="watch", base=claims[1].scope)
    stocks = [
        said(("office", "both", f"2025-0{month}-01", f"2025-0{month}-01", 100 * month + 11, "exact", "Daily"), 50 + month, "wanted")
        for month in (1, 2, 3, 4)
    ]
    endless = replace(claims[0], id="c-endless", scope=replace(claims[0].scope, window=Window((None, None), (None, None))))
    return [*claims, ratio, *stocks, endless]


WAITING = ("office", "absence", "2022-01-01", "2024-06-30", 50123, "exact", "Daily")


def waiting() -> list[Claim]:
    """A claim that waits for review, and would tell much."""
    return [said(WAITING, 90)]


def families(claims: Iterable[Claim]) -> tuple[Family, ...]:
    """Of each claim a figure of its own: its outlet has it from the Tribune, which has it from who counted."""
    made = []
    for claim in claims:
        hands = ("Tribune", *(name for name in claim.via if name != "Tribune"))
        relays = tuple(Relay(name, "text", "likely" if number else "certain") for number, name in enumerate(hands))
        made.append(Family((Trail((claim.id,), claim.origin, relays),), {claim.origin: 1}, (claim.id,), cited={claim.id: claim}))
    return tuple(made)


def edition(
    claims: Iterable[Claim], codebook: Codebook | None = None, sources: Mapping[str, Source] | None = None, **known: object
) -> Edition:
    """An edition of claims whose every proof is verified before it leaves the reckoner."""
    codebook = codebook or book()

    def gate(proof: Bound | Conflict, cited: Mapping[str, Claim]) -> None:
        (verify_bound if isinstance(proof, Bound) else verify_conflict)(proof, cited, codebook)

    reckoned = Reckoned(claims, codebook, gate)
    printed = {source.id: source for source in map(page_of, ("Daily", "Herald", "Echo", "Tribune"))}
    unreckoned = {one.claim: one.reason for one in reckoned.unreckoned}
    known = {"leads": reckoned.leads(waiting(), limit=2), "families": families(reckoned.claims.values())} | known
    return Edition(reckoned, codebook, TOML, printed if sources is None else sources, 3, unreckoned, **known)


SCRIPT = "</style></script><script>window.harmed=1</script><img src=x onerror=window.harmed=1>"
TURNED = "\u202enrut\u2066\u2067"
ILL = f"{SCRIPT}\"' onmouseover=harmed() {TURNED}\x00\x1b\ud800" + "{{ 7*7 }}{% raw %}" + "W" * 5000


def hostile() -> Edition:
    """The story with ill text wherever a stranger could put it: quotes, outlets, addresses, origins, ids and the codebook."""
    clean = book()
    wanted = {name: replace(node, label=ILL) for name, node in clean.categories.items()}
    sick = replace(clean, name=ILL, categories=wanted, places={"UA": replace(clean.places["UA"], label=ILL)})
    sick = replace(sick, events={"start": replace(clean.events["start"], label=ILL)})
    sick = replace(sick, laws={"return": replace(clean.laws["return"], title=ILL, changed=ILL, link=f"javascript:{ILL}")})
    claims = [_ill(claim, number) for number, claim in enumerate(story())]
    sources = [page_of(name, url=f"javascript:alert(1)//{ILL}", title=ILL, lang=f'en"{ILL}') for name in ("Daily", "Herald")]
    named = {claim.source: replace(sources[number % 2], id=claim.source, outlet=ILL) for number, claim in enumerate(claims)}
    told = edition(claims, sick, named, title=ILL)
    return replace(told, leads=told.reckoning.leads([_ill(claim, 90) for claim in waiting()], limit=2))


def _ill(claim: Claim, number: int) -> Claim:
    text = f"{number} {ILL}"
    return replace(claim, id=f'{claim.id}" onclick="harmed()" {TURNED}', quote=Quote(0, len(text), text), via=(f"{claim.outlet} {ILL}",))
