"""What every page is made with: templates filled with words. Everything printed goes through ``inert`` and is escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import resources
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from recusant.publish.edition import Edition
from recusant.publish.figures import Figure
from recusant.publish.inert import capital, cut, inert, language, squeezed, stopped, unbroken, web_address
from recusant.publish.links import Links, anchor, days_anchor
from recusant.publish.masking import Masks
from recusant.publish.proofs import exactly, proof_of, proof_of_conflict
from recusant.publish.series import days_of
from recusant.publish.words import Words
from recusant.records import Claim, Source

STYLE, SCRIPT = "style.css", "page.js"  # beside the data of a site, and within a page that stands alone
LINKED = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"


class _Compiled(BytecodeCache):
    """Templates compiled once for all languages."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class _Direct(Context):
    """Calls what a template calls as it stands. Nothing of ours asks for the context of the template, and to find that out at each
    call takes Jinja a fifth of the time of a site.
    """

    def call(self, called: Callable[..., Any], *args: Any, **parts: Any) -> Any:
        parts.pop("_loop_vars", None)
        parts.pop("_block_vars", None)
        return called(*args, **parts)


class _Plain(Environment):
    """Templates whose dots always mean attributes, never the keys of a dictionary, so that there is one way to look."""

    context_class = _Direct
    getattr = staticmethod(getattr)  # type: ignore[assignment]


class Shared:
    """What a function gave for the things of one page, for the other languages to take. A thing is told by which it is, not by what it
    says, which would take longer to compare than to work out.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function, self._given = function, dict[tuple[object, ...], tuple[object, Any]]()

    def __call__(self, thing: object, *more: str) -> Any:
        key = (id(thing), *more)
        if key not in self._given:
            self._given[key] = thing, self._function(thing, *more)  # what is held keeps its id
        return self._given[key][1]

    def forget(self) -> None:
        self._given.clear()


class _Kept:
    """What macros made of a claim, or of nothing, which comes out the same wherever it stands: most quotes stand in many proofs."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], str] = {}

    def of_claim(self, macro: Macro, claim: Claim, *more: object) -> str:
        key = (macro.name, claim.id, *more)
        if key not in self._made:
            self._made[key] = macro(claim, *more)
        return self._made[key]

    def once(self, macro: Macro) -> str:
        if (macro.name,) not in self._made:
            self._made[(macro.name,)] = macro()
        return self._made[(macro.name,)]


class Press:
    """Fills templates for an edition, in its language. ``figures`` are those that quotes belong to; ``shown`` all templates may use."""

    def __init__(self, edition: Edition, figures: Iterable[Figure], masks: Masks, shown: Mapping[str, Any]) -> None:
        self._environment = _Plain(
            loader=PackageLoader("recusant.publish"),
            bytecode_cache=COMPILED,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_harmless,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._links = Links(edition.language)
        self._environment.filters |= {"cut": cut, "web_address": web_address, "lang": language, "squeezed": squeezed}
        self._environment.filters |= {"capital": capital, "stopped": stopped, "unbroken": unbroken}
        self._environment.filters["masked"] = masks.mask
        # Macros of other files see globals only.
        self._environment.globals |= {**_of_quotes(edition, figures), "edition": edition, "links": self._links, **shown}
        self._environment.globals |= {"kept": (kept := _Kept()).of_claim, "once": kept.once}

    def alone(self, template: str) -> str:
        """A page that stands alone: style and script stand in it, so that nothing needs to be loaded."""
        style, script = (Markup(static(name)) for name in (STYLE, SCRIPT))  # noqa: S704
        policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'; form-action 'none'"
        return self._environment.get_template(template).render(style=style, script=script, policy=policy)

    def page(self, name: str, template: str, shown: Mapping[str, Any]) -> str:
        """A page of the site by its name in the folder of the language; style and script are loaded from the folder of the data."""
        self._links.page = name
        return self._environment.get_template(template).render(style=None, policy=LINKED, **shown)

    def part(self, template: str, macro: str, *told: Any) -> str:
        """What a macro makes for the page that was made last."""
        return str(getattr(self._environment.get_template(template).module, macro)(*told))


def static(name: str) -> str:
    """A file of our own that goes into the page or beside it as it is."""
    return (resources.files("recusant.publish") / "static" / name).read_text(encoding="utf-8")


def _of_quotes(edition: Edition, figures: Iterable[Figure]) -> dict[str, Any]:
    """What templates may ask of quotes and proofs."""
    of_claims: Mapping[str, Figure] = {claim.id: figure for figure in figures for claim in figure.claims}
    of_ours: tuple[Callable[..., Any], ...] = (days_of, exactly, proof_of, proof_of_conflict, days_anchor, anchor)
    return {function.__name__: function for function in of_ours} | {
        "say": Words(edition.language, edition.book),
        "source_of": partial(_source_of, edition),
        "outlet_of": partial(_outlet_of, edition),
        "printed_by": partial(_printed_by, edition),
        "figure_of": of_claims.__getitem__,
        "family_of": edition.born.get,
        "claims": edition.reckoning.claims,
        "unreckoned": edition.unreckoned,
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


def style() -> str:
    """The style sheet of the report, for other pages that shall look like it."""
    return static(STYLE)


def _digest(text: str) -> str:
    """How a content security policy names the one style or script that it allows."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
