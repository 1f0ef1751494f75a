"""The first half of the flow: paths and web addresses become texts, and texts become claims and gaps."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from recusant.ask import Endpoint, Settings
from recusant.codebook import Codebook
from recusant.collect import Fetched, Web, collect, is_address
from recusant.collect import Settings as Asking
from recusant.dockets import Docket, is_docket, read_docket
from recusant.errors import BadInput, BadRecord, BadSource
from recusant.extract import languages, merged, read_asked, read_claims, unread
from recusant.read import page_in, read
from recusant.records import Claim, Gap, Quote, Source, Text

FOREIGN = "no claims can be read in"
HEAD = 80  # characters of a text that name it in a list of gaps

MOST_WORDS = 1_000_000  # characters that a page from the web may have: a book, or ten seconds of reading

READERS = ("rules", "llm", "both")

DOCKETS = (".html", ".htm", ".csv", ".json", ".jsonl")  # what is looked at in a folder of dockets

Progress = Callable[[str], None]
Read = tuple[list[Claim], list[Gap]]
Reader = Callable[[Text, Codebook], Read]


def web(agent: str | None = None, allowed: Iterable[str] = (), pictures: bool = False) -> Web:
    """Who fetches pages: under the name ``agent``, else that in RECUSANT_AGENT; also from the hosts ``allowed`` though they are not
    public; with ``pictures`` of them.

    Certificates are checked against the authorities of the file SSL_CERT_FILE, where that is set.
    """
    agent = agent or os.environ.get("RECUSANT_AGENT") or Asking.agent
    return Web(Asking(agent, tuple(allowed), os.environ.get("SSL_CERT_FILE") or None, pictures))


def page_of(fetched: Fetched, book: Codebook) -> Text:
    """A fetched page as a text. Whatever it says of itself, its address is the one it was found at."""
    (text,) = _texts(fetched.source, book)
    if len(text.body) > MOST_WORDS:
        raise BadSource(f"the page has over {MOST_WORDS:,} characters of text", file=fetched.url, mend="save the part you need as .txt")
    return replace(text, source=replace(text.source, url=fetched.url))


def text_of(file: str, book: Codebook, said_on: date | None = None, lang: str | None = None, by: Web | None = None) -> Text:
    """One document (a path, an address, or - for standard input) as a text; what the user says of day and language goes before what
    the text says.
    """
    if is_address(file):
        found: Text | BadInput = page_of((by or web()).fetch(file), book)
    elif file == "-":
        found = Text(Source.of(data := sys.stdin.buffer.read(), "standard input"), _utf8(data, "standard input"))
    else:
        found = next(texts_of(Path(file), book))
    if isinstance(found, BadInput):
        raise found
    source = found.source
    if not found.body.strip():
        raise BadInput("holds nothing to read", file=source.name, mend="give an article: a file, an address, or a text piped in")
    return replace(found, source=replace(source, published=said_on or source.published, lang=lang or source.lang))


def texts_of(path: Path, book: Codebook, captured: str | None = None) -> Iterator[Text | BadInput]:
    """Every text below a path; what cannot be read comes out as the fault that says why, and does not stop the rest."""
    for source in collect(path, captured=captured):
        if isinstance(source, BadSource):
            yield source
            continue
        try:
            yield from _texts(source, book)
        except BadInput as fault:
            yield fault if source.name != source.url else _within(path, fault)


def _texts(source: Source, book: Codebook) -> list[Text]:
    """What is read of a source. Pages of dockets are turned away before anything is stored: they hold the names of the accused."""
    if (page := page_in(source)) and is_docket(page):
        what = "the page is a docket of a court, with names, and is not stored"
        raise BadSource(what, file=source.name, mend="save it, count such pages with `recusant dockets`, and add the table")
    return read(source, book)


def dockets_of(path: Path) -> Iterator[Docket | BadInput]:
    """What saved pages and exports of court sites below a path say of cases; what cannot be read comes out as the fault."""
    files = sorted(one for one in path.rglob("*") if one.suffix.lower() in DOCKETS) if path.is_dir() else [path]
    for file in files:
        try:
            yield read_docket(file.read_bytes(), str(file))
        except BadInput as fault:
            yield fault


def _within(path: Path, fault: BadInput) -> BadSource:
    """A fault of a page that lies in an archive: the file is that, and the page the place."""
    place = ", ".join(filter(None, (fault.file, fault.place)))
    return BadSource(fault.what, file=str(path), place=place, mend=fault.mend)


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

    A text in a language that is not read, or that gives no claim and seems to be in one, is one gap. Each quote has the number of its
    page or paragraph, where the document has such.
    """
    claims, gaps = _claims_of(text, book, read_text)
    if not text.part:
        return claims, gaps
    numbered = [replace(gap, quote=text.numbered(gap.quote)) for gap in gaps]
    return [replace(claim, quote=text.numbered(claim.quote)) for claim in claims], numbered


def _claims_of(text: Text, book: Codebook, read_text: Reader) -> Read:
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
    """Of the gaps of a text, with its name, that it is in a language that is not read, or what parts of it could not be read."""
    return (f"{text.source.name}: {gap.reason}" for gap in gaps if gap in text.gaps or gap.reason.startswith(FOREIGN))


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
