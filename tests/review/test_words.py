"""The desk says the same in each of its languages."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from recusant.review.order import REASONS
from recusant.review.readings import Reading
from recusant.review.rights import ROLES
from recusant.review.words import LANGUAGES, language_of, table

PARTS = re.compile(r"{(\w+)}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_parts(language: str) -> None:
    english, own = table("en"), table(language)
    assert set(own) == set(english)
    parts, parts_in_english = ({name: sorted(PARTS.findall(str(each[name]))) for name in own} for each in (own, english))
    assert parts == parts_in_english
    assert {name: [*own[name]] for name in own if isinstance(own[name], dict)} == {
        name: [*english[name]] for name in own if isinstance(english[name], dict)
    }


def test_every_sentence_that_a_page_says_is_there_and_no_other() -> None:
    folder = resources.files("recusant.review") / "templates"
    pages = "".join(page.read_text(encoding="utf-8") for page in folder.iterdir() if page.name.endswith(".html"))
    said = set(re.findall(r"""say(?:\.list)?\(["'](\w+)["']""", pages)) | set(re.findall(r'"(\w+)" if \w[\w.]* else "\w+"\)', pages))
    said |= set(re.findall(r'else "(\w+)"\)', pages)) | {f"done_{status}" for status in table("en")["statuses"]}
    said |= {"queue", "conflicts", "sources", "origins", "codebook", "log", "quoted"}
    assert said - {"done_", "keys_on"} == set(table("en")) - {"keys_on"}


def test_roles_reasons_and_fields_have_their_words() -> None:
    words = table("en")
    assert [*words["roles"]] == [*ROLES]
    assert set(words["reasons"]) == set(REASONS)
    assert set(words["fields"]) == set(Reading.__struct_fields__)


@pytest.mark.parametrize(
    ("chosen", "accepted", "language"),
    [("ru", "en", "ru"), (None, "uk-UA,uk;q=0.9", "uk"), (None, "fr,ru;q=0.8", "ru"), ("xx", "fr", "en"), (None, "", "en")],
)
def test_the_language_is_the_chosen_one_or_that_of_the_browser(chosen: str | None, accepted: str, language: str) -> None:
    assert language_of(chosen, accepted) == language
