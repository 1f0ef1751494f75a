"""A Word document of a question, or of a whole series: what must be true, with a numbered footnote for every quote it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from recusant.errors import BadInput
from recusant.publish.edition import Edition
from recusant.publish.exports.footnotes import Footnotes
from recusant.publish.exports.pictures import series_named
from recusant.publish.inert import cut, inert
from recusant.publish.masking import Masks
from recusant.publish.proofs import Line, exactly, proof_of
from recusant.publish.series import days_of, tight
from recusant.publish.words import Words
from recusant.records import ALL, Bound, Claim, Scope

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

LONGEST = 300  # letters of a quote


def word_document(edition: Edition, scope: Scope, layer: str = ALL) -> bytes:
    """The document of a scope: one question where it has a window, else all that its series on the page shows.

    Raises BadInput where the extra ``exports`` is not installed, or nothing is known of the scope.
    """
    try:
        import docx  # an extra: only those who ask for it need it
    except ImportError:
        raise BadInput("Word documents need python-docx, which is not installed", mend="pip install 'recusant[exports]'") from None
    bounds = [edition.reckoning.bound(scope, layer)] if scope.window.exact else _of_series(edition, scope, layer)
    writer = _Writer(edition, docx.Document())
    writer.head(scope, layer)
    writer.question(bounds[0]) if scope.window.exact else writer.table(bounds)
    return writer.notes.written()


def _of_series(edition: Edition, scope: Scope, layer: str) -> Sequence[Bound]:
    found = series_named(edition, scope, layer)
    return [bound for bound in found.bounds if tight(bound) or bound in (*found.years, *found.totals)]


class _Writer:
    """Puts an edition's bounds into a document, in the words of its language."""

    def __init__(self, edition: Edition, document: Document) -> None:
        self._edition, self._document = edition, document
        self._say, self._mask = Words(edition.language, edition.book), Masks(edition.book, edition.public).mask
        self.notes = Footnotes(document)
        told = document.core_properties
        told.author, told.comments, told.title = "", "", inert(self._say.subject())
        for one in list(told._element):
            if one.tag.endswith(("}created", "}modified", "}lastModifiedBy")):
                told._element.remove(one)

    def head(self, scope: Scope, layer: str) -> None:
        """What it is about, and that all of it holds if the claims do."""
        say, document = self._say, self._document
        document.add_heading(inert(say.topic(scope)), 1)
        document.add_paragraph(inert(say("standfirst")))
        document.add_paragraph(inert(say.layer(layer)))

    def question(self, bound: Bound) -> None:
        """One bound with its proof, line by line."""
        say, period = self._say, self._say.period(days_of(bound))
        self._document.add_heading(inert(say("latest", period=period, n=say.interval(bound.lo, bound.hi))), 2)
        for end in ("lo",) if exactly(bound) else ("lo", "hi"):
            proof = proof_of(bound, end)
            if not (proof.lines or proof.reasons):
                self._document.add_paragraph(inert(say(f"nothing_{end}")))
                continue
            self._document.add_paragraph(inert(say(f"end_{end}", n=say.number((bound.lo if end == "lo" else bound.hi) or 0))))
            for line in proof.lines:
                paragraph = self._document.add_paragraph(inert(self._line(line)), style="List Bullet")
                self.notes.add(paragraph, self._printed(line.claim))
            for reason in proof.reasons:
                self._document.add_paragraph(inert(f"+ 0 {say.link(reason.term)}"), style="List Bullet")
            self._document.add_paragraph(inert(f"= {say.number(proof.total)}. {say.conclusion(bound, end)}"))

    def table(self, bounds: Sequence[Bound]) -> None:
        """Bounds as a table; a footnote at each number holds its whole proof."""
        say = self._say
        table = self._document.add_table(1, 3, style="Table Grid")
        for cell, name in zip(table.rows[0].cells, ("period", "at_least_head", "at_most_head"), strict=True):
            cell.paragraphs[0].add_run(inert(say(name))).bold = True
        for bound in sorted(bounds, key=days_of):
            period, least, most = table.add_row().cells
            period.text = inert(say.period(days_of(bound)))
            self._number(least, bound, "lo")
            self._number(most, bound, "hi")

    def _number(self, cell: _Cell, bound: Bound, end: str) -> None:
        value = bound.lo if end == "lo" else bound.hi
        cell.text = self._say("not_bounded") if value is None else self._say.number(value)
        if proof := "; ".join(self._lines(bound, end)):
            self.notes.add(cell.paragraphs[0], proof)

    def _lines(self, bound: Bound, end: str) -> Iterator[str]:
        proof = proof_of(bound, end)
        yield from (f"{inert(self._line(line))}. {self._printed(line.claim)}" for line in proof.lines)
        yield from (inert(f"+ 0 {self._say.link(reason.term)}") for reason in proof.reasons)

    def _line(self, line: Line) -> str:
        say, claim = self._say, line.claim
        times = f"{say.number(line.times)} × " if line.times != 1 else ""
        what = f"{say.category(claim.scope.category)}, {say.window(claim.scope.window)}"
        reads = f", {say.reading(claim)}" if line.room else ""
        return f"{line.sign} {times}{say.number(line.term.value or 0)} “{self._quote(claim)}” ({what}{reads}; {say.origin(claim.origin)})"

    def _quote(self, claim: Claim) -> str:
        return cut(" ".join(self._mask(claim.quote.text).split()), LONGEST)

    def _printed(self, claim: Claim) -> str:
        """Where a quote stands, so that it can be found again."""
        source, say = self._edition.sources.get(claim.source), self._say
        outlet = (source.outlet if source else None) or say.origin(claim.outlet)
        title = f"“{self._mask(source.title)}”" if source and source.title else ""
        parts = [outlet, title, say.day(claim.said_on) if claim.said_on else ""]
        parts += [source.url or "", f"SHA-256 {source.sha256}"] if source else []
        return inert(", ".join(cut(part, LONGEST) for part in (*parts, claim.id) if part))
