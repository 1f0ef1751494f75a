"""Documents written for tests, as their programs write them."""

from __future__ import annotations

import io
import zipfile
import zlib
from email.message import EmailMessage

import docx

ODT_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:text>"
)


def pdf(*pages: str, filler: bytes = b"") -> bytes:
    """A PDF of pages with one or more lines each; a page without words is a picture that fills it. ``filler`` is drawn before."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\0\nendstream"
    objects.append(picture)
    kids = []
    for words in pages:
        drawn = b"".join(b"BT /F 12 Tf 50 %d Td (%s) Tj ET\n" % (700 - 14 * at, line.encode()) for at, line in enumerate(words.split("\n")))
        content = filler + (drawn if words else b"q 600 0 0 800 0 0 cm /P Do Q")
        objects += [
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>/XObject<</P 4 0 R>>>>/Contents %d 0 R>>"
            % (len(objects) + 1),
        ]
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % one for one in enumerate(objects, 1))
    return out + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (len(objects) + 1)


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A DOCX document of paragraphs and a table."""
    out, made = io.BytesIO(), docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    made.save(out)
    return out.getvalue()


def zipped(**parts: str | bytes) -> bytes:
    """A ZIP archive; in the names of its parts, __ is a / and _ a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def odt(body: str) -> bytes:
    """An OpenDocument text with such a body."""
    content = f"{ODT_HEAD}{body}</office:text></office:body></office:document-content>"
    return zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


def mail(words: str, *attached: tuple[str, bytes], html: str = "", **headers: str) -> bytes:
    """A message with attachments (name, bytes)."""
    made = EmailMessage()
    for name, value in {"From": "Some One <one@example.org>", "Date": "Mon, 26 Feb 2024 23:30:00 +0200", **headers}.items():
        made[name] = value
    made.set_content(words) if words else None
    if html:
        made.add_alternative(html, subtype="html")
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def bomb(size: int) -> bytes:
    """So many zero bytes, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()
