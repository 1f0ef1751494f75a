"""What one court, unit or town counted is none of the whole country, and is not sure."""

from datetime import date

import pytest

from recusant.extract import extract
from recusant.records import Claim

ALONE = [
    ("en", "Mediazona has found that the Rostov garrison court received 224 AWOL cases in 2024."),
    ("en", "Mediazona: a court in Syktyvkar received 224 AWOL cases in 2024."),
    ("en", "The 155th brigade recorded 1,711 AWOL cases in 2024, the State Bureau of Investigation said."),
    ("en", "In occupied Donetsk courts handed down 71 AWOL verdicts in 2024, Mediazona found."),
    ("en", "KAZAN, Sept 19 – Russian courts have received 13,699 AWOL cases since mobilisation, Mediazona reported."),
    ("ru", "Южный окружной военный суд рассмотрел в 2024 году 61 дело о дезертирстве, пишет «Медиазона»."),
    ("ru", "Против военных одной части в Приморье в 2024 году возбудили 47 дел о самоволке, выяснила «Медиазона»."),
    ("ru", "В судах Твери и Тулы в 2024 году рассмотрели 123 дела о самоволке, сообщила «Медиазона»."),
    ("uk", "До Галицького районного суду Львова у 2024 році надійшло 84 справи про СЗЧ, за даними Опендатабот."),
    ("uk", "На засіданні у Львові адвокати заявили, що у 2024 році відкрито 2997 проваджень про СЗЧ, за даними Офісу генпрокурора."),
]
SURE = [
    ("en", "According to Mediazona, courts in the Rostov region received 224 AWOL cases in 2024.", "RU-ROS"),
    ("en", "According to Mediazona, garrison courts received 5,224 AWOL cases in 2024.", "RU"),
    ("ru", "По данным «Медиазоны», в суды в 2024 году поступило 5224 дела о самоволке.", "RU"),
    ("ru", "По данным «Медиазоны», в Екатеринбурге в 2024 году осудили 97 самовольщиков.", "RU-SVE"),
    ("uk", "За даними Офісу генпрокурора, до суду у 2024 році скеровано 5224 справи про СЗЧ.", "UA"),
]


def read(lang: str, text: str) -> list[Claim]:
    """The claims of a text printed at the end of 2025."""
    return extract(text, lang=lang, said_on=date(2025, 11, 30))


@pytest.mark.parametrize(("lang", "text"), ALONE)
def test_what_one_court_unit_or_town_counted_is_not_sure(lang: str, text: str) -> None:
    claims = read(lang, text)
    assert claims and all(claim.confidence < 0.9 for claim in claims)


@pytest.mark.parametrize(("lang", "text", "place"), SURE)
def test_what_courts_counted_is_of_their_region_or_country(lang: str, text: str, place: str) -> None:
    assert [(claim.scope.place, claim.confidence >= 0.9) for claim in read(lang, text)] == [(place, True)]


def test_growth_is_no_town() -> None:
    claims = read("ru", "Рост дел о самоволке в Украине: в 2024 году Офис генпрокурора открыл 67 840 дел.")
    assert [claim.scope.place for claim in claims if claim.kind == "count"] == ["UA"]
