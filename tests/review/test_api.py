"""The API as its own description tells it: whatever is sent, the desk answers as described and never breaks."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS

from recusant.review.answers import EVERY
from recusant.review.api import description
from recusant.review.app import desk_app
from recusant.review.pages import PAGES
from recusant.review.views import VIEWS

HELD = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def test_whatever_is_sent_is_answered_as_described(desk) -> None:
    headers = {"host": "testserver", "authorization": f"Bearer {desk.accounts.begin('Daria', bearer=True)}"}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", desk_app(desk), headers={"host": "testserver"})
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == len(VIEWS) + len(EVERY)
    for operation in operations:
        if operation.path != "/api/do/publish":  # it writes a whole report each time
            _ask(operation.as_strategy(), headers)


def _ask(cases, headers: dict[str, str]) -> None:
    @settings(max_examples=12, suppress_health_check=[*HealthCheck], phases=[Phase.generate], deadline=None, database=None)
    @given(cases)
    def ask(case) -> None:
        case.call_and_validate(headers=headers, checks=[CHECKS.get_one(name) for name in HELD])

    ask()


def test_the_description_names_all_that_the_pages_do() -> None:
    paths = description()["paths"]
    assert set(paths) == {f"/api{row.path}" for row in VIEWS.values()} | {f"/api/do/{name}" for name in EVERY}
    shown = {page.path.split("/")[1] for page in PAGES} - {"", "keys", "me"}
    assert shown <= {path.split("/")[2] for path in paths}
