"""Channels exported by Telegram Desktop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recusant.collect import collect
from recusant.errors import BadSource
from recusant.records import Source

POSTS = [
    {"id": 1, "type": "service", "action": "create_channel", "text": ""},
    {"id": 2, "type": "message", "date": "2023-05-01T10:00:00", "text": "12 cases"},
    {"id": 3, "type": "message", "date": "2023-05-02T10:00:00", "text": ""},
    {"id": 4, "type": "message", "date": "2023-05-03T10:00:00", "text": ["13 ", {"type": "bold", "text": "cases"}]},
]


def export(path: Path, cut: int | None = None, **chat: Any) -> list[Source | BadSource]:
    known = {"name": "Новини", "type": "public_channel", "id": 77, **chat}
    path.write_text(json.dumps({**known, "messages": POSTS}, ensure_ascii=False, indent=1)[:cut], encoding="utf-8")
    return list(collect(path, captured="2026-01-01"))


def test_each_post_with_words_is_a_source_as_it_stands_there(tmp_path) -> None:
    posts = export(tmp_path / "result.json")
    assert [json.loads(post.data) for post in posts] == [POSTS[1], POSTS[3]]
    assert {(post.outlet, post.captured, post.media) for post in posts} == {("Новини", "2026-01-01", "application/x-telegram-post+json")}


@pytest.mark.parametrize(
    ("name", "outlet", "url"),
    [
        ("Новини", "Новини", "https://t.me/c/77/2"),
        ("Новини | @novyny", "Новини", "https://t.me/novyny/2"),
        ("@novyny", "https://t.me/novyny", "https://t.me/novyny/2"),
        (None, "https://t.me/c/77", "https://t.me/c/77/2"),
        ("Meduza", "Meduza", "https://t.me/c/77/2"),
    ],
)
def test_a_post_has_the_channel_and_the_address_that_the_export_tells(tmp_path, name: str | None, outlet: str, url: str) -> None:
    post = export(tmp_path / "result.json", name=name)[0]
    assert (post.url, post.name, post.outlet) == (url, url, outlet)


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "public_supergroup", "saved_messages", "private_channel", None])
def test_what_people_say_in_private_is_refused(tmp_path, kind: str | None) -> None:
    (fault,) = export(tmp_path / "result.json", type=kind)
    assert isinstance(fault, BadSource) and "only public channels are read" in str(fault)


def test_an_export_that_is_cut_off_gives_what_is_whole(tmp_path) -> None:
    post, fault = export(tmp_path / "result.json", cut=-60)
    assert json.loads(post.data) == POSTS[1] and "a post is cut off or damaged" in str(fault)


def test_a_damaged_post_loses_no_other(tmp_path) -> None:
    path = tmp_path / "result.json"
    export(path)
    path.write_text(path.read_text(encoding="utf-8").replace('"12 cases"', '"12 "cases"'), encoding="utf-8")
    fault, post = collect(path)
    assert json.loads(post.data) == POSTS[3] and "result.json, character" in str(fault)
