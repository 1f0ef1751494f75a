"""A file of gzip members one after the other (or of plain bytes) as one stream, read piece by piece and never whole.

The readers at hand hold a line in memory however long it is, and give a file up at the first damaged member. This one does neither.
"""

from __future__ import annotations

import zlib
from typing import IO

from recusant.collect.unpacked import GZIP, WINDOWS
from recusant.errors import BadSource

PIECE = 65_536
MEMBER = GZIP + b"\x08"  # how each member begins
FREE, MOST_TIMES = 100_000_000, 100  # bytes that may be unpacked in any case, and how many times the packed bytes


class Members:
    """The stream. ``name`` is told in faults."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self.name, self._packed = name, packed
        self._rest, self._found = packed.read(PIECE), bytearray()
        self._is_packed = self._rest.startswith(GZIP)
        self._part = zlib.decompressobj(WINDOWS["gzip"])
        self._taken, self._given, self._refused = len(self._rest), 0, False

    def read(self, most: int) -> bytes:
        """The next bytes: fewer than ``most`` only at the end. Raises BadSource where a member is damaged, or is a bomb."""
        while len(self._found) < most and (piece := self._piece()):
            self._found += piece
        return self._cut(most)

    def line(self, most: int) -> bytes:
        """The next line with its end, or as much of it as ``most`` bytes."""
        seen = 0
        while (at := self._found.find(b"\n", seen, most)) < 0 and len(self._found) < most:
            seen = len(self._found)
            if not (piece := self._piece()):
                break
            self._found += piece
        return self._cut(at + 1 if at >= 0 else most)

    def skip(self, length: int) -> int:
        """Passes over so many bytes; how many there were."""
        passed = 0
        while passed < length and (piece := self.read(min(PIECE, length - passed))):
            passed += len(piece)
        return passed

    def to_next_member(self) -> bool:
        """After damage: goes on where the next member seems to begin, where there is one. Plain bytes go on where they are."""
        if self._refused:
            return False
        self._part = zlib.decompressobj(WINDOWS["gzip"])
        while self._is_packed:
            at = self._rest.find(MEMBER, 1)
            if at > 0:
                self._rest = self._rest[at:]
                self._found.clear()
                return True
            kept = self._rest[-2:]
            if not self._more():
                return False
            self._rest = kept + self._rest
        return True

    def _cut(self, most: int) -> bytes:
        with memoryview(self._found) as whole:
            cut = bytes(whole[:most])
        del self._found[:most]
        return cut

    def _more(self) -> bool:
        """Takes the next packed bytes in the place of those that were used up; whether there are any."""
        self._rest = self._packed.read(PIECE)
        self._taken += len(self._rest)
        return bool(self._rest)

    def _piece(self) -> bytes:
        """Some more bytes, unpacked; none at the end."""
        while self._rest or self._more():
            if not self._is_packed:
                piece, self._rest = self._rest, b""
                return piece
            piece = self._unpacked()
            if piece:
                self._given += len(piece)
                if self._given > FREE + MOST_TIMES * self._taken:
                    self._refused = True
                    what = f"it unpacks to over {MOST_TIMES} times its size and was read no further"
                    raise BadSource(what, file=self.name, mend="get it again from where it comes from")
                return piece
        if self._is_packed and not self._part.eof:
            raise BadSource("it is cut off", file=self.name, mend="get it again, whole")
        return b""

    def _unpacked(self) -> bytes:
        """What the packed bytes at hand give, at most a piece; those after the end of a member wait for the next one."""
        if self._part.eof:
            self._part, self._rest = zlib.decompressobj(WINDOWS["gzip"]), self._rest.lstrip(b"\0")
        try:
            piece = self._part.decompress(self._rest, PIECE)
        except zlib.error as fault:
            raise BadSource(f"a part of it is damaged ({fault})", file=self.name, mend="get it again") from None
        self._rest = self._part.unused_data if self._part.eof else self._part.unconsumed_tail
        return piece
