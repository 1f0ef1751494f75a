"""A BagIt bag (RFC 8493): a folder with a digest of each file in it, as libraries and archives hand things over."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from recusant.errors import BadInput

Content = bytes | Iterable[bytes]  # of a file: whole, or piece by piece where it may be too large for memory
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag(out: Path, files: Iterable[tuple[str, Content]], about: Mapping[str, str]) -> Path:
    """Writes the files (names with / between folders) as a bag to a new folder and gives its path. ``about`` says what it is.

    It is made beside its place and moved there whole. Raises BadInput where the folder is there already, or cannot be written.
    """
    if out.exists():
        raise BadInput("there is something already", file=str(out), mend="name a new folder: evidence is not written over")
    unfinished = out.with_name(f"{out.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        manifest, size = dict[str, str](), 0
        for name, data in files:
            path = unfinished / "data" / name
            manifest[f"data/{name}"] = _written(path, data)
            size += path.stat().st_size
        lines = [*about.items(), ("Payload-Oxum", f"{size}.{len(manifest)}")]
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{name}: {words}\n" for name, words in lines),
            "manifest-sha256.txt": _manifest(manifest),
        }
        digests = {name: _written(unfinished / name, words.encode()) for name, words in tags.items()}
        _written(unfinished / "tagmanifest-sha256.txt", _manifest(digests).encode())
        unfinished.rename(out)
    except OSError as fault:
        where = str(fault.filename or out)
        raise BadInput(f"cannot be written ({fault.strerror})", file=where, mend="name a folder with room") from fault
    return out


def _written(path: Path, data: Content) -> str:
    """Writes one file and gives its digest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for piece in (data,) if isinstance(data, bytes) else data:
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
