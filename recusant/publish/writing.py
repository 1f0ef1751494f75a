"""Into a folder: each file at once, pages that would come out the same left as they are, and a digest of each file."""

from __future__ import annotations

import hashlib
from pathlib import Path

SUMS = "SHA256SUMS"
BEFORE = "SHA256SUMS.before"  # the digests of the edition that is being replaced
MARK = '<meta name="stands-on" content="{}">'
FRAME = 4096  # bytes of a page within which its mark stands


class Folder:
    """An edition on its way into a folder. While it is, the digests of the one before stand under another name, and none of its own:
    a folder that has ``SHA256SUMS`` is whole.
    """

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out, self._sums = out, dict[str, str]()
        if (out / SUMS).exists():
            (out / SUMS).replace(out / BEFORE)
        self.before = digests_of(out / BEFORE)

    def keeps(self, name: str, stands_on: str | None) -> bool:
        """Leaves a page that is as it was published and says that it stands on the same; False where it must be written."""
        path, digest = self.out / name, self.before.get(name)
        if stands_on is None or digest is None or not path.is_file():
            return False
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != digest or MARK.format(stands_on).encode() not in data[:FRAME]:
            return False
        self._sums[name] = digest
        return True

    def write(self, name: str, data: bytes) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
        self._sums[name] = hashlib.sha256(data).hexdigest()

    def finish(self) -> None:
        """Takes away what only the earlier edition had, and writes the digests."""
        within = self.out.resolve()
        for name in self.before.keys() - self._sums.keys():
            if (path := within / name).resolve().is_relative_to(within):
                path.unlink(missing_ok=True)
        _replace(self.out / SUMS, digests_told(self._sums))
        (self.out / BEFORE).unlink(missing_ok=True)


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
