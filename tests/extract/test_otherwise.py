"""What is told beside a figure makes it another count than its words name: such claims wait for a person."""

from datetime import date

import pytest

from recusant.extract import read_claims
from recusant.records import Claim, Source, Text

EN, RU, UK = "According to Mediazona, ", "По данным «Медиазоны», ", "За даними Офісу генпрокурора, "
OTHERWISE = [
    ("en", EN + "appeal courts upheld 412 AWOL verdicts in 2024."),
    ("en", EN + "courts of appeal received 355 AWOL cases in 2024."),
    ("en", EN + "345 soldiers' AWOL sentences were overturned in 2024."),
    ("en", EN + "excluding AWOL, courts received 5,204 cases against soldiers in 2024."),
    ("en", "According to Eurostat, 1,204 Russians withdrew their asylum applications in Germany in 2024."),
    ("en", "The Prosecutor General's Office of Ukraine says 345 of the AWOL proceedings opened in 2023 went to court in 2025."),
    ("ru", RU + "в мае 2024 года в суды повторно поступили 412 дел о самовольном оставлении части."),
    ("ru", RU + "в 2024 году суды вынесли 345 оправдательных приговоров по делам о дезертирстве."),
    ("ru", RU + "в 2024 году суды получили 5204 дела против военных, не считая самовольного оставления части."),
    ("uk", UK + "у 2024 році зупинено 412 проваджень про СЗЧ."),
    ("uk", UK + "у 2024 році 345 засуджених за СЗЧ помилували."),
    ("uk", UK + "без урахування СЗЧ, у 2024 році відкрито 5204 провадження проти військових."),
]
PLAIN = [
    ("en", EN + "courts received 355 AWOL cases in 2024."),
    ("en", EN + "courts received 345 desertion cases in 2024, not counting AWOL."),
    ("en", EN + "courts received 345 AWOL cases in 2024 and overturned 12 verdicts."),
    ("ru", RU + "в 2024 году суды вынесли 345 приговоров по делам о дезертирстве."),
    ("uk", UK + "у 2024 році відкрито 412 проваджень про СЗЧ."),
]


def read(lang: str, body: str) -> list[Claim]:
    return read_claims(Text(Source.of(body.encode(), "told", lang=lang, published=date(2025, 9, 20)), body))[0]


@pytest.mark.parametrize(("lang", "body"), OTHERWISE)
def test_a_count_of_others_than_its_words_name_is_not_sure(lang: str, body: str) -> None:
    assert all(claim.confidence < 0.9 for claim in read(lang, body))


@pytest.mark.parametrize(("lang", "body"), PLAIN)
def test_the_same_count_plainly_told_is_sure(lang: str, body: str) -> None:
    assert read(lang, body)[0].confidence >= 0.9


def test_nothing_was_counted_of_days_to_come() -> None:
    (claim,) = read("uk", UK + "у 2026 році буде відкрито 290 123 провадження про СЗЧ.")
    assert claim.confidence < 0.9
