"""The order of the rooms: collect, read (or dockets), extract (and ask), trace, reconcile, verify, check, publish. The only file that
knows them all; ``texts`` is its first half, up to the claims, and ``adding`` that half with a ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from recusant import ledger as store
from recusant.adding import Added as Added
from recusant.adding import Adding
from recusant.adding import Round as Round
from recusant.adding import Told as Told
from recusant.check import crossed as crossed
from recusant.check import judge
from recusant.codebook import Codebook, load, toml_of
from recusant.collect import Web as Web
from recusant.collect import is_address as is_address
from recusant.collect import picture_in
from recusant.dockets import DOCKET_COLUMNS as DOCKET_COLUMNS
from recusant.dockets import Docket as Docket
from recusant.dockets import Tally as Tally
from recusant.dockets import count_dockets as count_dockets
from recusant.dossier import Item
from recusant.dossier import write as write_dossier
from recusant.errors import BadInput
from recusant.extract import extract as extract
from recusant.extract import language_of
from recusant.ledger import CONFIDENT as CONFIDENT
from recusant.ledger import Difference as Difference
from recusant.ledger import Mark as Mark
from recusant.publish import LANGUAGES as LANGUAGES
from recusant.publish import Edition as Edition
from recusant.publish import Guarded, Picture, guarded, pictures_of, proof_files, word_document
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
from recusant.publish import missing as missing
from recusant.publish import path_told as path_told
from recusant.publish import publish as publish
from recusant.publish import reviewed as reviewed
from recusant.publish import sentence as sentence
from recusant.publish import style as style
from recusant.publish import summed_up as summed_up
from recusant.publish import told as told
from recusant.publish import unbroken as unbroken
from recusant.read import links_of
from recusant.reconcile import PERIODS as PERIODS
from recusant.reconcile import Reckoned as Reckoned
from recusant.reconcile import claims_frame
from recusant.records import ALL, Bound, Claim, Conflict, Family, Gap, Lead, Scope, Source, Text, Verdict
from recusant.stamp import Authority as Authority
from recusant.stamp import Stamp as Stamp
from recusant.stamp import check_stamps as check_stamps
from recusant.texts import READERS as READERS
from recusant.texts import claims_in as claims_in
from recusant.texts import claims_of as claims_of
from recusant.texts import dockets_of as dockets_of
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


def check(text: str, reckoning: Reckoned, said_on: date | None = None, lang: str | None = None, language: str = "en") -> list[Verdict]:
    """What a reckoning says of every claim of a new text, which is in ``lang``; the sentences are in ``language``."""
    source = Source.of(text.encode(), "text", published=said_on, lang=lang)
    return check_text(Text(source, text), reckoning, language)[0]


def check_text(text: Text, reckoning: Reckoned, language: str = "en") -> tuple[list[Verdict], list[Gap]]:
    """What a reckoning says of every claim of a text, in a language, and the numbers in it that were not understood."""
    claims, gaps = claims_of(text, reckoning.book)
    among = [*reconcile(claims, reckoning.book).at_odds()]
    return judge(claims, reckoning, reckoning.book, Words(language, reckoning.book), among), gaps


def spoken(text: Text) -> str:
    """The language to answer those in who read a text: its own, where the report has words in it, else English."""
    lang = text.source.lang or language_of(text.body)
    return lang if lang in LANGUAGES else "en"


def verify(folder: str | Path) -> Checked:
    """Re-add every certificate of a published folder."""
    return verify_folder(Path(folder))


def waits(claim: Claim) -> bool:
    """Whether a claim does not count until a person has reviewed it."""
    return claim.status == "suggested" and claim.confidence < CONFIDENT


class Ledger(Adding):
    """A ledger with the whole path to it: ``add`` captures, reads and extracts; ``reckoning`` and ``publish`` use what it holds."""

    def __init__(self, held: store.Ledger) -> None:
        self.store = held
        self.book = held.codebook()

    @classmethod
    def create(cls, place: store.Place, codebook: str | Path = "refusal") -> Self:
        """A new, empty ledger for a codebook (a name or a path): a file, or at an address of a PostgreSQL database.

        Raises LedgerError where there is one already.
        """
        return cls(store.Ledger.create(place, codebook))

    @classmethod
    def open(cls, place: store.Place) -> Self:
        """An existing ledger. Raises LedgerError with the mend."""
        return cls(store.Ledger.open(place))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.store.close()

    def claims(self) -> list[Claim]:
        """Every claim as it stands after the latest decisions, rejected ones included."""
        return self.store.claims()

    def standing_claims(self) -> list[Claim]:
        """The claims of all sources but those that a later version of the same page supersedes: what was taken back counts no more."""
        superseded = self.store.superseded()
        return [claim for claim in self.claims() if claim.source not in superseded]

    def reckoned_claims(self) -> list[Claim]:
        """The claims that count: reviewed ones, and unreviewed ones that the extractor is confident of."""
        return [claim for claim in self.standing_claims() if not waits(claim)]

    def waiting(self) -> list[Claim]:
        """The claims that do not count until a person has reviewed them."""
        return [claim for claim in self.standing_claims() if waits(claim)]

    def reckoning(self, without: Iterable[str] = ()) -> Reckoned:
        """The reckoning of the claims that count; ``without`` leaves out all that some origins say.

        Raises BadInput for an origin that says nothing here.
        """
        return self._reckoned(self.reckoned_claims()).without(*without)

    def _reckoned(self, claims: Iterable[Claim]) -> Reckoned:
        printed, bodies = self._printed(claims := list(claims))
        copies = readings(printed, same_passages(printed, bodies))
        return reconcile(claims, self.book, self.store.memory, copies)

    def outgoing(self, *, guard: bool = True) -> Guarded[Reckoned]:
        """What may leave the ledger: the reckoning without confidential sources, and with small figures of what the codebook guards
        as "under 5". Without ``guard`` those stay: for evidence that is handed over with its documents.
        """
        sources, claims = self._open_sources(), self.reckoned_claims()
        said = [claim for claim in claims if claim.source in sources]
        return guarded(said, sources, self.book, self._reckoned, self.store.memory) if guard else Guarded(self._reckoned(said), sources)

    def _open_sources(self) -> dict[str, Source]:
        confidential = self.store.confidential()
        return {source.id: source for source in self.store.quoted() if source.id not in confidential}

    def leads(self, reckoning: Reckoned | None = None, limit: int = 5) -> tuple[Lead, ...]:
        """Which single claims, reviewed, decided or found, would tell most; at most so many of each kind."""
        return (reckoning or self.reckoning()).leads(self.waiting(), limit)

    def sources(self) -> dict[str, Source]:
        """Every source by its id, without its bytes."""
        return {source.id: source for source in self.store.sources()}

    def _printed(self, claims: Iterable[Claim]) -> tuple[Figures, dict[str, str]]:
        """The figures that claims state, page by page, and the texts that can tell who copies whom."""
        sources = {source.id: source for source in self.store.quoted()}
        printed = figures(claims, sources)
        return printed, {source: self.store.text(source).body for source in sorted(to_compare(printed, sources))}

    def traced(self, reckoning: Reckoned | None = None) -> Traced:
        """Who counted what the claims of a reckoning say (else all of open sources), who repeats whom, and what was wrong in it."""
        sources = self._open_sources()
        claims = reckoning.claims.values() if reckoning else (claim for claim in self.claims() if claim.source in sources)
        printed, bodies = self._printed(claims)
        tags = {source: agency for source, body in bodies.items() if (agency := agency_of(body))}
        links = {source: frozenset(map(address, links_of(self.store.source(source)))) for source in bodies}
        aside = {given_up.claim: given_up.reason for given_up in (reckoning or self.outgoing(guard=False).reckoning).set_aside}
        return Traced(printed, self.book, Evidence(tags, links, same_passages(printed, bodies), aside))

    def trace(self, claim: str) -> Family:
        """The family of a claim's figure: who counted it, and every page that prints it with where it has it from.

        Raises BadInput where there is no such claim.
        """
        return self.traced().family(self.store.claim(claim).id)

    def edition(self, reckoning: Reckoned | None = None, public: Iterable[str] = ()) -> Edition:
        """What is shown of a reckoning (else of the one that may leave the ledger): it with codebook, gaps, and the sources that are not
        confidential. ``public`` persons may be named in it.
        """
        reckoning, sources = reckoning or self.outgoing().reckoning, self._open_sources()
        name, text = self.store.setting("codebook") or "refusal", self.store.setting("codebook_text")
        unreckoned = {item.claim: item.reason for item in reckoning.unreckoned}
        waiting = sum(claim.source in sources for claim in self.waiting())
        gaps = self.store.counts()["gaps"] - sum(len(self.store.gaps(one)) for one in self.store.confidential())
        return Edition(reckoning, self.book, text or toml_of(name), sources, gaps, unreckoned, waiting, public=tuple(public))

    def to_publish(self, outgoing: Guarded[Reckoned], public: Iterable[str] = ()) -> Edition:
        """What ``publish`` writes of what may leave the ledger. No lead is told of what the codebook guards: it would say how many."""
        waiting = [claim for claim in self.waiting() if claim.source in outgoing.sources]
        open_ = [claim for claim in waiting if not self.book.guards(claim.scope.measure, claim.origin)]
        leads = (lead for lead in outgoing.reckoning.leads(open_) if not self.book.guards(lead.scope.measure, lead.origin))
        families = self.traced(outgoing.reckoning).families
        return replace(self.edition(outgoing.reckoning, public), sources=outgoing.sources, leads=tuple(leads), families=families)

    def hidden(self, outgoing: Guarded[Reckoned], public: Iterable[str] = ()) -> list[Masked]:
        """All that ``publish`` would mask, withhold or leave out."""
        found = Masks(self.book, public).found(outgoing.reckoning.claims.values(), outgoing.sources.values())
        for why, claims in (("under 5", outgoing.under), ("withheld", outgoing.withheld)):
            found += [Masked(claim.id, claim.quote.text, why) for claim in claims]
        return found + [Masked(one, self.store.described(one).name, "confidential") for one in sorted(self.store.confidential())]

    def publish(self, out: str | Path) -> Path:
        """Write the report to a folder; the path of its start page."""
        return publish(self.to_publish(self.outgoing()), Path(out), memory=self.store.memory)

    def stamp(self, authority: Authority) -> Stamp:
        """Has an authority sign that the log, as it is, exists; its raw reply is kept. Raises BadInput for a reply that is refused."""
        number, entry = self.store.head()
        if not number:
            raise BadInput("there is nothing in the log to stamp", mend="add something first")
        made, reply = authority.stamp(number, entry.encode())
        self.store.keep_stamp(made.entry, reply)
        return made

    def pictures(self, scope: Scope, layer: str = ALL, reckoning: Reckoned | None = None) -> dict[str, Picture]:
        """The charts of a scope's series, ``months`` and ``totals``, for its owner's notebook. Raises BadInput where it has none."""
        return pictures_of(self.edition(reckoning or self.reckoning()), scope, layer)

    def document(self, scope: Scope, layer: str = ALL, without: Iterable[str] = ()) -> bytes:
        """A Word document of what may leave the ledger about a scope, with footnotes; without a window, of its whole series.

        Raises BadInput where nothing is known of it, or the extra ``exports`` is not installed.
        """
        outgoing = self.outgoing()
        edition = self.edition(outgoing.reckoning.without(*without))
        return word_document(replace(edition, sources=outgoing.sources), scope, layer)

    def dossier(self, out: str | Path, source: str | None = None, claim: str | None = None) -> Path:
        """Write everything that is not confidential, or one source (of a claim), as evidence to a new folder: all versions of it with
        their exchanges, what was read and decided, the log, and the proofs that its claims have a part in.

        Raises BadInput where the one source is confidential.
        """
        only, closed = self.store.claim(claim).source if claim else source, self.store.confidential()
        closed |= {self.store.described(one).part_of or "" for one in closed}  # a table shows all that it cites
        if only and self.store.has(only) and only in closed:
            mend = f"see `recusant confidential`; `recusant confidential --lift {only}` takes a mark back"
            raise BadInput(f"the source {only} is confidential, or cites one that is", mend=mend)
        ids = dict.fromkeys(self.store.versions(only) if only else self.store.ids())
        ids = {one: None for one in ids if one not in closed}
        edition = self.edition(self.outgoing(guard=False).reckoning)
        wanted = {claim} if claim else {one.id for one in self.claims() if one.source in ids}
        changes = (change for change in self.store.differences() if change.after.id in ids)
        lines = "".join(json.dumps(change.to_dict(), ensure_ascii=False) + "\n" for change in changes)
        more = {f"proofs/{name}": data for name, data in proof_files(edition, wanted).items()} | {"changes.jsonl": lines.encode()}
        more |= {f"stamps/{at}-entry-{entry}.tsr": reply for at, (entry, reply) in enumerate(self.store.stamps(), 1)}
        items = (self._item(self.store.described(one)) for one in ids)
        about = {"Bagging-Date": datetime.now(UTC).date().isoformat(), "Bag-Software-Agent": "Recusant"}
        number, last = self.store.head()
        return write_dossier(Path(out), items, (self.store.entries(number), last), more, about)

    def _item(self, source: Source) -> Item:
        decided = [one.to_dict() for claim in self.store.claims(source=source.id) for one in self.store.decisions(claim.id)]
        warcs = self.store.warcs(source.id)
        pictures = {number: made for number, warc in warcs.items() if (made := picture_in(warc))}
        return Item(source.id, source.media, self.store.kept(source.id), warcs, decided, pictures)

    def claims_table(self) -> pd.DataFrame:
        """Every claim as one row of a pandas DataFrame (the extra ``tables``)."""
        return claims_frame(self.claims())
