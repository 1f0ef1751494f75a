"""A report -> its page, in each language."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from recusant.publish.chart import HEAD, HEIGHT, events_of, months_chart, totals_chart
from recusant.publish.environment import rendered
from recusant.publish.report import Report
from recusant.publish.series import runs
from recusant.publish.words import LANGUAGES, Words


def page_name(language: str) -> str:
    """The file of the start page in a language."""
    return "index.html" if language == next(iter(LANGUAGES)) else f"index.{language}.html"


def page(report: Report, language: str) -> str:
    """The start page in a language, whole."""
    report = replace(report, edition=replace(report.edition, language=language))
    edition = report.edition
    shown = {
        "report": report,
        "claims": edition.reckoning.claims,
        "unreckoned": edition.unreckoned,
        "languages": LANGUAGES,
        "page_name": page_name,
        "runs": runs,
        "events_of": partial(events_of, say=Words(language, edition.book)),
        "months_chart": months_chart,
        "totals_chart": totals_chart,
        "chart_head": HEAD,
        "chart_height": HEIGHT,
    }
    return rendered("index.html", edition, report.figures, shown)
