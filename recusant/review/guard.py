"""What stands before every request: who asks, whether the browser was led here from elsewhere, how much may be sent, and what the
answer allows the browser to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recusant.errors import NotAllowed, NotEntered
from recusant.review.accounts import Session
from recusant.review.desk import UPLOAD, Desk
from recusant.review.rights import Person

COOKIE = "desk"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
}
SAFE = ("GET", "HEAD")


class TooMuch(Exception):
    """More was sent than may be."""


@dataclass(frozen=True)
class Visit:
    """One request's desk, and who asks: nobody, where they have not entered."""

    desk: Desk
    session: Session | None
    token: str | None

    def person(self, role: str) -> Person:
        """Who asks. Raises NotEntered where nobody is known, NotAllowed where they may not do what is for this role."""
        if self.session is None:
            raise NotEntered("nobody has entered, or the session has ended: log in")
        if not self.session.person.may(role):
            raise NotAllowed(f"this is for the role {role}, and {self.session.person.name} is {self.session.person.role}")
        return self.session.person

    def guarded(self, given: object) -> None:
        """Raises NotAllowed where a form does not bring the session's own mark along: somebody else's page may have sent it."""
        if self.session and not self.session.bearer and not compare_digest(str(given or ""), self.session.guard):
            raise NotAllowed("the form does not belong to this session: open the page again")


def visit_of(request: Request) -> Visit:
    """What the guard found out about a request."""
    found: Visit = request.scope["visit"]
    return found


class Guard:
    """Wraps the desk's pages. Nothing passes that comes under a strange name, from another site's page, or without end."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope["method"], headers)
        if refused:
            await PlainTextResponse(refused, 400, HEADERS)(scope, receive, send)
            return
        token, bearer = _token(headers)
        session = self._desk.accounts.session(token) if token else None
        if session and session.bearer != bearer:  # a program's token is no cookie, and a cookie no program's token
            session = None
        scope["visit"] = Visit(self._desk, session, token)
        await self._pass_on(scope, receive, send)

    def _refused(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if (host if not headers.get("host", "").endswith("]") else headers["host"]) not in self._desk.settings.hosts:
            return "The desk does not answer to this name. Mend: open it by the address that it was started with"
        origin = headers.get("origin")
        foreign = origin not in (None, "null") and origin.split("://")[-1] != headers.get("host")
        if method not in SAFE and (foreign or headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")):
            return "This was sent by a page of another site"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > UPLOAD:
            return f"More than {UPLOAD:,} bytes cannot be sent"
        return None

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        received, begun = 0, False

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > UPLOAD:
                raise TooMuch
            return message

        async def marked(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("cache-control", "no-store")
                if self._desk.settings.secure:
                    out["strict-transport-security"] = "max-age=31536000"
            await send(message)

        try:
            await self._app(scope, limited, marked)
        except TooMuch:
            if not begun:
                await PlainTextResponse(f"More than {UPLOAD:,} bytes cannot be sent", 400, HEADERS)(scope, receive, send)


def _token(headers: Headers) -> tuple[str | None, bool]:
    """The token of a session, and whether a program brought it."""
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and token:
        return token.strip(), True
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None, False
    return (cookie.value if cookie else None), False
