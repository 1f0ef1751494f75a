"""The order of the rooms: collect, read, extract (and ask), trace, reconcile, verify, check, publish. The only file that knows them all;
``texts`` is its first half, up to the claims.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from recusant import ledger as store
from recusant.check import crossed as crossed
from recusant.check import judge
from recusant.codebook import Codebook, load, toml_of
from recusant.collect import Fetched, Known, pages_of
from recusant.collect import Web as Web
from recusant.collect import is_address as is_address
from recusant.dossier import Item
from recusant.dossier import write as write_dossier
from recusant.errors import BadInput, NotAnswered
from recusant.extract import extract as extract
from recusant.extract import read_claims
from recusant.ledger import Difference as Difference
from recusant.publish import Edition as Edition
from recusant.publish import Masked as Masked
from recusant.publish import Masks as Masks
from recusant.publish import Words as Words
from recusant.publish import checked_page as checked_page
from recusant.publish import cited as cited
from recusant.publish import could_as_well as could_as_well
from recusant.publish import crossing_told as crossing_told
from recusant.publish import findings as findings
from recusant.publish import inert as inert
from recusant.publish import mended as mended
from recusant.publish import path_told as path_told
from recusant.publish import proof_files
from recusant.publish import publish as publish
from recusant.publish import sentence as sentence
from recusant.publish import style as style
from recusant.read import links_of
from recusant.reconcile import PERIODS as PERIODS
from recusant.reconcile import Reckoned as Reckoned
from recusant.reconcile import claims_frame
from recusant.reconcile import whole_months as whole_months
from recusant.records import Bound, Claim, Conflict, Family, Gap, Lead, Source, Text, Verdict
from recusant.texts import READERS as READERS
from recusant.texts import Progress, Reader, page_of
from recusant.texts import claims_in as claims_in
from recusant.texts import claims_of as claims_of
from recusant.texts import foreign as foreign
from recusant.texts import reader as reader
from recusant.texts import text_of as text_of
from recusant.texts import texts_of as texts_of
from recusant.texts import web as web
from recusant.trace import Evidence, Figures, address, agency_of, figures, readings, same_passages, to_compare
from recusant.trace import Traced as Traced
from recusant.verify import Checked, verify_bound, verify_conflict, verify_folder
from recusant.verify import verify_ledger as verify_ledger

if TYPE_CHECKING:
    import pandas as pd

# Unreviewed claims of the extractor enter the reckoning only from this confidence on, as a misread number proves falsehoods: what is
# counted is right in 94 % of claims at 0.9 and above, in 82 % from 0.75 to 0.9 (notes in three languages; docs/extract.md).
CONFIDENT = 0.9

NamedBook = str | Path | Codebook


def book_of(codebook: NamedBook) -> Codebook:
    """A codebook, or the one of this name or path."""
    return codebook if isinstance(codebook, Codebook) else load(codebook)


def reconcile(
    claims: Iterable[Claim],
    codebook: NamedBook = "refusal",
    memory: MutableMapping[str, str] | None = None,
    copies: Mapping[str, str] | None = None,
) -> Reckoned:
    """What must be true if the claims hold. The same claims give the same result; every proof is verified before it leaves.

    ``memory`` (any mapping) keeps what was settled, so that the next reckoning works out only what has changed. ``copies`` names, by
    claim, the one first reader of texts that are copies of each other.
    """
    book = book_of(codebook)

    def gate(proof: Bound | Conflict, said: Mapping[str, Claim]) -> None:
        if isinstance(proof, Bound):
            verify_bound(proof, said, book)
        else:
            verify_conflict(proof, said, book)

    return Reckoned(claims, book, gate, memory, copies or {})


def check(text: str, reckoning: Reckoned, said_on: date | None = None, lang: str | None = None) -> list[Verdict]:
    """What a reckoning says of every claim of a new text."""
    source = Source.of(text.encode(), "text", published=said_on, lang=lang)
    return check_text(Text(source, text), reckoning)[0]


def check_text(text: Text, reckoning: Reckoned) -> tuple[list[Verdict], list[Gap]]:
    """What a reckoning says of every claim of a text, and the numbers in it that were not understood."""
    claims, gaps = claims_of(text, reckoning.book)
    return judge(claims, reckoning, reckoning.book), gaps


def verify(folder: str | Path) -> Checked:
    """Re-add every certificate of a published folder."""
    return verify_folder(Path(folder))


@dataclass(frozen=True)
class Round:
    """What is looked at in one round: the lists ``given`` (addresses, or paths of plain lists), and the most pages of it.

    ``known`` keeps what the lists said from one round to the next.
    """

    given: tuple[str, ...]
    most: int = 500
    known: Known = field(default_factory=dict)


@dataclass
class Added:
    """What an ``add`` did: texts stored, texts that were there already, claims and gaps stored, what cannot be read, texts in
    languages that are not read, and what changed in the figures of pages that were there in another version.
    """

    stored: int = 0
    known: int = 0
    claims: int = 0
    gaps: int = 0
    faults: list[BadInput] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)

    def __add__(self, other: Added) -> Added:
        """Both together."""
        return Added(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


def _waits(claim: Claim) -> bool:
    return claim.status == "suggested" and claim.confidence < CONFIDENT


class Ledger:
    """A ledger with the whole path to it: ``add`` captures, reads and extracts; ``reckoning`` and ``publish`` use what it holds."""

    def __init__(self, held: store.Ledger) -> None:
        self.store = held
        self.book = held.codebook()

    @classmethod
    def create(cls, path: str | Path, codebook: str | Path = "refusal") -> Self:
        """A new, empty ledger for a codebook (a name or a path). Raises LedgerError where the file exists."""
        return cls(store.Ledger.create(path, codebook))

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """An existing ledger. Raises LedgerError with the mend."""
        return cls(store.Ledger.open(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.store.close()

    def add(
        self, path: str | Path, progress: Progress = lambda name: None, read_text: Reader = read_claims, by: Web | None = None
    ) -> Added:
        """Capture, read and extract a web page, or everything below a path. Adding the same again changes nothing.

        A text that the second reader is not answered about whole is not stored, and comes out as a fault: the next run asks again.
        """
        added = Added()
        if is_address(str(path)):
            self._look(str(path), by or web(), read_text, added)
            progress(str(path))
            return added
        captured = datetime.now(UTC).isoformat(timespec="seconds")
        for text in texts_of(Path(path), self.book, captured):
            if isinstance(text, BadInput):
                added.faults.append(text)
            elif self.store.has(text.source.id):
                added.known += 1
            else:
                try:
                    self._keep(text, store.Capture(), read_text, added)
                except NotAnswered as fault:
                    added.faults.append(NotAnswered(fault.what, file=text.source.name, place=fault.place, mend=fault.mend))
                    continue
                progress(text.source.name)
        return added

    def watch(self, lists: Round, by: Web, progress: Progress = lambda name: None, read_text: Reader = read_claims) -> Added:
        """Looks once at the pages that lists name. Those never looked at come first, then those looked at longest ago."""
        pages, faults = pages_of(lists.given, by, lists.known)
        looked, added = self.store.looked(), Added(faults=faults)
        for page in sorted(pages, key=lambda page: looked.get(page, ""))[: lists.most]:
            self._look(page, by, read_text, added)
            progress(page)
        return added

    def _look(self, address: str, by: Web, read_text: Reader, added: Added) -> None:
        """Asks for one page, and keeps it where it is new or says something else than before."""
        try:
            fetched = by.fetch(address, self.store.conditions)
            if fetched.unchanged:
                added.known += 1
            else:
                self._keep_page(fetched, read_text, added)
            before = self.store.conditions(fetched.url) if fetched.unchanged else {}
            self.store.look(address, fetched.url, fetched.conditions or before, fetched.captured)
        except BadInput as fault:
            added.faults.append(fault)
            self.store.look(address, address, {}, datetime.now(UTC).isoformat(timespec="seconds"))

    def _keep_page(self, fetched: Fetched, read_text: Reader, added: Added) -> None:
        """A page whose words are those of its latest version is known: bytes change with every visit, by advertisements and keys."""
        text, standing = page_of(fetched, self.book), self.store.standing(fetched.url)
        if standing and self.store.text(standing).body == text.body:
            added.known += 1
            return
        self._keep(text, store.Capture(fetched.url, fetched.captured, fetched.warc, standing), read_text, added)
        if standing:
            added.changes.append(self.store.difference(standing, text.source.id))

    def _keep(self, text: Text, capture: store.Capture, read_text: Reader, added: Added) -> None:
        claims, gaps = claims_of(text, self.book, read_text)
        stored = self.store.add(text, [claim for claim in claims if claim not in text.claims], gaps, capture)
        added.stored += stored
        added.claims += len(claims) * stored
        added.gaps += len(gaps) * stored
        added.foreign += foreign(text, gaps)

    def claims(self) -> list[Claim]:
        """Every claim as it stands after the latest decisions, rejected ones included."""
        return self.store.claims()

    def standing_claims(self) -> list[Claim]:
        """The claims of all sources but those that a later version of the same page supersedes: what was taken back counts no more."""
        superseded = self.store.superseded()
        return [claim for claim in self.claims() if claim.source not in superseded]

    def reckoned_claims(self) -> list[Claim]:
        """The claims that count: reviewed ones, and unreviewed ones that the extractor is confident of."""
        return [claim for claim in self.standing_claims() if not _waits(claim)]

    def waiting(self) -> list[Claim]:
        """The claims that do not count until a person has reviewed them."""
        return [claim for claim in self.standing_claims() if _waits(claim)]

    def reckoning(self, without: Iterable[str] = ()) -> Reckoned:
        """The reckoning of the claims that count; ``without`` leaves out all that some origins say.

        Raises BadInput for an origin that says nothing here.
        """
        claims = self.reckoned_claims()
        printed, bodies = self._printed(claims)
        copies = readings(printed, same_passages(printed, bodies))
        return reconcile(claims, self.book, self.store.memory, copies).without(*without)

    def leads(self, reckoning: Reckoned | None = None, limit: int = 5) -> tuple[Lead, ...]:
        """Which single claims, reviewed, decided or found, would tell most; at most so many of each kind."""
        return (reckoning or self.reckoning()).leads(self.waiting(), limit)

    def sources(self) -> dict[str, Source]:
        """Every source by its id, without its bytes."""
        return {source.id: source for source in self.store.sources()}

    def _printed(self, claims: Iterable[Claim]) -> tuple[Figures, dict[str, str]]:
        """The figures that claims state, page by page, and the texts that can tell who copies whom."""
        sources = self.sources()
        printed = figures(claims, sources)
        return printed, {source: self.store.text(source).body for source in sorted(to_compare(printed, sources))}

    def traced(self, reckoning: Reckoned | None = None) -> Traced:
        """Who counted what the claims say, who repeats whom, and what was wrong in the reckoning."""
        printed, bodies = self._printed(self.claims())
        tags = {source: agency for source, body in bodies.items() if (agency := agency_of(body))}
        links = {source: frozenset(map(address, links_of(self.store.source(source)))) for source in bodies}
        aside = {given_up.claim: given_up.reason for given_up in (reckoning or self.reckoning()).set_aside}
        return Traced(printed, self.book, Evidence(tags, links, same_passages(printed, bodies), aside))

    def trace(self, claim: str) -> Family:
        """The family of a claim's figure: who counted it, and every page that prints it with where it has it from.

        Raises BadInput where there is no such claim.
        """
        return self.traced().family(self.store.claim(claim).id)

    def edition(self, reckoning: Reckoned | None = None, public: Iterable[str] = ()) -> Edition:
        """What ``publish`` writes: a reckoning with its sources, codebook and gaps. ``public`` persons may be named in it."""
        reckoning = reckoning or self.reckoning()
        name, text = self.store.setting("codebook") or "refusal", self.store.setting("codebook_text")
        unreckoned = {item.claim: item.reason for item in reckoning.unreckoned}
        gaps, waiting = len(self.store.gaps()), len(self.waiting())
        return Edition(reckoning, self.book, text or toml_of(name), self.sources(), gaps, unreckoned, waiting, public=tuple(public))

    def publish(self, out: str | Path) -> Path:
        """Write the report to a folder; the path of its start page."""
        reckoning = self.reckoning()
        return publish(replace(self.edition(reckoning), leads=self.leads(reckoning)), Path(out))

    def dossier(self, out: str | Path, source: str | None = None, claim: str | None = None) -> Path:
        """Write everything, or one source (of a claim), as evidence to a new folder: all versions of it with their exchanges, what
        was read and decided, the log, and the proofs that its claims have a part in.
        """
        only = self.store.claim(claim).source if claim else source
        ids = self.store.versions(only) if only else [one.id for one in self.store.sources()]
        described, edition = {one.id: one for one in self.store.sources()}, self.edition()
        wanted = {claim} if claim else {one.id for one in self.claims() if one.source in ids}
        changes = (change for change in self.store.differences() if change.after.id in ids)
        lines = "".join(json.dumps(change.to_dict(), ensure_ascii=False) + "\n" for change in changes)
        more = {f"proofs/{name}": data for name, data in proof_files(edition, wanted).items()} | {"changes.jsonl": lines.encode()}
        items = (self._item(described[one]) for one in ids)
        about = {"Bagging-Date": datetime.now(UTC).date().isoformat(), "Bag-Software-Agent": "Recusant"}
        return write_dossier(Path(out), items, self.store.log(), more, about)

    def _item(self, source: Source) -> Item:
        decided = [one.to_dict() for claim in self.store.claims(source=source.id) for one in self.store.decisions(claim.id)]
        return Item(source.id, source.media, self.store.kept(source.id), self.store.warcs(source.id), decided)

    def claims_table(self) -> pd.DataFrame:
        """Every claim as one row of a pandas DataFrame (the extra ``tables``)."""
        return claims_frame(self.claims())
