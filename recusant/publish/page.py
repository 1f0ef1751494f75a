"""A report -> the page: templates filled with words. Everything printed goes through ``inert`` and is escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from recusant.publish.chart import HEAD, HEIGHT, events_of, months_chart, totals_chart
from recusant.publish.figures import Figure
from recusant.publish.inert import cut, inert, language, web_address
from recusant.publish.links import bound_link, claim_link, series_link
from recusant.publish.proofs import exactly, proof_of, proof_of_conflict
from recusant.publish.report import Report
from recusant.publish.series import days_of, runs
from recusant.publish.words import Words
from recusant.records import Claim, Source


def page(report: Report) -> str:
    """The start page, whole: style and script stand in it, so that nothing needs to be loaded."""
    edition = report.edition
    environment = Environment(
        loader=PackageLoader("recusant.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cut": cut, "web_address": web_address, "lang": language}
    environment.globals |= _shown_by(report)
    style, script = _static("page.css"), _static("page.js")
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'"
    return environment.get_template("index.html").render(report=report, edition=edition, style=style, script=script, policy=policy)


def _shown_by(report: Report) -> dict[str, Any]:
    """What templates may ask."""
    figures = {claim.id: figure for figure in report.figures for claim in figure.claims}
    book, language = report.edition.book, report.edition.language
    of_ours = (days_of, runs, exactly, proof_of, proof_of_conflict, months_chart, totals_chart, series_link, bound_link, claim_link)
    return {function.__name__: function for function in of_ours} | {
        "say": Words(language, book),
        "events_of": partial(events_of, book=book),
        "source_of": partial(_source_of, report),
        "outlet_of": partial(_outlet_of, report),
        "printed_by": partial(_printed_by, report),
        "figure_of": figures.__getitem__,
        "claims": report.edition.reckoning.claims,
        "unreckoned": report.edition.unreckoned,
        "chart_head": HEAD,
        "chart_height": HEIGHT,
    }


def _source_of(report: Report, claim: Claim) -> Source | None:
    return report.edition.sources.get(claim.source)


def _outlet_of(report: Report, claim: Claim) -> str:
    """Who printed a claim, by the name that its source gives, or the label of the origin."""
    source = _source_of(report, claim)
    if source and source.outlet:
        return source.outlet
    origin = report.edition.book.origins.get(claim.outlet)
    return origin.label if origin else claim.outlet


def _printed_by(report: Report, figure: Figure) -> int:
    """In how many outlets a figure stands."""
    return len({_outlet_of(report, claim) for claim in figure.claims})


def _harmless(value: object) -> object:
    """What templates print: plain text made inert; text that a template made is markup and stays as it is."""
    return inert(value) if type(value) is str else value


def _static(name: str) -> Markup:
    """A file of our own, put into the page as it is."""
    return Markup((resources.files("recusant.publish") / "static" / name).read_text(encoding="utf-8"))  # noqa: S704


def _digest(text: str) -> str:
    """How a content security policy names the one style or script that it allows."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
