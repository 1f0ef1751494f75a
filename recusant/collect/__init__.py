"""collect: a path or a web address becomes sources, each kept whole and addressed by its SHA-256."""

from recusant.collect.addresses import is_address
from recusant.collect.contents import media_of
from recusant.collect.files import collect
from recusant.collect.lists import Known, pages_of
from recusant.collect.warc import picture_in
from recusant.collect.web import Fetched, Settings, Web
from recusant.collect.wire import Limits

__all__ = ["Fetched", "Known", "Limits", "Settings", "Web", "collect", "is_address", "media_of", "pages_of", "picture_in"]
