"""Posts of Telegram channels."""

from __future__ import annotations

import json
from datetime import date

import pytest

from recusant.errors import BadSource
from recusant.read import links_of
from recusant.read.telegram import read_post
from recusant.records import Source

POST = "application/x-telegram-post+json"


def post(text: object, **more: object) -> Source:
    return Source.of(json.dumps({"id": 2, "date": "2023-05-01T23:10:00", "text": text, **more}).encode(), "a", media=POST)


def test_a_post_is_its_words_whatever_they_look_like_and_its_day() -> None:
    text = read_post(post(["By May ", {"type": "bold", "text": "1,700"}, " cases."]))
    assert (text.body, text.source.published) == ("By May 1,700 cases.", date(2023, 5, 1))


@pytest.mark.parametrize(("edited", "day"), [("2023-05-01T23:50:00", date(2023, 5, 1)), ("2023-05-02T00:10:00", None)])
def test_a_post_edited_on_a_later_day_has_no_day(edited: str, day: date | None) -> None:
    assert read_post(post("12 cases.", edited=edited)).source.published == day


def test_a_post_links_to_what_is_written_and_to_what_lies_behind_words() -> None:
    pieces = ["See ", {"type": "link", "text": "https://a.example/1"}, {"type": "text_link", "text": "here", "href": "https://b.example/2"}]
    assert links_of(post(pieces)) == {"https://a.example/1", "https://b.example/2"}


def test_a_damaged_post_is_told() -> None:
    with pytest.raises(BadSource, match="the post is damaged"):
        read_post(Source.of(b'{"text": ', "a", media=POST))
