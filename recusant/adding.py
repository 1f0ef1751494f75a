"""The first half of the flow with a ledger: what is added to it or watched is captured, read, extracted and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from recusant.codebook import Codebook
from recusant.collect import Fetched, Known, Web, is_address, pages_of
from recusant.errors import BadInput, NotAnswered, NotFetched
from recusant.extract import read_claims
from recusant.ledger import DIGEST, Capture, Difference
from recusant.ledger import Ledger as Store
from recusant.records import Source, Text, identity
from recusant.texts import Progress, Reader, claims_of, foreign, page_of, texts_of, web


@dataclass(frozen=True)
class Round:
    """What is looked at in one round: the lists ``given`` (addresses, or paths of plain lists), and the most pages of it.

    ``known`` keeps what the lists said from one round to the next.
    """

    given: tuple[str, ...]
    most: int = 500
    known: Known = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What whoever adds a document says of it. It goes before what the document says of itself."""

    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    lang: str | None = None

    def __post_init__(self) -> None:
        if self.url and not is_address(self.url):
            raise BadInput(f"{self.url!r} is no web address", mend="begin it with https://")
        if self.published and self.published > datetime.now(UTC).date() + timedelta(1):  # further east, tomorrow has begun
            raise BadInput(f"{self.published} is still to come", mend="give the day on which it was published")

    @property
    def said(self) -> dict[str, Any]:
        """All that is said, by its name."""
        return {name: value for name, value in asdict(self).items() if value}

    def of(self, texts: Iterator[Text | BadInput], path: str | Path) -> Iterator[Text | BadInput]:
        """The one document among these, with what is said of it. Raises BadInput where there are more, or it is of another kind."""
        found = list(islice(texts, 2))
        whole = (one.claims or one.source.exchange if isinstance(one, Text) else isinstance(one, NotFetched) for one in found)
        if len(found) > 1 or any(whole):
            mend = "add each document by itself; a table has columns for all that"
            raise BadInput("day, outlet, address, title and language can be told of one document", file=str(path), mend=mend)
        return (self._of(one) if isinstance(one, Text) else one for one in found)

    def _of(self, text: Text) -> Text:
        """A text as another source: its id tells the same document of different days apart."""
        said = self.said | ({"published": self.published.isoformat()} if self.published else {})
        own = identity("s", [text.source.sha256, said])
        source = replace(text.source, **self.said, id=own, told=tuple(said))
        return replace(text, source=source, gaps=tuple(replace(gap, source=own) for gap in text.gaps))


@dataclass
class Added:
    """What an ``add`` did: texts stored, texts that were there already, claims and gaps stored, what cannot be read, texts in
    languages that are not read, texts without a day of publication, and what changed in the figures of pages that were there in
    another version.
    """

    stored: int = 0
    known: int = 0
    claims: int = 0
    gaps: int = 0
    faults: list[BadInput] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    undated: list[str] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)

    def __add__(self, other: Added) -> Added:
        """Both together."""
        return Added(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(self)))


