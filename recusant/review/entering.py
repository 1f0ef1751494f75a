"""How somebody enters: by password, by passkey, or alone by the address that works once; and how they leave."""

from __future__ import annotations

from functools import partial
from hmac import compare_digest

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from recusant.errors import NotAllowed, NotEntered
from recusant.review.desk import Desk
from recusant.review.guard import COOKIE, visit_of
from recusant.review.passkeys import Place
from recusant.review.rendering import Renderer
from recusant.review.rights import READER


def routes(shown: Renderer) -> list[Route]:
    """The addresses that need nobody to have entered, but for making a passkey and leaving."""
    return [
        Route("/login", partial(_login, shown), methods=["GET", "POST"]),
        Route("/enter", _enter, methods=["GET"]),
        Route("/logout", _logout, methods=["POST"]),
        Route("/passkey/question", _question, methods=["POST"]),
        Route("/passkey/enter", partial(_by_passkey, shown), methods=["POST"]),
        Route("/passkey/make", _make_passkey, methods=["POST"]),
        Route("/passkey/drop", _drop_passkeys, methods=["POST"]),
    ]


async def _login(shown: Renderer, request: Request) -> Response:
    desk = visit_of(request).desk
    if request.method == "GET":
        return shown.page(request, "login.html", {"fault": None})
    async with request.form(max_files=0, max_fields=4) as form:
        name, password = str(form.get("name") or ""), str(form.get("password") or "")
    address = request.client.host if request.client else ""
    try:
        token = await run_in_threadpool(desk.accounts.enter, name, password, address)
    except NotAllowed as fault:
        return shown.page(request, "login.html", {"fault": fault}, 401 if isinstance(fault, NotEntered) else 429)
    return _entered(desk, token)


async def _enter(request: Request) -> Response:
    """The one-time address that the desk opens for who is alone at it. The second time it leads nowhere."""
    desk = visit_of(request).desk
    given, kept = request.query_params.get("token", ""), desk.entrance
    if kept is None or not compare_digest(given.encode(), kept.encode()):
        if visit_of(request).session:
            return RedirectResponse("/", 303)
        raise NotEntered("this address opens the desk once only: start the desk again for another")
    desk.entrance = None
    ((person, _),) = desk.accounts.people()
    return _entered(desk, desk.accounts.begin(person.name))


def _entered(desk: Desk, token: str) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=desk.settings.secure, path="/")
    return answer


async def _logout(request: Request) -> Response:
    visit = visit_of(request)
    async with request.form(max_files=0, max_fields=2) as form:
        visit.guarded(form.get("guard"))
    if visit.token:
        await run_in_threadpool(visit.desk.accounts.end, visit.token)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=visit.desk.settings.secure)
    return answer


async def _question(request: Request) -> Response:
    """What the browser asks the device: to make a passkey for who has entered, or to show one."""
    visit = visit_of(request)
    if visit.session is None:
        return JSONResponse(visit.desk.passkeys.ask_to_enter(_place(request)))
    visit.guarded(request.headers.get("x-guard"))
    return JSONResponse(visit.desk.passkeys.ask_to_make(visit.person(READER).name, _place(request)))


async def _by_passkey(shown: Renderer, request: Request) -> Response:
    desk = visit_of(request).desk
    async with request.form(max_files=0, max_fields=3) as form:
        mark, answer = str(form.get("mark") or ""), str(form.get("answer") or "")
    try:
        return _entered(desk, await run_in_threadpool(desk.passkeys.enter, mark, answer, _place(request)))
    except NotEntered as fault:
        return shown.page(request, "login.html", {"fault": fault}, 401)


async def _make_passkey(request: Request) -> Response:
    visit = visit_of(request)
    person = visit.person(READER)
    async with request.form(max_files=0, max_fields=4) as form:
        visit.guarded(form.get("guard"))
        mark, answer = str(form.get("mark") or ""), str(form.get("answer") or "")
    await run_in_threadpool(visit.desk.passkeys.make, person.name, mark, answer, _place(request))
    return RedirectResponse("/me", 303)


async def _drop_passkeys(request: Request) -> Response:
    visit = visit_of(request)
    person = visit.person(READER)
    async with request.form(max_files=0, max_fields=2) as form:
        visit.guarded(form.get("guard"))
    await run_in_threadpool(visit.desk.accounts.drop_keys, person.name)
    return RedirectResponse("/me", 303)


def _place(request: Request) -> Place:
    """The name and origin that the browser knows the desk by; the guard has held the name against those of the desk."""
    host = request.headers["host"]
    scheme = "https" if visit_of(request).desk.settings.secure else "http"
    return Place(host.rpartition(":")[0] or host, f"{scheme}://{host}")
