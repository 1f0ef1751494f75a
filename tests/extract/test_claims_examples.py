"""What the examples beside each language say is claimed, word for word."""

import tomllib
from datetime import date

import pytest

from recusant.extract import read_claims
from recusant.extract.words.grammar import LANGUAGES
from recusant.extract.words.lexicon import languages
from recusant.records import Claim, Day, Source, Text

PRINTED = date(2025, 11, 30)


def printed(text: str, lang: str) -> Text:
    return Text(Source.of(text.encode(), "example", lang=lang, outlet="Example Post", published=PRINTED), text)


def described(claim: Claim) -> str:
    """A claim in the words of the examples."""
    kind = " ".join(filter(None, (claim.kind, claim.per and f"per {claim.per}", claim.direction, claim.rank)))
    scope, window = claim.scope, claim.scope.window
    days = f"{between(window.start)} to {between(window.end)}"
    return f"{claim.quote.text} | {kind} | {scope.measure} {scope.category} {scope.place} | {days} | {claim.origin}"


def between(days: tuple[Day, Day]) -> str:
    first, last = (day.isoformat() if day else "" for day in days)
    return first if first == last and first else f"{first}~{last}" if first or last else "?"


def examples() -> list[tuple[str, str, list[str]]]:
    found = []
    for lang in languages():
        table = tomllib.loads((LANGUAGES / lang / "claims.examples.toml").read_text(encoding="utf-8"))
        found += [(lang, text, said) for section in table.values() for text, said in section.items()]
    return found


@pytest.mark.parametrize(("lang", "text", "said"), examples())
def test_an_example_claims_what_it_says(lang: str, text: str, said: list[str]) -> None:
    assert [described(claim) for claim in read_claims(printed(text, lang))[0]] == said


@pytest.mark.parametrize(("lang", "text", "said"), examples())
def test_every_quote_is_its_span(lang: str, text: str, said: list[str]) -> None:
    claims, gaps = read_claims(printed(text, lang))
    assert all(text[one.quote.start : one.quote.end] == one.quote.text for one in (*claims, *gaps))
