"""Publish: a reckoning -> a folder with one page that works without server or network, and the data behind it."""

from recusant.publish.checked import checked_page
from recusant.publish.edition import Edition
from recusant.publish.environment import style
from recusant.publish.exports import Picture, missing, pictures_of, reviewed, word_document
from recusant.publish.folder import proof_files, publish
from recusant.publish.guarding import Guarded, guarded
from recusant.publish.inert import inert, unbroken
from recusant.publish.masking import Masked, Masks
from recusant.publish.sentences import cited, could_as_well, crossing_told, findings, mended, path_told, sentence
from recusant.publish.told import summed_up, told
from recusant.publish.words import LANGUAGES, Words

__all__ = [
    "LANGUAGES",
    "Edition",
    "Guarded",
    "Masked",
    "Masks",
    "Picture",
    "Words",
    "checked_page",
    "cited",
    "could_as_well",
    "crossing_told",
    "findings",
    "guarded",
    "inert",
    "mended",
    "missing",
    "path_told",
    "pictures_of",
    "proof_files",
    "publish",
    "reviewed",
    "sentence",
    "style",
    "summed_up",
    "told",
    "unbroken",
    "word_document",
]
