"""Packed bodies: unpacked piece by piece, and no further than a limit. A thousandth of a bomb is enough to know it."""

from __future__ import annotations

import zlib

from recusant.errors import BadSource

GZIP = b"\x1f\x8b"
WINDOWS = {"gzip": zlib.MAX_WBITS + 16, "x-gzip": zlib.MAX_WBITS + 16, "deflate": zlib.MAX_WBITS}
MOST_PARTS = 100  # of one body; each costs a pass over what is left
BY_HAND = "save it with a browser and add the file"
OFFERED = "gzip, deflate"  # what requests say that we unpack


def unpacked(data: bytes, packing: str, most: int, name: str) -> bytes:
    """The bytes of a body that a header says is packed. Raises BadSource where they are not, or are over ``most``."""
    packing = packing.strip().lower()
    if packing in ("", "identity") or not data:
        return data
    if packing not in WINDOWS:
        raise BadSource(f"it is packed with {packing[:40]}, which was not asked for", file=name, mend=BY_HAND)
    if packing == "deflate" and data[0] & 0x0F != 8:  # some servers leave out the head of the format
        return _all(data, -zlib.MAX_WBITS, most, name)
    return _all(data, WINDOWS[packing], most, name)


def _all(data: bytes, window: int, most: int, name: str) -> bytes:
    """Every part of it: a gzip file may be several, one after the other."""
    found = bytearray()
    for _ in range(MOST_PARTS):
        if not data:
            return bytes(found)
        part = zlib.decompressobj(window)
        try:
            found += part.decompress(data, most + 1 - len(found))
        except zlib.error as fault:
            raise BadSource(f"it is not packed as it says ({fault})", file=name, mend="try again later") from None
        if len(found) > most:
            raise BadSource(f"it unpacks to over {most:,} bytes", file=name, mend=BY_HAND)
        if not part.eof:
            raise BadSource("the packed body is cut off", file=name, mend="try again later")
        data = part.unused_data.lstrip(b"\0")
    raise BadSource(f"it is packed in over {MOST_PARTS} parts", file=name, mend=BY_HAND)
