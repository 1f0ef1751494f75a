"""Files and folders become sources; files that hold many documents, one for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from recusant.collect import archive, mail, references, telegram
from recusant.collect.contents import MAIL, media_of
from recusant.errors import BadInput, BadSource
from recusant.records import Source

MOST_BYTES = 200_000_000


def collect(path: Path, *, captured: str | None = None) -> Iterator[Source | BadSource]:
    """The sources of a file or of a folder (all below it, in the order of names, hidden ones left out).

    One bad file, or one bad part of an archive, does not stop the others: it comes out as a BadSource that says why. The pages that
    a list of links names come out as NotFetched. ``captured`` is the time of capture that every source shall bear that does not tell
    its own. Raises BadInput where there is no such path.
    """
    if not path.exists():
        raise BadInput("no such file or folder", file=str(path), mend="check the spelling of the path")
    return _sources(path, captured)


def _sources(path: Path, captured: str | None) -> Iterator[Source | BadSource]:
    for file in _files(path):
        if isinstance(file, BadSource):
            yield file
            continue
        try:
            yield from _inside(file, captured)
        except BadSource as fault:
            yield fault
        except OSError as broken:
            yield _unreadable(file, broken)


def _files(path: Path) -> Iterator[Path | BadSource]:
    """Every file below, depth first. A linked folder is not entered: it might lead back here."""
    if not path.is_dir():
        yield path
        return
    try:
        inside = sorted(path.iterdir())
    except OSError as fault:
        yield _unreadable(path, fault)
        return
    for item in inside:
        if not item.name.startswith(".") and not (item.is_dir() and item.is_symlink()):
            yield from _files(item)


def _inside(file: Path, captured: str | None) -> Iterator[Source | BadSource]:
    """The document that a file is, or the documents that it holds."""
    name, ending = str(file), file.suffix.lower()
    if not S_ISREG(file.stat().st_mode):
        raise BadSource("neither a file nor a folder", file=name, mend="give a file")
    if name.lower().endswith(archive.ENDINGS):
        yield from archive.archived(file)
    elif ending == ".mbox":
        yield from mail.messages(file, captured)
    elif ending == ".json":
        yield from _of_json(_bytes(file), name, captured)
    elif ending == ".ris" or (ending == ".csv" and references.is_list(_bytes(file))):
        yield from references.linked(_bytes(file), ending, name)
    else:
        data = _bytes(file)
        source = Source.of(data, name, media=media_of(data, name), captured=captured)
        yield from mail.with_attachments(source) if source.media == MAIL else (source,)


def _of_json(data: bytes, name: str, captured: str | None) -> Iterator[Source | BadSource]:
    text = data.decode("utf-8-sig", "replace")
    if text.lstrip().startswith("["):
        yield from references.linked(data, ".json", name)
    elif telegram.is_export(text):
        yield from telegram.posts(text, name, captured)
    else:
        raise BadSource("this JSON is neither a Telegram channel nor a list of references (CSL)", file=name, mend=telegram.EXPORT)


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        raise BadSource(f"the file is larger than {MOST_BYTES:,} bytes", file=str(file), mend="split it")
    return file.read_bytes()


def _unreadable(path: Path, fault: OSError) -> BadSource:
    return BadSource(f"cannot be opened ({fault.strerror or fault})", file=str(path), mend="check that it is there and may be read")
