"""Exports: what lies beside the pages for other programs. Tables with a data package, JSON-LD, entities, a bibliography, pictures."""

from recusant.publish.exports.beside import exports, missing
from recusant.publish.exports.reviews import reviews_of_verdicts
from recusant.publish.exports.word import word_document

__all__ = ["exports", "missing", "reviews_of_verdicts", "word_document"]
