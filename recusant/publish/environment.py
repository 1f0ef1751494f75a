"""What every page is made with: templates filled with words. Everything printed goes through ``inert`` and is escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from recusant.publish.edition import Edition
from recusant.publish.figures import Figure
from recusant.publish.inert import cut, inert, language, squeezed, web_address
from recusant.publish.links import bound_link, claim_link, series_link
from recusant.publish.masking import Masks
from recusant.publish.proofs import exactly, proof_of, proof_of_conflict
from recusant.publish.series import days_of
from recusant.publish.words import Words
from recusant.records import Claim, Source


def rendered(template: str, edition: Edition, figures: Iterable[Figure], shown: Mapping[str, Any]) -> str:
    """A template as a whole page: style and script stand in it, so that nothing needs to be loaded.

    ``figures`` are those that its quotes belong to; ``shown`` is what else the template asks for.
    """
    environment = Environment(
        loader=PackageLoader("recusant.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cut": cut, "web_address": web_address, "lang": language, "squeezed": squeezed}
    environment.filters["masked"] = Masks(edition.book, edition.public).mask
    environment.globals |= {**_of_quotes(edition, figures), **shown}  # macros of other files see globals only
    style, script = _static("page.css"), _static("page.js")
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'"
    return environment.get_template(template).render(edition=edition, style=style, script=script, policy=policy)


def _of_quotes(edition: Edition, figures: Iterable[Figure]) -> dict[str, Any]:
    """What templates may ask of quotes and proofs."""
    of_claims: Mapping[str, Figure] = {claim.id: figure for figure in figures for claim in figure.claims}
    of_ours = (days_of, exactly, proof_of, proof_of_conflict, series_link, bound_link, claim_link)
    return {function.__name__: function for function in of_ours} | {
        "say": Words(edition.language, edition.book),
        "source_of": partial(_source_of, edition),
        "outlet_of": partial(_outlet_of, edition),
        "printed_by": partial(_printed_by, edition),
        "figure_of": of_claims.__getitem__,
    }


def _source_of(edition: Edition, claim: Claim) -> Source | None:
    return edition.sources.get(claim.source)


def _outlet_of(edition: Edition, claim: Claim) -> str:
    """Who printed a claim, by the name that its source gives, or the label of the origin."""
    source = _source_of(edition, claim)
    if source and source.outlet:
        return source.outlet
    return edition.book.label("origin", claim.outlet, edition.language)


def _printed_by(edition: Edition, figure: Figure) -> int:
    """In how many outlets a figure stands."""
    return len({_outlet_of(edition, claim) for claim in figure.claims})


def _harmless(value: object) -> object:
    """What templates print: plain text made inert; text that a template made is markup and stays as it is."""
    return inert(value) if type(value) is str else value


def _static(name: str) -> Markup:
    """A file of our own, put into the page as it is."""
    return Markup((resources.files("recusant.publish") / "static" / name).read_text(encoding="utf-8"))  # noqa: S704


def style() -> str:
    """The style sheet of the report, for other pages that shall look like it."""
    return str(_static("page.css"))


def _digest(text: str) -> str:
    """How a content security policy names the one style or script that it allows."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
