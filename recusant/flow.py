"""The order of the rooms: collect, read, extract (and ask), trace, reconcile, verify, check, publish. The only file that knows them all."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from recusant import ledger as store
from recusant.ask import Endpoint, Settings
from recusant.check import crossed as crossed
from recusant.check import judge
from recusant.codebook import Codebook, load, toml_of
from recusant.collect import collect
from recusant.errors import BadInput, BadRecord, BadSource, NotAnswered
from recusant.extract import extract as extract
from recusant.extract import languages, merged, read_asked, read_claims, unread
from recusant.publish import Edition as Edition
from recusant.publish import Masked as Masked
from recusant.publish import Masks as Masks
from recusant.publish import checked_page as checked_page
from recusant.publish import cited as cited
from recusant.publish import could_as_well as could_as_well
from recusant.publish import crossing_told as crossing_told
from recusant.publish import findings as findings
from recusant.publish import mended as mended
from recusant.publish import path_told as path_told
from recusant.publish import publish as publish
from recusant.publish import sentence as sentence
from recusant.read import links_of, read
from recusant.reconcile import PERIODS as PERIODS
from recusant.reconcile import Reckoned as Reckoned
from recusant.reconcile import claims_frame
from recusant.records import Bound, Claim, Conflict, Family, Gap, Lead, Quote, Source, Text, Verdict
from recusant.trace import Evidence, Figures, address, agency_of, figures, readings, same_passages, to_compare
from recusant.trace import Traced as Traced
from recusant.verify import Checked, verify_bound, verify_conflict, verify_folder

if TYPE_CHECKING:
    import pandas as pd

# Unreviewed claims of the extractor enter the reckoning only from this confidence on, as a misread number proves falsehoods: what is
# counted is right in 94 % of claims at 0.9 and above, in 82 % from 0.75 to 0.9 (notes in three languages; docs/extract.md).
CONFIDENT = 0.9

FOREIGN = "no claims can be read in"
HEAD = 80  # characters of a text that name it in a list of gaps

READERS = ("rules", "llm", "both")

Progress = Callable[[str], None]
NamedBook = str | Path | Codebook
Read = tuple[list[Claim], list[Gap]]
Reader = Callable[[Text, Codebook], Read]


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


def text_of(file: Path, book: Codebook, said_on: date | None = None, lang: str | None = None) -> Text:
    """One document (- for standard input) as a text; what the user says of day and language goes before what the text says."""
    if str(file) == "-":
        found: Text | BadInput = Text(Source.of(data := sys.stdin.buffer.read(), "standard input"), _utf8(data, "standard input"))
    else:
        found = next(texts_of(file, book))
    if isinstance(found, BadInput):
        raise found
    source = found.source
    return replace(found, source=replace(source, published=said_on or source.published, lang=lang or source.lang))


def claims_in(file: Path) -> Iterator[Claim]:
    """Claims from a file of JSON lines (- for standard input). Raises BadRecord naming the line at fault."""
    name = "standard input" if str(file) == "-" else str(file)
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    for number, line in enumerate(_utf8(data, name).splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield Claim.from_dict(json.loads(line))
        except (ValueError, TypeError, AttributeError) as fault:
            raise BadRecord(f"not a claim ({fault})", file=name, place=f"line {number}", mend="see docs/contracts.md") from None
        except BadRecord as fault:
            raise BadRecord(fault.what, file=name, place=f"line {number}", mend=fault.mend) from None


def _utf8(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadSource("not UTF-8 text", file=name, place=f"byte {fault.start}", mend="save it again as UTF-8") from None


def verify(folder: str | Path) -> Checked:
    """Re-add every certificate of a published folder."""
    return verify_folder(Path(folder))


@dataclass
class Added:
    """What an ``add`` did: texts stored, texts that were there already, claims and gaps stored, files that cannot be read, and
    texts in languages that are not read.
    """

    stored: int = 0
    known: int = 0
    claims: int = 0
    gaps: int = 0
    faults: list[BadInput] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def texts_of(path: Path, book: Codebook, captured: str | None = None) -> Iterator[Text | BadInput]:
    """Every text below a path; what cannot be read comes out as the fault that says why, and does not stop the rest."""
    for source in collect(path, captured=captured):
        if isinstance(source, BadSource):
            yield source
            continue
        try:
            yield from read(source, book)
        except BadInput as fault:
            yield fault


@contextmanager
def reader(name: str, *, whole: bool = False, tell: Progress = lambda words: None) -> Iterator[Reader]:
    """What reads texts: the rules, the second reader (an endpoint set in the environment), or both merged.

    A ``whole`` second reading raises NotAnswered for a text that is not answered whole, which else is a gap. ``tell`` hears in the
    end what was asked. Raises BadEndpoint where the second reader cannot be asked.
    """
    if name == "rules":
        yield read_claims
        return
    with Endpoint(Settings.of(os.environ)) as endpoint:

        def asked(text: Text, book: Codebook) -> Read:
            return read_asked(text, book, endpoint.ask, whole=whole)

        def both(text: Text, book: Codebook) -> Read:
            claims, gaps = read_claims(text, book)
            others, missed = asked(text, book)
            together, differing = merged(claims, others)
            return together, [*gaps, *missed, *differing]

        try:
            yield asked if name == "llm" else both
        finally:
            tell(endpoint.summary)


def claims_of(text: Text, book: Codebook, read_text: Reader = read_claims) -> Read:
    """The claims of a text and its gaps: those an analyst coded, or else those that a reader reads.

    A text in a language that is not read, or that gives no claim and seems to be in one, is one gap.
    """
    if text.claims or not text.body:
        return list(text.claims), list(text.gaps)
    lang = text.source.lang
    if lang and lang not in languages():
        return [], [*text.gaps, _foreign(text, f"the language {lang!r}")]
    claims, gaps = read_text(text, book)
    if not claims and not lang and (seeming := unread(text.body)):
        gaps = [_foreign(text, f"what seems to be the language {seeming!r}")]
    return claims, [*text.gaps, *gaps]


def _foreign(text: Text, lang: str) -> Gap:
    """The gap that a text is in a language that is not read."""
    head = text.body[:HEAD].split("\n")[0]
    return Gap(text.source.id, Quote(0, len(head), head), f"{FOREIGN} {lang}, only in {', '.join(languages())}")


def foreign(text: Text, gaps: Iterable[Gap]) -> Iterator[str]:
    """Of the gaps of a text, that it is in a language that is not read, with its name."""
    return (f"{text.source.name}: {gap.reason}" for gap in gaps if gap.reason.startswith(FOREIGN))


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

    def add(self, path: str | Path, progress: Progress = lambda name: None, read_text: Reader = read_claims) -> Added:
        """Capture, read and extract everything below a path. Adding the same bytes again changes nothing.

        A text that the second reader is not answered about whole is not stored, and comes out as a fault: the next run asks again.
        """
        added = Added()
        captured = datetime.now(UTC).isoformat(timespec="seconds")
        for text in texts_of(Path(path), self.book, captured):
            if isinstance(text, BadInput):
                added.faults.append(text)
            elif self.store.has(text.source.id):
                added.known += 1
            else:
                try:
                    claims, gaps = claims_of(text, self.book, read_text)
                except NotAnswered as fault:
                    added.faults.append(NotAnswered(fault.what, file=text.source.name, place=fault.place, mend=fault.mend))
                    continue
                stored = self.store.add(text, [claim for claim in claims if claim not in text.claims], gaps)
                added.stored += stored
                added.claims += len(claims) * stored
                added.gaps += len(gaps) * stored
                added.foreign += foreign(text, gaps)
                progress(text.source.name)
        return added

    def claims(self) -> list[Claim]:
        """Every claim as it stands after the latest decisions, rejected ones included."""
        return self.store.claims()

    def reckoned_claims(self) -> list[Claim]:
        """The claims that count: reviewed ones, and unreviewed ones that the extractor is confident of."""
        return [claim for claim in self.claims() if not _waits(claim)]

    def waiting(self) -> list[Claim]:
        """The claims that do not count until a person has reviewed them."""
        return [claim for claim in self.claims() if _waits(claim)]

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

    def claims_table(self) -> pd.DataFrame:
        """Every claim as one row of a pandas DataFrame (the extra ``tables``)."""
        return claims_frame(self.claims())
