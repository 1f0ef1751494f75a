"""collect: a path becomes sources, each kept whole and addressed by its SHA-256."""

from recusant.collect.contents import media_of
from recusant.collect.files import collect

__all__ = ["collect", "media_of"]
