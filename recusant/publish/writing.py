"""Into a folder: each file at once, what would come out the same left as it is or taken from its file, and a digest of each file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from recusant.publish.portions import Before, Portions

SUMS = "SHA256SUMS"
BEFORE = "SHA256SUMS.before"  # the digests of the edition that is being replaced
MARK = '<meta name="stands-on" content="{}">'
FRAME = 4096  # bytes of a page within which its mark stands


class Folder:
    """An edition on its way into a folder. From ``begin`` to ``finish`` the digests of the one before stand under another name, and none
    of its own: a folder that has ``SHA256SUMS`` is whole.

    ``memory`` keeps one digest of how all its files were left: their own digests, sizes, times and places on the disk. Where they are
    so still, nobody has written to them since, and pages are not read again to see that they are as they were published. It also keeps,
    of the files that are made of portions, what each portion stands on and how long it is. What was remembered when files were made in
    another way (``making``) is forgotten.
    """

    def __init__(self, out: Path, memory: MutableMapping[str, str], making: str = "") -> None:
        self.out, self._sums, self._portions = out, dict[str, str](), dict[str, Portions]()
        self.before = digests_of(out / SUMS) or digests_of(out / BEFORE)
        self._memory, self._remembered, self._making = memory, f"edition in {out.resolve()}", making
        self._left = {name: self._state(name) for name in self.before}
        known: dict[str, Any] = json.loads(memory.get(self._remembered, "{}"))
        known = known if known.get("making") == making else {}
        self._untouched, self._known = known.get("left") == _told(self.before, self._left), known.get("portions", {})
        self._stood = {ground for held in self._known.values() for ground in held["grounds"]}
        self.whole = cache(self._whole)

    def _whole(self, name: str) -> bytes | None:
        """A file as the edition before left it; None where it is not so."""
        path = self.out / name
        data = path.read_bytes() if name in self.before and path.is_file() else None
        return data if data is not None and digest_of(data) == self.before[name] else None

    def portions(self, records: Sequence[Sequence[Any]], grounds: Sequence[str], files: Collection[str]) -> Portions:
        """Records as the portions of some files. Those that stand on what they stood on are in the files of the edition before, where all
        of these are as it left them.
        """
        name = " ".join(files)
        known, data = self._known.get(name, {}), {file: self.whole(file) for file in files}
        found = {file: held for file, held in data.items() if held is not None and self.before[file] == known.get("sums", {}).get(file)}
        before = Before(known["grounds"], known["starts"], known["lengths"], found) if len(found) == len(files) else Before()
        self._portions[name] = Portions(records, grounds, before)
        return self._portions[name]

    def begin(self) -> None:
        """From now on the folder holds no whole edition."""
        self.out.mkdir(parents=True, exist_ok=True)
        if (self.out / SUMS).exists():
            (self.out / SUMS).replace(self.out / BEFORE)

    def keeps(self, name: str, stands_on: str | None) -> bool:
        """Leaves a page that is as it was published and stands on the same; False where it must be written."""
        if stands_on is None or not self._left.get(name):
            return False
        if not (self._untouched and stands_on in self._stood) and not self._says(name, stands_on):
            return False
        self._sums[name] = self.before[name]
        return True

    def _says(self, name: str, stands_on: str) -> bool:
        """Whether a page is as it was published and says that it stands on the same."""
        path = self.out / name
        with path.open("rb", buffering=0) as file:
            if MARK.format(stands_on).encode() not in file.read(FRAME):
                return False
        return self._untouched or digest_of(path.read_bytes()) == self.before[name]

    def write(self, name: str, data: bytes, digest: str | None = None) -> None:
        """Writes a file, whose digest may be known."""
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
        self._sums[name], self._left[name] = digest or digest_of(data), self._state(name)

    def _state(self, name: str) -> tuple[int, ...]:
        """What tells that a file was written to, moved or replaced: the time of a change to it cannot be set back by hand."""
        try:
            found = (self.out / name).stat()
        except (OSError, ValueError):
            return ()
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

    def finish(self) -> None:
        """Takes away what only the earlier edition had, and writes the digests."""
        within = self.out.resolve()
        for name in self.before.keys() - self._sums.keys():
            if (path := within / name).resolve().is_relative_to(within):
                path.unlink(missing_ok=True)
        _replace(self.out / SUMS, digests_told(self._sums))
        (self.out / BEFORE).unlink(missing_ok=True)
        portions = {name: self._laid(held) for name, held in self._portions.items()}
        held = {"making": self._making, "left": _told(self._sums, self._left), "portions": portions}
        self._memory[self._remembered] = json.dumps(held)

    def _laid(self, held: Portions) -> dict[str, Any]:
        """How portions lie in their files."""
        sums = {file: self._sums[file] for file in held.lengths}
        return {"grounds": held.grounds, "starts": held.starts, "lengths": held.lengths, "sums": sums}


def _told(sums: Mapping[str, str], left: Mapping[str, tuple[int, ...]]) -> str:
    """A digest of how files were left."""
    return hashlib.sha256(repr([(name, sums[name], left[name]) for name in sorted(sums)]).encode()).hexdigest()


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(data).hexdigest()


def digests_told(sums: dict[str, str]) -> bytes:
    """Digests as ``sha256sum --check`` takes them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()


def digests_of(path: Path) -> dict[str, str]:
    """The digests that a file of them tells; none where it is not there."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    parts = (line.partition("  ") for line in lines)
    return {name: digest for digest, _, name in parts if name}


def _replace(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
