"""How an endpoint is asked: patiently, within a budget, never twice, and without showing the key (docs/ask.md)."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from recusant.ask.endpoint import LONGEST_PAUSE, MOST_BYTES, MOST_SILENT, TRIES
from recusant.errors import BadEndpoint, NotAnswered
from tests.ask.conftest import KEY, answered, closed, drip, never, said

QUESTION = ({"role": "system", "content": "Count."}, {"role": "user", "content": "Триста справ."})
TRUNCATED = '{"choices": [{"message": {"content": "{\\"claims'
HTML = "<!doctype html><title>Log in</title>"
ERROR = '{"error": {"message": "overloaded"}}'
BAD = {
    "garbage": said(body=b"\x00\xff\xfe"),
    "truncated": said(body=TRUNCATED),
    "a page": said(body=HTML, Content_Type="text/html"),
    "an error with status 200": said(body=ERROR),
    "no words": answered(None),
    "nested": said(body="[" * 100_000),
    "500": said(500),
    "503": said(503, HTML),
    "closed": closed,
    "shorter than it says": said(body="{}", Content_Length="100"),
}
LATE = {"never": never, "byte by byte": drip}


def test_a_good_answer_comes_back_as_it_is(server, endpoint) -> None:
    server.replies = [answered('{"claims": []}')]
    assert endpoint().ask(QUESTION) == '{"claims": []}'
    (body,) = server.asked
    assert body == {"model": "m", "messages": list(QUESTION), "temperature": 0, "response_format": {"type": "json_object"}}


def test_the_key_is_sent_and_none_where_there_is_none(server, endpoint) -> None:
    endpoint().ask(QUESTION)
    endpoint(key=None, model="another").ask(QUESTION)
    assert [headers.get("Authorization") for headers in server.headers] == [f"Bearer {KEY}", None]


@pytest.mark.parametrize("reply", BAD.values(), ids=BAD)
def test_a_bad_reply_is_tried_again_and_then_given_up(server, endpoint, reply) -> None:
    server.replies = [reply]
    with pytest.raises(NotAnswered, match="not answered"):
        endpoint().ask(QUESTION)
    assert len(server.asked) == TRIES


@pytest.mark.parametrize("reply", LATE.values(), ids=LATE)
def test_an_answer_that_does_not_come_in_time_is_given_up(server, endpoint, reply) -> None:
    server.replies = [reply]
    with pytest.raises(NotAnswered, match=r"no whole answer within 0\.1 seconds"):
        endpoint(timeout=0.1).ask(QUESTION)
    assert len(server.asked) == TRIES


def test_no_more_is_read_than_an_answer_can_have(server, endpoint) -> None:
    server.replies = [answered(" " * MOST_BYTES)]
    with pytest.raises(NotAnswered, match="more than 1,000,000 bytes"):
        endpoint().ask(QUESTION)


def test_a_fault_that_passes_is_forgotten(server, endpoint) -> None:
    server.replies = [said(500), said(body=TRUNCATED), closed, answered("well")]
    assert endpoint().ask(QUESTION) == "well"


def test_nobody_is_there(server, endpoint) -> None:
    with pytest.raises(NotAnswered, match="no connection"):
        endpoint(url="http://127.0.0.1:9/v1").ask(QUESTION)


def test_pauses_grow_and_are_spread(server, endpoint, waits) -> None:
    server.replies = [said(500)]
    with pytest.raises(NotAnswered):
        endpoint().ask(QUESTION)
    assert [0.5 * 2**at <= wait <= 1.5 * 2**at for at, wait in enumerate(waits)] == [True] * (TRIES - 1)


def test_who_asks_us_to_wait_is_waited_for(server, endpoint, waits) -> None:
    server.replies = [said(429, Retry_After="7"), answered("well")]
    assert endpoint().ask(QUESTION) == "well"
    assert waits == [7]


def test_the_time_to_come_back_may_be_a_time_of_day(server, endpoint, waits) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.replies = [said(503, Retry_After=soon), answered("well")]
    endpoint().ask(QUESTION)
    assert 20 < waits[0] <= 30


@pytest.mark.parametrize("asked", ["soon", "-5", "1e999", "nan", "²", "9" * 5000])
def test_a_time_that_is_none_is_passed_over(server, endpoint, waits, asked: str) -> None:
    server.replies = [said(429, Retry_After=asked.encode().decode("latin-1")), answered("well")]
    try:
        endpoint().ask(QUESTION)
    except NotAnswered as fault:
        assert "429" in fault.what  # it asks for longer than anybody waits
    assert all(wait <= 1.5 for wait in waits)


def test_nobody_is_waited_for_longer_than_a_while(server, endpoint, waits) -> None:
    server.replies = [said(429, Retry_After=str(int(LONGEST_PAUSE) + 1))]
    with pytest.raises(NotAnswered, match="429"):
        endpoint().ask(QUESTION)
    assert (len(server.asked), waits) == (1, [])


@pytest.mark.parametrize(("status", "setting"), [(401, "KEY"), (402, "KEY"), (403, "KEY"), (404, "MODEL"), (405, "URL"), (302, "URL")])
def test_what_no_other_question_would_mend_ends_the_run(server, endpoint, status: int, setting: str) -> None:
    server.replies = [said(status, f"bad key {KEY}", Location="https://elsewhere.example")]
    with pytest.raises(BadEndpoint, match=f"status {status}") as told:
        endpoint().ask(QUESTION)
    assert not isinstance(told.value, NotAnswered)
    assert setting in str(told.value) and len(server.asked) == 1


def test_an_endpoint_that_does_not_know_our_wishes_goes_without(server, endpoint) -> None:
    server.replies = [said(400), answered("well")]
    one = endpoint()
    assert one.ask(QUESTION) == "well"
    one.ask(QUESTION[1:])
    assert [sorted(body) for body in server.asked[1:]] == [["messages", "model"]] * 2


def test_a_question_that_is_refused_is_not_asked_again(server, endpoint) -> None:
    server.replies = [said(400)]
    with pytest.raises(NotAnswered, match="status 400"):
        endpoint().ask(QUESTION)
    assert len(server.asked) == 2  # with our wishes and without


def test_an_endpoint_that_is_down_ends_the_run(server, endpoint) -> None:
    server.replies = [said(500)]
    one = endpoint()
    for _ in range(MOST_SILENT - 1):
        with pytest.raises(NotAnswered):
            one.ask(QUESTION)
    with pytest.raises(BadEndpoint, match="in a row"):
        one.ask(QUESTION)


def test_a_second_run_asks_nothing(server, endpoint) -> None:
    server.replies = [answered("once"), answered("twice")]
    assert endpoint().ask(QUESTION) == "once"
    again = endpoint()
    assert again.ask(QUESTION) == "once"
    assert (len(server.asked), again.asked, again.kept, again.spent) == (1, 0, 1, 0)


def test_another_model_or_question_is_asked_anew(server, endpoint) -> None:
    endpoint().ask(QUESTION)
    endpoint(model="another").ask(QUESTION)
    endpoint().ask(QUESTION[1:])
    assert len(server.asked) == 3


@pytest.mark.parametrize("damaged", ["", "{", '{"answer": 5}', "[]", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_a_damaged_answer_is_asked_anew(server, endpoint, tmp_path, damaged: str) -> None:
    endpoint().ask(QUESTION)
    (kept,) = (tmp_path / "answers").iterdir()
    kept.write_text(damaged, encoding="latin-1")
    assert endpoint().ask(QUESTION) == "{}"
    assert len(server.asked) == 2 and kept.read_text() == '{"answer": "{}"}'


def test_answers_are_kept_for_their_owner_only(server, endpoint, tmp_path) -> None:
    endpoint().ask(QUESTION)
    (kept,) = (tmp_path / "answers").iterdir()
    assert (kept.parent.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o700, 0o600)


def test_no_more_is_asked_than_the_budget_pays_for(server, endpoint) -> None:
    server.replies = [answered("well", tokens=900)]
    one = endpoint(tokens=1000)
    for number in range(2):
        one.ask([{"role": "user", "content": f"{number}" * 150}])
    with pytest.raises(NotAnswered, match="the 1,000 tokens of this run are spent") as told:
        one.ask(QUESTION)
    assert "RECUSANT_LLM_TOKENS" in str(told.value)
    assert (one.spent, len(server.asked)) == (1800, 2)


@pytest.mark.parametrize("usage", [None, "many", -1, True, 1.5, [10], 10**4000])
def test_where_the_tokens_are_not_told_they_are_estimated(server, endpoint, usage) -> None:
    server.replies = [answered("x" * 300, tokens=usage)]
    one = endpoint()
    one.ask([{"role": "user", "content": "x" * 300}])
    assert one.spent == 200


def test_what_is_not_answered_may_have_cost_all_the_same(server, endpoint) -> None:
    server.replies = [closed]
    one = endpoint(tokens=250)
    with pytest.raises(NotAnswered, match="are spent"):
        one.ask([{"role": "user", "content": "x" * 300}])
    assert one.spent == 200


@pytest.mark.parametrize("reply", [said(500, KEY), said(401, KEY), said(400, KEY), closed])
def test_the_key_shows_in_no_error(server, endpoint, reply) -> None:
    server.replies = [reply]
    one = endpoint()
    with pytest.raises(BadEndpoint) as told:
        one.ask(QUESTION)
    assert KEY not in f"{told.value!r} {told.value} {told.value.__cause__!r} {one.settings!r} {one.summary}"


def test_the_key_is_not_kept_with_the_answers(server, endpoint, tmp_path) -> None:
    endpoint().ask(QUESTION)
    (kept,) = (tmp_path / "answers").iterdir()
    assert KEY not in kept.name + kept.read_text()


def test_without_httpx_it_says_how_to_get_it(endpoint, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(BadEndpoint, match=r"pip install 'recusant\[llm\]'"):
        endpoint()
