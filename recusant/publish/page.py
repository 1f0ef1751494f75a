"""A report -> its page."""

from __future__ import annotations

from functools import partial

from recusant.publish.chart import HEAD, HEIGHT, events_of, months_chart, totals_chart
from recusant.publish.environment import rendered
from recusant.publish.report import Report
from recusant.publish.series import runs


def page(report: Report) -> str:
    """The start page, whole."""
    edition = report.edition
    shown = {
        "report": report,
        "claims": edition.reckoning.claims,
        "unreckoned": edition.unreckoned,
        "runs": runs,
        "events_of": partial(events_of, book=edition.book),
        "months_chart": months_chart,
        "totals_chart": totals_chart,
        "chart_head": HEAD,
        "chart_height": HEIGHT,
    }
    return rendered("index.html", edition, report.figures, shown)
