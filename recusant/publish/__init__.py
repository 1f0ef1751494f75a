"""Publish: a reckoning -> a folder with one page that works without server or network, and the data behind it."""

from recusant.publish.checked import checked_page
from recusant.publish.edition import Edition
from recusant.publish.environment import style
from recusant.publish.folder import proof_files, publish
from recusant.publish.inert import inert
from recusant.publish.masking import Masked, Masks
from recusant.publish.sentences import cited, could_as_well, crossing_told, findings, mended, path_told, sentence
from recusant.publish.words import Words

__all__ = [
    "Edition",
    "Masked",
    "Masks",
    "Words",
    "checked_page",
    "cited",
    "could_as_well",
    "crossing_told",
    "findings",
    "inert",
    "mended",
    "path_told",
    "proof_files",
    "publish",
    "sentence",
    "style",
]
