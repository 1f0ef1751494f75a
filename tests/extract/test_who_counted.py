"""Who counted: grammar tells it, and not who is known to count."""

import pytest

from recusant.extract import read_claims
from recusant.records import Claim, Source, Text

IN_COURTS = {
    "en": "345 desertion cases in Russian courts in 2024.",
    "ru": "в судах РФ 345 дел о дезертирстве за 2024 год.",
    "uk": "у судах РФ 345 справ про дезертирство за 2024 рік.",
}
VERSTKA = (
    ("en", "Mediazona's rival Verstka counted"),
    ("en", "Verstka, unlike Mediazona, found"),
    ("en", "Working with Mediazona, Verstka counted"),
    ("en", "Verstka – a partner of Mediazona – has counted"),
    ("ru", "«Верстка», бывший партнёр «Медиазоны», насчитала"),
    ("ru", "При помощи «Медиазоны» «Верстка» нашла"),
    ("ru", "Конкурент «Медиазоны», «Верстка», обнаружил"),
    ("uk", "«Верстка», яку критикує «Медіазона», нарахувала"),
    ("uk", "Колеги «Медіазони» з «Верстки» нарахували"),
)
MEDIAZONA = (
    ("en", "Verstka's rival Mediazona counted"),
    ("en", "Mediazona, which reads the sites of courts, has found"),
    ("en", "Sergei Smirnov of Mediazona counted"),
    ("ru", "«Медиазона», которую критикует «Верстка», насчитала"),
    ("ru", "Сергей Смирнов из «Медиазоны» насчитал"),
    ("uk", "«Верстка» пише про «Медіазону», яка нарахувала"),
)
OPEN = (
    ("en", "A rival of Mediazona counted"),
    ("en", "The BBC's analysis of Mediazona's data found"),
    ("en", "According to Mediazona, Verstka has tallied"),
    ("ru", "Издание, чьи данные оспаривает «Медиазона», насчитало"),
    ("ru", "«Верстка» пересчитала данные «Медиазоны» и насчитала"),
    ("uk", "Колишній співробітник «Медіазони» нарахував"),
)


def claim(lang: str, body: str) -> Claim:
    return read_claims(Text(Source.of(body.encode(), "text", lang=lang), body))[0][-1]


@pytest.mark.parametrize(("lang", "who"), VERSTKA)
def test_the_subject_counted_and_not_who_is_named_beside_it(lang: str, who: str) -> None:
    read = claim(lang, f"{who} {IN_COURTS[lang]}")
    assert (read.origin, read.via) == ("verstka", ())


@pytest.mark.parametrize(("lang", "who"), MEDIAZONA)
def test_who_is_known_to_count_is_still_heard(lang: str, who: str) -> None:
    assert claim(lang, f"{who} {IN_COURTS[lang]}").origin == "mediazona"


@pytest.mark.parametrize(("lang", "who"), OPEN)
def test_who_counted_is_not_sure_where_grammar_leaves_it_open(lang: str, who: str) -> None:
    assert claim(lang, f"{who} {IN_COURTS[lang]}").confidence < 0.9


def test_each_of_two_has_the_figure_behind_his_name() -> None:
    read = claim("ru", "«Медиазона» насчитала 300 дел о дезертирстве в судах РФ за 2024 год, а «Верстка» — 345.")
    assert (read.quantity.lo, read.origin) == (345, "verstka")


def test_a_sentence_that_tells_of_another_thing_leaves_the_next_open() -> None:
    read = claim("en", "Verstka reported. Mediazona counts the dead. Russian courts received 345 desertion cases in 2024.")
    assert read.confidence < 0.9
