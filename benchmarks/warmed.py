"""Imported before runs are forked (see ``killed``): it loads the dictionaries and readers that a run needs, so that a run is killed in the
midst of its work and not while it loads them.
"""

from __future__ import annotations

from benchmarks.site import article
from recusant.extract import extract
from recusant.read import read_html
from recusant.records import Source

WORDS = "In 2023 Ukrainian prosecutors opened 17,658 cases of unauthorised absence."
PAGE = read_html(Source.of(article(WORDS).encode(), "warmed", media="text/html"))
CLAIMS = extract(PAGE.body, "en")
