"""Who counted where two may have: a claim is not sure then."""

import pytest

from recusant.extract import read_claims
from recusant.records import Claim, Source, Text

EN, RU, UK = (
    "345 verdicts for desertion in Russia in May 2024",
    "345 приговоров за дезертирство в России в мае 2024 года",
    "345 вироків за дезертирство в Росії у травні 2024 року",
)
OPEN = (
    ("en", f"If Mediazona is right and Verstka wrong, there were {EN}."),
    ("en", f"Verstka: Mediazona got it wrong, there were {EN}."),
    ("en", f"Mediazona and Verstka disagree: the first counted {EN}, the second 300."),
    ("en", f"Verstka and Mediazona say there were {EN}."),
    ("en", f"Mediazona and Verstka both read the sites of courts. The outlet counted {EN}."),
    ("en", f"Meduza wrote of {EN}. Mediazona reported 120,000 dead."),
    ("en", f"The courts passed {EN}. Mediazona wrote about the new law."),
    ("en", f"The Institute for the Study of War, citing Verstka, wrote of {EN}. It noted that Mediazona's figures were higher."),
    ("ru", f"Если «Медиазона» права, а «Верстка» ошибается, было {RU}."),
    ("ru", f"Если верить «Верстке», а не «Медиазоне», было {RU}."),
    ("ru", f"По подсчётам «Верстки» и «Медиазоны», было {RU}."),
    ("ru", f"«Верстка» запросила данные у «Медиазоны». Она насчитала {RU}."),
    ("ru", f"«Медиазона» в апреле насчитала 300 приговоров. Адвокат Иван Петров рассказал, что вынесли {RU}."),
    ("uk", f"Хоч би хто мав рацію, «Верстка» чи «Медіазона», було {UK}."),
    ("uk", f"Спільний проєкт «Медіазони» та «Верстки» нарахував {UK}."),
    ("uk", f"«Медіазоні» довіряють не всі. За даними «Верстки», було {UK}."),
    ("en", "Ukrainian courts handed down 345 AWOL verdicts in 2024, the Prosecutor General's Office said."),
    ("ru", "Украинские суды вынесли 345 приговоров за СОЧ в 2024 году, сообщил Опендатабот."),
    ("en", f"Neither Mediazona nor Verstka confirmed {EN}."),
    ("ru", f"И «Медиазона», и «Верстка» написали: {RU}."),
    ("ru", f"Как «Верстка», так и «Медиазона» сообщают: {RU}."),
    ("uk", f"Ні «Медіазона», ні «Верстка» не підтвердили: {UK}."),
    ("uk", f"«Медіазона» більше не рахує. Було {UK}."),
)
SURE = (
    ("en", "verstka", f"Verstka wrote of {EN}, a number that Mediazona disputes."),
    ("en", "bamf", "BAMF rejected 345 asylum applications by Russians in Germany in 2023, RND reports."),
    ("ru", "verstka", f"«Верстка» утверждает, что было {RU}, с чем «Медиазона» не согласна."),
    ("uk", "verstka", f"«Верстка» стверджує, що було {UK}, але «Медіазона» заперечує це."),
    ("en", "mediazona", f"The BBC wrote, citing Mediazona, of {EN}."),
    ("en", "mediazona", f"The courts passed {EN}. The numbers come from Mediazona."),
    ("ru", "mediazona", f"Было {RU}. Такой итог подвела «Медиазона»."),
    ("ru", "verstka", f"По мнению «Верстки», было {RU}; «Медиазона» считает, что 300."),
    ("ru", "ogp_ua", "В 2024 году в Украине 345 дезертиров вернулись на службу, сообщил Офис генпрокурора."),
    ("uk", "mediazona", f"Не «Верстка», а «Медіазона» нарахувала {UK}."),
    ("uk", "ogp_ua", "У 2024 році в Україні 345 дезертирів повернулися на службу, повідомив Офіс генпрокурора."),
)
LISTS = (
    ("en", f"Mediazona:\n- {EN}\nVerstka:\n- 300 verdicts for desertion in Russia in May 2024"),
    ("ru", f"«Медиазона»:\n— {RU}\n«Верстка»:\n— 300 приговоров за дезертирство в России в мае 2024 года"),
    ("uk", f"«Медіазона»:\n— {UK}\n«Верстка»:\n— 300 вироків за дезертирство в Росії у травні 2024 року"),
)


def claims(lang: str, body: str) -> list[Claim]:
    return read_claims(Text(Source.of(body.encode(), "text", lang=lang), body))[0]


@pytest.mark.parametrize(("lang", "body"), OPEN)
def test_where_two_may_have_counted_the_claim_waits(lang: str, body: str) -> None:
    assert all(claim.confidence < 0.9 for claim in claims(lang, body) if "345" in claim.quote.text)


@pytest.mark.parametrize(("lang", "who", "body"), SURE)
def test_who_counted_is_still_sure_where_it_is_told(lang: str, who: str, body: str) -> None:
    claim = claims(lang, body)[0]
    assert (claim.origin, claim.confidence > 0.9) == (who, True)


@pytest.mark.parametrize(("lang", "body"), LISTS)
def test_the_heading_of_a_list_counted_what_stands_in_it(lang: str, body: str) -> None:
    assert [claim.origin for claim in claims(lang, body)] == ["mediazona", "verstka"]


def test_who_is_told_beside_a_figure_counted_that_one() -> None:
    first, second = claims(
        "en", "Verstka speaks of 300 verdicts for desertion in Russia in May 2024, fewer than the 345 Mediazona counted."
    )
    assert (first.confidence < 0.9, second.origin) == (True, "mediazona")
