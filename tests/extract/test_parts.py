"""A count of a part of its scope bounds the whole from below only: of a town, of officers, of long absences."""

from datetime import date

import pytest

from recusant.extract import extract

RU, UK = "подсчитала «Медиазона»", "повідомив Офіс генпрокурора"
PARTS = [
    ("en", "Russian courts convicted 97 officers of AWOL in 2024, Mediazona counted."),
    ("en", "In 2024 Russian courts received 97 AWOL cases against contract soldiers, Mediazona counted."),
    ("en", "In 2024 Russian courts received 97 cases of AWOL lasting more than a month, Mediazona counted."),
    ("en", "In 2024 Russian courts sentenced 97 soldiers to five years in prison or more for desertion, Mediazona counted."),
    ("en", "In 2024 Russian courts sentenced 97 soldiers to terms of more than five years for desertion, Mediazona counted."),
    ("ru", f"В 2024 году за СОЧ осудили 97 офицеров, {RU}."),
    ("ru", f"В 2024 году в суды поступило 97 дел о СОЧ продолжительностью больше месяца, {RU}."),
    ("uk", f"У 2024 році за СЗЧ засудили 97 офіцерів, {UK}."),
    ("uk", f"У 2024 році відкрили 97 справ про дезертирство нацгвардійців, {UK}."),
    ("en", "Courts in Yekaterinburg convicted 97 soldiers of AWOL in 2024, Mediazona counted."),
    ("ru", f"Новочеркасский гарнизонный суд в 2024 году получил 97 дел о СОЧ, {RU}."),
    ("uk", f"В Одесі за 2024 рік відкрили 97 справ про СЗЧ, {UK}."),
]
WHOLES = [
    ("en", "Russian courts convicted 97 soldiers of AWOL in 2024, Mediazona counted."),
    ("en", "In 2024 officers of the State Bureau of Investigation opened 97 cases of desertion."),
    ("en", "Russian courts convicted 97 paratroopers of desertion in 2024, Mediazona counted."),  # a category
    ("en", "Courts in the Sverdlovsk region convicted 97 soldiers of AWOL in 2024, Mediazona counted."),
    ("ru", f"В Ростовской области в 2024 году в суды поступило 97 дел о СОЧ, {RU}."),
    ("uk", f"В Одеській області за 2024 рік відкрили 97 справ про СЗЧ, {UK}."),
]


def ends(lang: str, text: str) -> list[tuple[int | float | None, int | float | None]]:
    """The ends of each count of a text printed at the end of 2025."""
    return [(claim.quantity.lo, claim.quantity.hi) for claim in extract(text, lang=lang, said_on=date(2025, 11, 30))]


@pytest.mark.parametrize(("lang", "text"), PARTS)
def test_a_count_of_a_part_has_no_upper_end(lang: str, text: str) -> None:
    assert ends(lang, text) == [(97, None)]


@pytest.mark.parametrize(("lang", "text"), WHOLES)
def test_a_count_of_the_whole_has_both_ends(lang: str, text: str) -> None:
    assert ends(lang, text) == [(97, 97)]


def test_a_ratio_of_a_town_is_not_surely_one_of_its_region() -> None:
    text = "Courts in Yekaterinburg convicted 97 soldiers of AWOL in 2024, Mediazona counted, three times as many as in 2023."
    assert [claim.confidence >= 0.9 for claim in extract(text, lang="en", said_on=date(2025, 11, 30))] == [True, False]
