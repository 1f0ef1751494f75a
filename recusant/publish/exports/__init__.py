"""Exports: what lies beside the pages for other programs. Tables with a data package, JSON-LD, entities, a bibliography, pictures."""

from recusant.publish.exports.beside import exports, missing, tables
from recusant.publish.exports.pictures import Picture, pictures_of
from recusant.publish.exports.reviews import reviewed
from recusant.publish.exports.word import word_document

__all__ = ["Picture", "exports", "missing", "pictures_of", "reviewed", "tables", "word_document"]
