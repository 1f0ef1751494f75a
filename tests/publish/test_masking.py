"""It counts; it does not name: what is published holds no name of a private person, in no file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recusant.codebook import load
from recusant.publish import Masks, publish
from recusant.records import Claim, Quote
from recusant.verify import verify_folder
from tests.publish.editions import edition, page_of, story

MASKS = Masks(load("refusal"))
NAMED = ["Ivan Petrenko", "Private Kovalenko", "рядового Сидорчука", "Олени Василівни Марчук", "П. Р. Захарченко"]
SECRETS = ["Petrenko", "Kovalenko", "Сидорчук", "Марчук", "Василівн", "Захарченко"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Иван Петров осуждён", "████ ██████ осуждён"),
        ("приговорил Ивана Сергеевича Петрова к 6 годам", "приговорил █████ ██████████ ███████ к 6 годам"),
        ("рядового Сидорова осудили", "рядового ████████ осудили"),
        ("the pilot Maxim Sidorenko flew over", "the pilot █████ █████████ flew over"),
        ("Sergeant Petrov got 5 years", "Sergeant ██████ got 5 years"),
        ("дело В. П. Сидоренко", "дело █. █. █████████"),
        ("Марина Иванова-Петрова", "██████ ███████-███████"),
    ],
)
def test_a_name_becomes_bars_of_its_length(text: str, masked: str) -> None:
    assert MASKS.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "According to Mediazona, 5,024 AWOL cases", "Anna Skorokhod says 290,000", "Президент Володимир Зеленський підписав закон",
        "Vladimir Oblast: 30 cases", "Office of the Prosecutor General", "12 Russians surrendered", "U.S. Army", "16 тис. справ у Києві",
        "Ивано-Франковская область", "Roman law", "More than 2,900 cases",
    ],
)  # fmt: skip
def test_who_counts_and_where_stays_readable(text: str) -> None:
    assert MASKS.mask(text) == text


def test_a_person_said_to_be_public_is_named() -> None:
    assert MASKS.mask("Ivan Petrenko") == "████ ████████"
    assert Masks(load("refusal"), ["Ivan Petrenko"]).mask("Ivan Petrenko, Ivan Sydorenko") == "Ivan Petrenko, ████ █████████"


@given(st.text(max_size=200))
def test_masking_keeps_the_length_and_masks_no_more_the_second_time(text: str) -> None:
    masked = MASKS.mask(text)
    assert len(masked) == len(text)
    assert MASKS.mask(masked) == masked


def _named(claim: Claim, number: int) -> Claim:
    text = f"{claim.quote.text}, among them {NAMED[number % len(NAMED)]}"
    return replace(claim, quote=Quote(claim.quote.start, claim.quote.start + len(text), text))


def test_no_file_holds_a_name_and_every_proof_still_adds_up(tmp_path: Path) -> None:
    claims = [_named(claim, number) for number, claim in enumerate(story())]
    sources = {source.id: replace(source, title=f"Trial of {NAMED[0]}") for source in map(page_of, ("Daily", "Herald", "Echo", "Tribune"))}
    folder = publish(edition(claims, sources=sources), tmp_path / "site").parent
    for file in (path for path in folder.rglob("*") if path.is_file()):
        text = file.read_bytes().decode("utf-8", "replace")  # test_exports_leaks.py reads what is packed
        assert [secret for secret in SECRETS if secret in text] == [], file.name
    assert "█" in (folder / "claims.jsonl").read_text(encoding="utf-8")
    assert not verify_folder(folder).refused


def test_a_preview_lists_each_name_once_for_each_place() -> None:
    claims = [_named(story()[0], 0), story()[1]]
    found = MASKS.found(claims, [replace(page_of("Daily"), title="Trial of Ivan Petrenko")])
    assert [one.words for one in found] == ["Ivan Petrenko", "Ivan Petrenko"]
    assert found[0].where == claims[0].id
