"""Templates and words -> pages. Everything printed goes through ``inert`` and is escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from recusant.review.desk import Desk
from recusant.review.guard import visit_of
from recusant.review.readings import fields_of, reading_of
from recusant.review.standing import Claims
from recusant.review.views import plain
from recusant.review.words import LANGUAGES, Words, language_of

Label = Callable[[str], str]


class Renderer:
    """Renders a template in the language of whoever asks."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._words = desk, dict[tuple[str, int], Words]()
        self._environment = Environment(
            loader=PackageLoader("recusant.review"), autoescape=True, undefined=StrictUndefined, finalize=self._harmless,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._environment.filters["cut"] = lambda text, most: text if len(text) <= most else f"{text[:most].rstrip()} […]"
        self._environment.filters["unbroken"] = desk.rooms.unbroken
        self._environment.filters["squeezed"] = lambda text: " ".join(text.split())
        self._environment.globals |= {"files": self._files(), "languages": LANGUAGES, "or_none": _or_none, "options": self._options}
        self._environment.globals["fields_of"] = lambda claim: fields_of(reading_of(claim))

    def page(self, request: Request, template: str, shows: dict[str, Any], status: int = 200) -> Response:
        """A page, or a part of one where the template is a part."""
        visit = visit_of(request)
        language = language_of(request.cookies.get("language"), request.headers.get("accept-language", ""))
        person = visit.session.person if visit.session else None
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        say = self._say(language)
        around = {
            "say": say, "marks": say("quoted", quote="|").split("|"), "person": person,
            "guard": visit.session.guard if visit.session else "", "here": here,
            "path": request.url.path, "alone": self._desk.settings.alone, "part": request.headers.get("hx-request") == "true",
        }  # fmt: skip
        return HTMLResponse(self._environment.get_template(template).render(**{**around, **shows}), status)

    def overtaken(self, request: Request, shows: dict[str, Any], status: int) -> Response:
        """What somebody meant to decide beside what was decided meanwhile."""
        with self._desk.ledger() as held:
            claim = Claims(held).find(shows["name"])
            decisions = held.decisions(claim.id) if claim else []
        both = {"claim": claim, "decisions": decisions, "asked": plain(_told(shows["asked"]))}
        return self.page(request, "overtaken.html", {**shows, **both}, status)

    def _say(self, language: str) -> Words:
        """The words of a language with the labels of the codebook in use."""
        with self._desk.ledger() as held:
            standing = self._desk.standing(held)
        key = (language, standing.marks.codebooks)
        if key not in self._words:
            self._words[key] = Words(language, self._desk.rooms.words(language, standing.book))
        return self._words[key]

    def _harmless(self, value: object) -> object:
        return self._desk.rooms.inert(value) if type(value) is str else value

    def _options(self, values: Iterable[str], chosen: str | None, label: Label) -> Markup:
        """The choices of a field: hundreds in a page, the same in every one, so each is made once."""
        inert = self._desk.rooms.inert
        return Markup("".join([_option(value, label, inert)[value == chosen] for value in values]))  # noqa: S704 escaped one by one

    def _files(self) -> dict[str, str]:
        texts = {"page.css": self._desk.rooms.style} | {name: shipped(name) for name in ("desk.css", "desk.js", "htmx.min.js", "icon.svg")}
        return {name: f"/static/{hashlib.sha256(text.encode()).hexdigest()[:16]}/{name}" for name, text in texts.items()}


@cache
def shipped(name: str) -> str:
    """A style sheet or script of the desk."""
    return (resources.files("recusant.review") / "static" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=20_000)
def _option(value: str, label: Label, inert: Label) -> tuple[str, str]:
    """A choice, and the same chosen."""
    name, told = escape(inert(value)), escape(inert(label(value)))
    return f'<option value="{name}">{told}</option>', f'<option value="{name}" selected>{told}</option>'


@cache
def _or_none(label: Label) -> Label:
    """Labels of choices of which none may be chosen."""
    return lambda one: label(one) if one else "–"


def _told(asked: Any) -> dict[str, Any]:
    """What was filled in, without what is empty."""
    return {name: value for name in asked.__struct_fields__ if (value := getattr(asked, name)) not in ("", None, False)}