class Adding:
    """A ledger as that to which texts are added."""

    store: Store
    book: Codebook

    def add(
        self,
        path: str | Path,
        progress: Progress = lambda name: None,
        read_text: Reader = read_claims,
        by: Web | None = None,
        told: Told = Told(),
    ) -> Added:
        """Capture, read and extract a web page, or everything below a path: documents, and pages that web archives hold or that lists
        of links name. Adding the same again changes nothing. Of one document, the user may say what is to be known of it (``told``);
        said otherwise later, it supersedes what was said.

        A text that the second reader is not answered about whole is not stored, and comes out as a fault: the next run asks again.
        """
        added, by = Added(), by or web()
        if is_address(str(path)):
            if told.said:
                mend = "save the page with a browser and add the file"
                raise BadInput("day, outlet, address, title and language can be told of a file", file=str(path), mend=mend)
            self._look(str(path), by, read_text, added)
            progress(str(path))
            return added
        captured = datetime.now(UTC).isoformat(timespec="seconds")
        texts = texts_of(Path(path), self.book, captured)
        for text in told.of(texts, path) if told.said else texts:
            if isinstance(text, NotFetched):
                self._look(text.url, by, read_text, added)
            elif isinstance(text, BadInput):
                added.faults.append(text.kept())
            else:
                self._keep_new(text, read_text, added)
            progress(text.source.name if isinstance(text, Text) else text.file or "")
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
            fetched = by.fetch(address) if by.pictures else by.fetch(address, self.store.conditions)
            if fetched.unchanged:
                added.known += 1
            else:
                fetched = self._pictured(fetched, by, added) if by.pictures else fetched
                self._keep_version(page_of(fetched, self.book), read_text, added, again=fetched.picture is not None)
            before = self.store.conditions(fetched.url) if fetched.unchanged else {}
            self.store.look(address, fetched.url, fetched.conditions or before, fetched.captured)
        except BadInput as fault:
            added.faults.append(fault.kept())
            self.store.look(address, address, {}, datetime.now(UTC).isoformat(timespec="seconds"))

    def _pictured(self, fetched: Fetched, by: Web, added: Added) -> Fetched:
        """The page with its picture; where that cannot be made, the fault is told and the page is kept without."""
        try:
            return by.pictured(fetched)
        except BadInput as fault:
            added.faults.append(fault.kept())
            return fetched

    def _keep_new(self, text: Text, read_text: Reader, added: Added) -> None:
        """Keeps a text that is not known: a page that was captured with its exchange as a version of that page."""
        try:
            source, digest = text.source, f"{DIGEST}{text.source.sha256}"
            if source.exchange is not None:
                self._keep_version(text, read_text, added)
            elif source.told:
                self._keep_told(text, digest, read_text, added)
            elif self.store.has(source.id) or self.store.standing(digest):
                added.known += 1
            else:
                self._keep(text, Capture(), read_text, added)
        except NotAnswered as fault:
            added.faults.append(NotAnswered(fault.what, file=text.source.name, place=fault.place, mend=fault.mend))

    def _keep_told(self, text: Text, digest: str, read_text: Reader, added: Added) -> None:
        """A document of which the user says what is to be known. It supersedes what was known of the same bytes; in the log their
        digest stands for the address."""
        plain = Source.of(text.source.data, text.source.name).id
        standing = self.store.standing(digest)
        if standing == text.source.id:
            added.known += 1
            return
        with self.store.together():
            if standing is None and self.store.has(plain):
                self.store.capture_again(standing := plain, Capture(digest, text.source.captured))
            self._keep(text, Capture(digest, supersedes=standing), read_text, added)
        if standing:
            added.changes.append(self.store.difference(standing, text.source.id))

    def _keep_version(self, text: Text, read_text: Reader, added: Added, *, again: bool = False) -> None:
        """A page whose words are those of its latest version is known: bytes change with every visit, by advertisements and keys.
        With ``again``, its exchange is kept all the same.

        One captured before the latest version (it comes out of an archive) is superseded by that.
        """
        source, url = text.source, text.source.url or ""
        standing, latest = self.store.standing(url), self.store.last_captured(url)
        older = bool(source.captured and latest) and datetime.fromisoformat(source.captured or "") < datetime.fromisoformat(latest or "")
        if standing and (self.store.text(standing).body == text.body or (older and self.store.has(source.id))):
            added.known += 1
            if again and standing:
                self.store.capture_again(standing, Capture(url, source.captured, source.exchange))
            return
        with self.store.together():
            capture = Capture(url, source.captured, source.exchange, None if older else standing)
            self._keep(text, capture, read_text, added)
            if standing and older:
                self.store.add(self.store.text(standing), capture=Capture(url, latest, None, source.id))
        if standing:
            added.changes.append(self.store.difference(*((source.id, standing) if older else (standing, source.id))))

    def _keep(self, text: Text, capture: Capture, read_text: Reader, added: Added) -> None:
        claims, gaps = claims_of(text, self.book, read_text)
        stored = self.store.add(text, [claim for claim in claims if claim not in text.claims], gaps, capture)
        added.stored += stored
        added.claims += len(claims) * stored
        added.gaps += len(gaps) * stored
        added.foreign += foreign(text, gaps)
        if stored and claims and not (text.claims or text.source.published):
            added.undated.append(text.source.name)
