"""Files and folders become sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from recusant.collect.contents import media_of
from recusant.errors import BadInput, BadSource
from recusant.records import Source

MOST_BYTES = 200_000_000


def collect(path: Path, *, captured: str | None = None) -> Iterator[Source | BadSource]:
    """The sources of a file or of a folder (all below it, in the order of names, hidden ones left out).

    One bad file does not stop the others: it comes out as a BadSource that says why. ``captured`` is the time of capture that
    every source shall bear. Raises BadInput where there is no such path.
    """
    if not path.exists():
        raise BadInput("no such file or folder", file=str(path), mend="check the spelling of the path")
    return _sources(path, captured)


def _sources(path: Path, captured: str | None) -> Iterator[Source | BadSource]:
    for file in _files(path):
        try:
            yield file if isinstance(file, BadSource) else _source(file, captured)
        except BadSource as fault:
            yield fault


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


def _source(file: Path, captured: str | None) -> Source:
    name = str(file)
    try:
        if file.exists() and not file.is_file():
            raise BadSource("neither a file nor a folder", file=name, mend="give a file")
        if file.stat().st_size > MOST_BYTES:
            raise BadSource(f"the file is larger than {MOST_BYTES:,} bytes", file=name, mend="split it")
        data = file.read_bytes()
    except OSError as fault:
        raise _unreadable(file, fault) from None
    return Source.of(data, name, media=media_of(data, name), captured=captured)


def _unreadable(path: Path, fault: OSError) -> BadSource:
    return BadSource(f"cannot be opened ({fault.strerror or fault})", file=str(path), mend="check that it is there and may be read")
