"""What stands in a dossier, and where."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recusant.dossier.bag import Content, bag
from recusant.records import Json

NAMES = {"record": "source.json", "text": "text.txt", "claims": "claims.jsonl", "gaps": "gaps.jsonl"}
README = """Sources, and what was read in them

This is a BagIt bag (RFC 8493). Any tool for such bags checks that no file was changed since it was made; so does, on the command
line, in this folder's parent: sha256sum -c manifest-sha256.txt

It is evidence for those who may see it, and not meant to be published: names of persons stand in it as the documents have them.

sources/ID/  one folder for each captured document
  document.*            the document, byte for byte
  capture-N.warc.gz     for a web page, the exchange with the site as it went over the network: request, response, headers, time,
                        IP address (WARC 1.1, ISO 28500); N is the number of its entry in the log
  picture-N.pdf         a picture of the page, where one was asked for: made by a browser that was offline, with scripts off, out of what
                        is in capture-N.warc.gz, where it stands as well
  source.json           what is known of it: address, outlet, language, day published, time of capture
  text.txt              its words, which the quotes of claims point into (start and end count Unicode code points)
  claims.jsonl          the claims as they were first read, each with its exact quote
  gaps.jsonl            numbers that were seen and not understood
  decisions.jsonl       what people decided about claims since, with who, when and why

log.jsonl  the log of captures of the whole collection, one entry a line, in the order of capture
  Each entry holds the SHA-256 digest of the line before it, without its line end, as "before". "data", "record", "text", "claims",
  "gaps" and "warc" are the SHA-256 digests of the files above, in this order: document, source.json, text.txt, claims.jsonl,
  gaps.jsonl, capture-N.warc.gz. "supersedes" names the version of the page before this one. Whoever noted down the digest of a
  line at some time can tell that nothing before it was changed since. The digest of the last line is
  {head}

stamps/NUMBER-entry-N.tsr  what a timestamp authority replied (RFC 3161) about line N of the log: that it, and so all before it,
  existed before the time in it. With the certificate of the authority, which is not in here, any tool for timestamps checks it:
  sed -n Np log.jsonl | tr -d '\\n' > line; openssl ts -verify -in stamps/NUMBER-entry-N.tsr -data line -CAfile CERTIFICATE

changes.jsonl  what changed in the figures of a page from one version to the next
proofs/        bounds and conflicts that follow from the claims, with the quotes that prove them; `recusant verify proofs` adds
               them up again
"""


@dataclass(frozen=True)
class Item:
    """One source as it goes into a dossier: its parts as the log tells of them, its exchanges by the numbers of their entries, and
    what people decided about its claims. ``pictures`` are those of its exchanges that have one.
    """

    id: str
    media: str
    parts: Mapping[str, bytes]
    warcs: Mapping[int, bytes]
    decisions: Sequence[Json]
    pictures: Mapping[int, bytes] = field(default_factory=dict)


Log = tuple[Iterable[str], str]  # its lines, and the last of them


def write(out: Path, items: Iterable[Item], log: Log, more: Mapping[str, bytes], about: Mapping[str, str]) -> Path:
    """Writes a dossier as a bag to a new folder: the sources, the whole log, and ``more`` files. ``about`` is said of the bag.

    Raises BadInput where the folder is there already, or cannot be written.
    """
    lines, last = log
    head = hashlib.sha256(last.encode()).hexdigest() if last else "none: nothing was captured"
    return bag(out, _files(items, lines, more, head), {**about, "Log-Digest-SHA256": head})


def _files(items: Iterable[Item], log: Iterable[str], more: Mapping[str, bytes], head: str) -> Iterator[tuple[str, Content]]:
    yield "README.txt", README.format(head=head).encode()
    yield "log.jsonl", (f"{line}\n".encode() for line in log)
    yield from sorted(more.items())
    for item in items:
        for name, data in _of(item):
            yield f"sources/{item.id}/{name}", data


def _of(item: Item) -> Iterator[tuple[str, bytes]]:
    ending = mimetypes.guess_extension(item.media.partition(";")[0]) or ""
    yield f"document{ending}", item.parts["data"]
    yield from ((name, item.parts[part]) for part, name in NAMES.items())
    yield from ((f"capture-{number}.warc.gz", data) for number, data in item.warcs.items())
    yield from ((f"picture-{number}.pdf", data) for number, data in item.pictures.items())
    yield "decisions.jsonl", "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in item.decisions).encode()
