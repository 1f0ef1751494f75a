"""FollowTheMoney entities: documents, those who printed them, and those who counted, for tools that hold them against others."""

from __future__ import annotations

from recusant.publish.exports.tables import Shown
from recusant.publish.inert import inert, web_address
from recusant.records import Json, Source, identity

LANGUAGES = {"de": "deu", "en": "eng", "fr": "fra", "pl": "pol", "ru": "rus", "uk": "ukr"}  # ISO 639-3, as FollowTheMoney has them
KINDS = {"census": "counts all, by office", "tally": "counts what it can see", "estimate": "estimates"}


def entities(shown: Shown) -> list[Json]:
    """An entity for each source, outlet and origin, in a fixed order."""
    outlets = sorted({source.outlet for source in shown.sources if source.outlet})
    origins = sorted({claim.origin for claim in shown.claims})
    book = shown.edition.book
    found = [_document(source) for source in shown.sources]
    found += [_entity(_outlet(name), "Organization", name=name, sector="press") for name in outlets]
    for name in origins:
        notes = KINDS[book.counts_as(name)]
        found.append(_entity(identity("origin", [name]), "LegalEntity", name=shown.label("origin", name), notes=notes))
    return found


def _document(source: Source) -> Json:
    schema = "Article" if web_address(source.url) else "Document"
    known = {"title": source.title, "fileName": source.name, "sourceUrl": web_address(source.url), "publisher": source.outlet}
    known |= {"language": LANGUAGES.get(source.lang or ""), "mimeType": source.media.partition(";")[0]}
    known |= {"publishedAt": source.published.isoformat() if source.published else None, "retrievedAt": (source.captured or "")[:19]}
    known |= {"notes": f"SHA-256 {source.sha256}"}
    return _entity(source.id, schema, **known)


def _outlet(name: str) -> str:
    return identity("outlet", [name])


def _entity(identifier: str, schema: str, **known: str | None) -> Json:
    return {"id": inert(identifier), "schema": schema, "properties": {one: [inert(value)] for one, value in known.items() if value}}
