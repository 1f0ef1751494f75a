"""What a line that rests on a link of the codebook may say: the cells that it weighs, read off the codebook itself."""

from __future__ import annotations

from fractions import Fraction

from recusant.codebook import Codebook, Tree
from recusant.errors import CertificateRefused
from recusant.records import UNKNOWN_WINDOW, LinkTerm, Scope
from recusant.verify.rows import Weighed


def linked(term: LinkTerm, book: Codebook) -> tuple[Weighed, ...]:
    """The weighted cells of what a link says is at least 0: its second count, with its first taken away.

    Raises CertificateRefused where the codebook states no such link, or not of these days.
    """
    of_measures = _checked(term, book)
    less, more = term.link.split("<=")
    kinds = [] if term.category is None else _signed(term.category, term.but_categories, book.category_tree, term)
    places = _signed(term.place, term.but_places, book.place_tree, term)
    days = (term.since, term.at)
    found: list[Weighed] = []
    for sign, counted in ((1, more), (-1, less)):
        scopes = [(one, counted, kind) for one, kind in kinds] if of_measures else [(1, term.measure or "", counted)]
        for one, measure, kind in scopes:
            found += [(Fraction(sign * one * other), Scope(measure, kind, place, UNKNOWN_WINDOW), days) for other, place in places]
    return tuple(found)


def _checked(term: LinkTerm, book: Codebook) -> bool:
    """Whether the link is between measures. Refused where no link of the codebook says so of these days."""
    for link in book.links:
        since, of_measures = book.since(link), link.at_most[0] in book.measures
        stands = link.at_most[0] if of_measures else term.measure or ""
        stock = stands in book.measures and book.measures[stands].kind == "stock"
        right_days = (term.since == term.at if stock else True) if since is None else (term.since == since and not stock)
        said = link.name == term.link and term.why in ("", link.why)
        if said and right_days and of_measures == (term.measure is None) and (of_measures or not term.but_categories):
            return of_measures
    raise CertificateRefused(f"the codebook states no link {term.link} of {term.since} to {term.at} in this form")


def _signed(top: str, but: tuple[str, ...], tree: Tree, term: LinkTerm) -> list[tuple[int, str]]:
    """A node without others, as weights that are 1 on every leaf that is left and 0 elsewhere."""
    left = set(tree.leaves(top))
    for name in but:
        if not tree.leaves(name) <= left:
            raise CertificateRefused(f"the link {term.link} leaves out {name}, which is not all in {top}, or twice")
        left -= tree.leaves(name)
    return [(1, top), *((-1, name) for name in but)]
