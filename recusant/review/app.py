"""The web app: pages, forms and the API behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from recusant.errors import BadInput, NotEntered, NotFound, Overtaken, RecusantError
from recusant.review import api, entering
from recusant.review.answers import act_named, of_form, status_of
from recusant.review.desk import Desk
from recusant.review.guard import Guard, visit_of
from recusant.review.pages import PAGES, Page, asked_of
from recusant.review.previews import taken, would_read
from recusant.review.rendering import Renderer, shipped
from recusant.review.rights import EDITOR, READER, REVIEWER
from recusant.review.views import source_named
from recusant.review.words import LANGUAGES

SCRIPT, SHEET = "text/javascript", "text/css"
FILES = {"page.css": SHEET, "desk.css": SHEET, "desk.js": SCRIPT, "htmx.min.js": SCRIPT, "icon.svg": "image/svg+xml"}
STEP = 0.1  # seconds between two looks whether a decision was reckoned
STEPS = 30


def desk_app(desk: Desk) -> ASGIApp:
    """The whole app of a desk."""

    @asynccontextmanager
    async def alive(app: Starlette) -> AsyncIterator[None]:
        desk.reckoner.wake()
        yield
        await run_in_threadpool(desk.close)

    shown = Renderer(desk)
    pages = [Route(page.path, partial(_page, shown, page), methods=["GET"]) for page in PAGES]
    others = [
        Route("/do/{act}", partial(_act, shown), methods=["POST"]),
        Route("/preview/reading", partial(_preview, shown, "taken.html", REVIEWER, taken), methods=["GET"]),
        Route("/preview/words", partial(_preview, shown, "would.html", EDITOR, would_read), methods=["GET", "POST"]),
        *entering.routes(shown),
        Route("/language", _language, methods=["POST"]),
        Route("/next", _next, methods=["GET"]),
        Route("/sources/{id}/original", _original, methods=["GET"]),
        Route("/static/{mark}/{name}", partial(_file, desk), methods=["GET"]),
    ]
    faults: Any = {RecusantError: partial(_fault, shown), 404: partial(_missing, shown)}
    return Guard(Starlette(routes=[*others, *api.routes(), *pages], exception_handlers=faults, lifespan=alive), desk)


async def _page(shown: Renderer, page: Page, request: Request) -> Response:
    visit, asked = visit_of(request), asked_of(request)
    person = visit.person(page.role)
    if page.template == "effect.html":
        await _until_reckoned(visit.desk, asked["id"])
    return await run_in_threadpool(lambda: shown.page(request, page.template, page.show(visit, person, asked)))


async def _until_reckoned(desk: Desk, number: str) -> None:
    """Waits a little for a reckoning, without holding anybody up."""
    for _ in range(STEPS):
        if not number.isdigit() or len(number) > 12 or desk.reckoner.outcome(int(number)) or _before(desk, int(number)):
            return
        await anyio.sleep(STEP)


def _before(desk: Desk, number: int) -> bool:
    """Whether something was decided before the desk had reckoned for the first time."""
    since = desk.reckoner.since
    return since is not None and number <= since.decisions


async def _act(shown: Renderer, request: Request) -> Response:
    """A form: the act is done, and the browser led on to where the form says."""
    visit, act = visit_of(request), act_named(request.path_params["act"])
    person = visit.person(act.role)
    async with request.form(max_files=1, max_fields=60) as form:
        visit.guarded(form.get("guard"))
        asked = await of_form(form, act)
        then, claim = str(form.get("then") or "/"), str(form.get("claim") or form.get("of") or "")
    try:
        told = await run_in_threadpool(act.do, visit.desk, person, asked)
    except Overtaken as fault:
        shows = {"fault": str(fault), "asked": asked, "name": claim}
        return await run_in_threadpool(shown.overtaken, request, shows, status_of(fault))
    except BadInput as fault:
        return await run_in_threadpool(shown.page, request, "fault.html", {"fault": fault}, status_of(fault))
    if "token" in told:
        return await run_in_threadpool(lambda: shown.page(request, "me.html", {"token": told["token"], "published": False, "keys": 0}))
    if "decision" in told:
        then = f"{then}{'&' if '?' in then else '?'}{urlencode({'done': told['decision'], 'of': told['claim']['id']})}"
    elif told.get("source"):
        then = f"/sources/{told['source']}"
    elif told.get("known"):
        then = "/sources?known=1"
    return RedirectResponse(_local(then), 303)


async def _preview(shown: Renderer, template: str, role: str, look: Any, request: Request) -> Response:
    """A part of a page: what is filled in would mean this. Nothing is written."""
    visit = visit_of(request)
    visit.person(role)
    given = dict(request.query_params) if request.method == "GET" else {}
    if not given:
        async with request.form(max_files=0, max_fields=60) as form:
            visit.guarded(form.get("guard"))
            given = {name: str(value) for name, value in form.items()}
    return await run_in_threadpool(lambda: shown.page(request, template, look(visit.desk, given)))


async def _language(request: Request) -> Response:
    async with request.form(max_files=0, max_fields=4) as form:
        chosen, then = str(form.get("language")), str(form.get("then") or "/")
    answer = RedirectResponse(_local(then), 303)
    if chosen in LANGUAGES:
        secure = visit_of(request).desk.settings.secure
        answer.set_cookie("language", chosen, max_age=31536000, samesite="strict", secure=secure, path="/")
    return answer


async def _next(request: Request) -> Response:
    """Leads on to the claim to look at after another; what was just decided is told there."""
    visit, asked = visit_of(request), dict(request.query_params)
    person, after = visit.person(READER), asked.pop("after", "")

    def found() -> str | None:
        with visit.desk.ledger() as held:
            return visit.desk.next_for(person.name, visit.desk.seen(held, person), after)

    claim = await run_in_threadpool(found) or asked.get("of")
    return RedirectResponse(f"/claims/{quote(claim, safe='')}?{urlencode(asked)}" if claim else "/", 303)


async def _original(request: Request) -> Response:
    """A document as it was captured: to be saved, never shown as a page of the desk."""
    visit = visit_of(request)
    person = visit.person(READER)

    def kept() -> bytes:
        with visit.desk.ledger() as held:
            return held.source(source_named(visit.desk.seen(held, person).claims, request.path_params["id"]).id).data

    headers = {"content-disposition": f'attachment; filename="{request.path_params["id"][:40]}.bin"'}
    return Response(await run_in_threadpool(kept), media_type="application/octet-stream", headers=headers)


async def _file(desk: Desk, request: Request) -> Response:
    name = request.path_params["name"]
    if name not in FILES:
        raise NotFound(f"there is no file {name[:40]!r}")
    content = desk.rooms.style if name == "page.css" else shipped(name)
    return Response(content, media_type=FILES[name], headers={"cache-control": "public, max-age=31536000, immutable"})


async def _fault(shown: Renderer, request: Request, fault: Exception) -> Response:
    if isinstance(fault, NotEntered) and request.method == "GET":
        return RedirectResponse("/login", 303) if not visit_of(request).desk.settings.alone else _told(shown, request, fault)
    return await run_in_threadpool(_told, shown, request, fault)


def _told(shown: Renderer, request: Request, fault: Exception) -> Response:
    status = status_of(fault) if isinstance(fault, RecusantError) else 500
    return shown.page(request, "fault.html", {"fault": fault}, status)


async def _missing(shown: Renderer, request: Request, fault: Exception) -> Response:
    return PlainTextResponse("There is no such page.", 404)


def _local(address: str) -> str:
    """An address of the desk itself: nobody is led elsewhere."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address else "/"
