"""How a request becomes what an act needs, and a fault becomes an answer: the same for pages and for programs."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.datastructures import FormData, UploadFile

from recusant.errors import BadInput, LedgerError, NotAllowed, NotEntered, NotFound, Overtaken, RecusantError
from recusant.review.acts import ACTS, Act
from recusant.review.editing import EDITS

EVERY = {**ACTS, **EDITS}
OF_FORMS = ("guard", "then", "place")  # fields of forms that are no part of an act
STATUSES: tuple[tuple[type[RecusantError], int], ...] = (
    (NotEntered, 401), (NotAllowed, 403), (NotFound, 404), (Overtaken, 409), (BadInput, 422), (LedgerError, 503), (RecusantError, 500),
)  # fmt: skip


def status_of(fault: RecusantError) -> int:
    """The status of HTTP that tells a fault."""
    return next(status for kind, status in STATUSES if isinstance(fault, kind))


def act_named(name: str) -> Act:
    """An act by its name in addresses. Raises NotFound."""
    if name not in EVERY:
        raise NotFound(f"there is no act {name!r}", mend="see the description of the API")
    return EVERY[name]


def of_json(body: bytes, act: Act) -> Any:
    """What an act needs, from JSON. Raises BadInput naming the place."""
    try:
        return msgspec.json.decode(body or b"{}", type=act.needs)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(f"not what {act.name} needs: {fault}", mend="see the description of the API") from None


async def of_form(form: FormData, act: Act) -> Any:
    """What an act needs, from a form: an empty field says nothing. Raises BadInput naming the field."""
    known = set(act.needs.__struct_fields__)
    given: dict[str, object] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            given |= {"name": value.filename or "", "data": await value.read()}
        elif name in known and value != "":
            given[name] = value.replace("\r\n", "\n")
        elif name not in known and name not in OF_FORMS:
            raise BadInput(f"there is no field {name[:40]!r}", mend="open the page again")
    return of_fields(given, act)


def of_fields(given: dict[str, object], act: Act) -> Any:
    """What an act needs, from the text of its fields."""
    try:
        return msgspec.convert(given, type=act.needs, strict=False)
    except msgspec.MsgspecError as fault:
        raise BadInput(f"a field is missing or wrong: {fault}", mend="fill it in") from None
