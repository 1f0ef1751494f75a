"""What is read from the environment, and what is refused before anything is sent (docs/ask.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from recusant.ask import Settings
from recusant.errors import BadEndpoint

GIVEN = {"RECUSANT_LLM_URL": "https://llm.example/v1/", "RECUSANT_LLM_MODEL": "m"}
WRONG = [
    ({"RECUSANT_LLM_URL": ""}, "RECUSANT_LLM_URL"),
    ({"RECUSANT_LLM_MODEL": " "}, "RECUSANT_LLM_MODEL"),
    ({"RECUSANT_LLM_URL": "llm.example"}, "not a web address"),
    ({"RECUSANT_LLM_URL": "file:///etc/passwd"}, "not a web address"),
    ({"RECUSANT_LLM_URL": "https://[::1"}, "not a web address"),
    ({"RECUSANT_LLM_URL": "https://host:x/v1"}, "not a web address"),
    ({"RECUSANT_LLM_URL": "https://me:secret@llm.example"}, "RECUSANT_LLM_KEY"),
    ({"RECUSANT_LLM_URL": "http://llm.example", "RECUSANT_LLM_KEY": "secret"}, "unencrypted"),
    ({"RECUSANT_LLM_KEY": "sec\nret"}, "copy it again"),
    ({"RECUSANT_LLM_KEY": "секрет"}, "copy it again"),
    ({"RECUSANT_LLM_TOKENS": "many"}, "RECUSANT_LLM_TOKENS"),
    ({"RECUSANT_LLM_TOKENS": "0"}, "RECUSANT_LLM_TOKENS"),
    ({"RECUSANT_LLM_TIMEOUT": "-3"}, "RECUSANT_LLM_TIMEOUT"),
]


def test_two_settings_are_enough() -> None:
    settings = Settings.of(GIVEN)
    assert (settings.url, settings.model, settings.key) == ("https://llm.example/v1/chat/completions", "m", None)
    assert settings.answers.parts[-2:] == ("recusant", "answers")


def test_all_may_be_set() -> None:
    more = {"RECUSANT_LLM_KEY": "k", "RECUSANT_LLM_TOKENS": "5000", "RECUSANT_LLM_TIMEOUT": "30", "RECUSANT_LLM_ANSWERS": "kept"}
    settings = Settings.of(GIVEN | more)
    assert (settings.key, settings.tokens, settings.timeout, settings.answers) == ("k", 5000, 30, Path("kept"))


@pytest.mark.parametrize(("other", "told"), WRONG)
def test_a_setting_at_fault_is_named_and_its_secret_is_not(other: dict[str, str], told: str) -> None:
    with pytest.raises(BadEndpoint, match="Mend: ") as fault:
        Settings.of(GIVEN | other)
    assert told in str(fault.value)
    assert "secret" not in str(fault.value) and "секрет" not in str(fault.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_key_may_go_unencrypted_to_this_computer(host: str) -> None:
    settings = Settings.of(GIVEN | {"RECUSANT_LLM_URL": f"http://{host}:8080/v1", "RECUSANT_LLM_KEY": "k"})
    assert settings.url == f"http://{host}:8080/v1/chat/completions"


def test_what_may_be_secret_in_an_address_is_not_shown() -> None:
    settings = Settings.of(GIVEN | {"RECUSANT_LLM_URL": "https://llm.example/v1/chat/completions?api-version=1&sig=s"})
    assert settings.url.endswith("sig=s") and settings.place == "https://llm.example/v1/chat/completions"
