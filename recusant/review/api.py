"""The HTTP API: every view and every act of the pages as JSON, with its description in OpenAPI."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from recusant.errors import NotEntered, RecusantError
from recusant.records import Json
from recusant.review.acts import Act
from recusant.review.answers import EVERY, of_json, status_of
from recusant.review.guard import visit_of
from recusant.review.views import VIEWS, Row, plain

GUARD = "x-guard"  # the header in which a page's script brings its session's mark along; programs with a token need none
REFUSALS = {
    400: "refused before it was looked at", 401: "nobody has entered", 403: "not for this role", 404: "nothing of this id",
    409: "somebody else decided meanwhile", 422: "not what is needed", 503: "the ledger cannot be written",
}  # fmt: skip


def routes() -> list[Route]:
    """Every address of the API."""
    shown = [Route(f"/api{row.path}", _shown(row), methods=["GET"], name=f"api-{row.name}") for row in VIEWS.values()]
    done = [Route(f"/api/do/{act.name}", _done(act), methods=["POST"], name=f"api-{act.name}") for act in EVERY.values()]
    return [*shown, *done, Route("/api/openapi.json", _described, methods=["GET"])]


def refused(fault: RecusantError) -> JSONResponse:
    """A fault as JSON: what is wrong, where, and what would mend it."""
    told = {"fault": str(fault), "place": getattr(fault, "place", None), "mend": getattr(fault, "mend", None)}
    return JSONResponse(told, status_of(fault), {"www-authenticate": "Bearer"} if isinstance(fault, NotEntered) else None)


def _shown(row: Row) -> Any:
    async def answer(request: Request) -> Response:
        visit = visit_of(request)
        try:
            person = visit.person(row.role)
            asked = {**request.query_params, **request.path_params}
            return JSONResponse(await run_in_threadpool(lambda: plain(row.show(visit.desk, person, asked))))
        except RecusantError as fault:
            return refused(fault)

    return answer


def _done(act: Act) -> Any:
    async def answer(request: Request) -> Response:
        visit = visit_of(request)
        try:
            person = visit.person(act.role)
            visit.guarded(request.headers.get(GUARD))
            asked = of_json(await request.body(), act)
            return JSONResponse(await run_in_threadpool(act.do, visit.desk, person, asked))
        except RecusantError as fault:
            return refused(fault)

    return answer


async def _described(request: Request) -> Response:
    return JSONResponse(description())


def description() -> Json:
    """The API in OpenAPI 3.1, made from the rows that make its addresses."""
    needed, schemas = msgspec.json.schema_components([act.needs for act in EVERY.values()], ref_template="#/components/schemas/{name}")
    paths: Json = {f"/api{row.path}": {"get": _of_view(row)} for row in VIEWS.values()}
    paths |= {f"/api/do/{act.name}": {"post": _of_act(act, need)} for act, need in zip(EVERY.values(), needed, strict=True)}
    schemas["Fault"] = {
        "type": "object", "required": ["fault"],
        "properties": {"fault": {"type": "string"}, "place": {"type": ["string", "null"]}, "mend": {"type": ["string", "null"]}},
    }  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {"title": "Recusant, the desk", "version": "1", "description": (__doc__ or "").strip()},
        "security": [{"token": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _of_view(row: Row) -> Json:
    in_path = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in re.findall(r"{(\w+)}", row.path)]
    asks = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in row.asks]
    return {"operationId": row.name, "summary": _first(row.show.__doc__), "parameters": [*in_path, *asks], "responses": _responses()}


def _of_act(act: Act, need: Json) -> Json:
    body = {"required": True, "content": {"application/json": {"schema": need}}}
    return {"operationId": f"do-{act.name}", "summary": _first(act.do.__doc__), "requestBody": body, "responses": _responses()}


def _responses() -> Json:
    fault = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
    good = {"description": "done", "content": {"application/json": {"schema": {"type": "object"}}}}
    refusals = {str(status): {"description": why, "content": fault} for status, why in REFUSALS.items() if status != 400}
    return {"200": good, "400": {"description": REFUSALS[400], "content": {"text/plain": {"schema": {"type": "string"}}}}, **refusals}


def _first(words: str | None) -> str:
    return (words or "").strip().split("\n")[0]
