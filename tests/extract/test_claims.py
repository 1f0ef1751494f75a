"""Claims: the contract of extract, what is carried over, what is a gap, and texts made to break the reader."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recusant
from recusant.errors import BadInput
from recusant.extract import read_claims
from recusant.records import Claim, Gap, Source, Text
from tests.extract.conftest import Work

DAY = date(2025, 11, 30)
WORDS = ("desertion", "cases", "5", "2,900", "in 2023", "AWOL", "and", ",", "(", ")", ";", ":", "of them", "Mediazona", "said", "13%", "\n")


def read(body: str, lang: str = "en", **known: object) -> tuple[list[Claim], list[Gap]]:
    return read_claims(Text(Source.of(body.encode(errors="surrogatepass"), "text", lang=lang, **known), body))


def test_extract_needs_no_source_and_leaves_what_nobody_said_unattributed() -> None:
    (claim,) = recusant.extract("Russian courts received more than 2900 cases of desertion.", said_on=DAY)
    assert (claim.origin, claim.via, claim.said_on, claim.reader, claim.status) == ("unattributed", (), DAY, "rules", "suggested")
    assert (claim.quantity.lo, claim.quantity.hi, claim.quote.text) == (2901, None, "more than 2900 cases")


def test_the_language_is_told_from_the_text() -> None:
    (claim,) = recusant.extract("В 2024 году российские суды рассмотрели 339 дел о дезертирстве.")
    assert (claim.scope.measure, claim.scope.category, claim.quantity.stated) == ("cases_received", "art338", (339, 339))


def test_a_date_line_dates_the_text_and_is_no_window() -> None:
    (claim,) = recusant.extract("24 April 2024. Russian courts received 684 desertion cases.", lang="en")
    assert claim.said_on == date(2024, 4, 24)
    assert claim.scope.window.to_dict() == {"start": [None, None], "end": [None, "2024-04-24"]}


UNDATED = {
    "last year of the months named": ("За семь месяцев 2024 года открыли 370 дел о СОЧ, за весь прошлый год — 215.", date(2023, 1, 1)),
    "this year, of which the last year's months are told": (
        "За сім місяців року відкрили 5204 справи про СЗЧ, а за той самий період 2023-го — 2396.",
        date(2023, 1, 1),
    ),
    "a whole year tells no other": ("In 2023 courts received 5,517 AWOL cases, and last year 10,308.", None),
}


@pytest.mark.parametrize(("body", "begins"), UNDATED.values(), ids=UNDATED)
def test_an_undated_text_tells_its_own_years(body: str, begins: date | None) -> None:
    claims, _ = read(body, "en" if body.isascii() else "uk" if "і" in body else "ru")
    assert claims[-1].scope.window.start == (begins, begins)
    assert all(claim.confidence < 0.9 for claim in claims if claim.scope.window.supposed)


def test_a_claim_whose_year_is_only_supposed_waits_for_review() -> None:
    body = "Russian courts received 577 cases of desertion in May 2022, Mediazona counted. They received 210 cases of desertion in {}."
    sure, supposed = ([claim.confidence for claim in read(body.format(month))[0]][-1] for month in ("March 2022", "March"))
    assert sure >= 0.9 > supposed


def test_one_offence_has_an_article_in_each_country() -> None:
    russian, ukrainian = (read(f"{who} courts received 40 desertion cases.")[0][0] for who in ("Russian", "Ukrainian"))
    assert (russian.scope.category, ukrainian.scope.category) == ("art338", "art408")
    assert (russian.scope.place, ukrainian.scope.place) == ("RU", "UA")


def test_an_offence_of_one_country_is_not_counted_in_the_other() -> None:
    told = "Prosecutors in {} opened 40 cases of disobedience in May 2023."
    ((russian,), _), (ukrainian, (gap,)) = (read(told.format(place)) for place in ("Samara Oblast", "Vinnytsia Oblast"))
    assert (russian.scope.category, russian.scope.place, ukrainian, gap.quote.text) == ("art332", "RU-SAM", [], "40")


TWO_COUNTRIES = (
    "Russia opened 5,000 cases of desertion in 2024, Ukraine 60,000.",
    "In 2024 5,000 cases of desertion were opened in Russia and 60,000 in Ukraine.",
    "In 2024 the courts got 5,000 desertion cases in Russia; Opendatabot counted 60,000 cases of desertion in Ukraine.",
    "Russian courts received 5,000 desertion cases in 2024, while Ukrainian prosecutors opened 60,000 cases of desertion.",
    "В 2024 году в России возбудили 5000 дел о дезертирстве, а в Украине — 60 000.",
    "У Росії 2024 року відкрили 5000 справ про дезертирство, в Україні — 60 000.",
)


@pytest.mark.parametrize("body", TWO_COUNTRIES)
def test_a_sentence_of_two_countries_tells_each_its_own_figure(body: str) -> None:
    lang = "en" if body.isascii() else "uk" if "і" in body else "ru"
    told = {(claim.scope.place, claim.scope.category): claim.quantity.stated for claim in read(body, lang)[0]}
    assert told == {("RU", "art338"): (5000, 5000), ("UA", "art408"): (60_000, 60_000)}


def test_who_says_so_is_not_where_the_next_figure_is_counted() -> None:
    claims, _ = read("Russian courts received 5,000 desertion cases in 2024, said Ukraine's government, and 300 cases of absence.")
    assert [claim.scope.place for claim in claims] == ["RU", "RU"]


@pytest.mark.parametrize(("body", "place"), [("Courts in Moscow received", "RU-MOW"), ("Prosecutors in Kyiv opened", "UA-30")])
def test_courts_in_a_capital_are_those_of_the_city(body: str, place: str) -> None:
    ((claim,), _) = read(f"{body} 37 cases of desertion in May 2023.")
    assert claim.scope.place == place


def test_offences_joined_in_a_list_are_what_they_are_parts_of() -> None:
    ukrainian, russian = (read(f"{who} opened 500 cases of AWOL and desertion.")[0][0] for who in ("Ukraine", "Russia"))
    assert (ukrainian.scope.category, russian.scope.category) == ("art407_408", "refusal")


def test_a_window_since_the_beginning_of_an_event_starts_with_it() -> None:
    (claim,) = read("Russian courts got 2900 cases under articles tightened with the start of mobilisation: desertion, disobedience.")[0]
    assert claim.scope.window.start == (date(2022, 9, 21), date(2022, 9, 21))


SINCE = {
    "the day of an event": ("I Want to Live got 2,000 requests in May 2025 and 26,000 since the start of the project.", date(2022, 9, 18)),
    "a day that nobody told": ("Courts received 200 AWOL cases in May 2025, and 3,000 since the fund was set up.", None),
    "in Russian": ("«Хочу жить»: за месяц 2 тысячи обращений, всего с начала проекта — 26 тысяч.", date(2022, 9, 18)),
    "in Ukrainian": ("«Хочу жити»: за місяць 2 тисячі звернень, усього від початку проєкту — 26 тисяч.", date(2022, 9, 18)),
}


@pytest.mark.parametrize(("body", "begins"), SINCE.values(), ids=SINCE)
def test_a_count_since_something_has_not_the_days_of_the_count_before(body: str, begins: date | None) -> None:
    lang = "en" if "AWOL" in body or "Want" in body else "uk" if "і" in body else "ru"
    _, claim = read(body, lang, published=date(2025, 10, 1))[0]
    assert (claim.kind, claim.scope.window.start) == ("count", (begins, begins))


def test_days_behind_since_tell_when_something_was_and_not_what_is_counted() -> None:
    (claim,), _ = read("Russian courts got 300 desertion cases since the law was changed in May 2024.", published=date(2025, 10, 1))
    assert claim.scope.window.start == (date(2024, 5, 1), date(2024, 5, 31))
    assert claim.scope.window.end == (date(2024, 5, 1), date(2025, 10, 1))


def test_what_was_said_is_not_carried_into_a_new_paragraph() -> None:
    claims, gaps = read("In 2023 Mediazona counted 148 desertion cases.\n\nThe town built 12 schools. It has 40.")
    assert [claim.quote.text for claim in claims] == ["148 desertion cases"]
    assert [gap.quote.text for gap in gaps] == ["12", "40"]


def test_a_heading_holds_for_the_list_below_it() -> None:
    claims, _ = read("Desertion cases received by Russian courts in 2023\n- Moscow Oblast: 224\n- Samara Oblast: 117")
    assert [(claim.quantity.stated, claim.scope.place, claim.scope.category) for claim in claims] == [
        ((224, 224), "RU-MOS", "art338"),
        ((117, 117), "RU-SAM", "art338"),
    ]


MONTHS = [("en", "{} 2025: {}", "January March May June July"), ("ru", "{} — {},", "январь март май июнь июль")]


@pytest.mark.parametrize(("lang", "row", "months"), MONTHS)
def test_a_list_by_month_is_read_to_its_end_though_nothing_marks_its_lines(lang: str, row: str, months: str) -> None:
    head = {"en": "AWOL cases received by Russian courts, by month", "ru": "Дела о СОЧ, поступившие в суды в 2025 году"}[lang]
    rows = [row.format(month, count) for count, month in enumerate(months.split(), 911)]
    claims, gaps = read("\n".join([f"{head}:", *rows]), lang, published=DAY)
    assert [(claim.quantity.lo, claim.scope.window.start[0]) for claim in claims] == [
        (count, date(2025, month, 1)) for count, month in enumerate((1, 3, 5, 6, 7), 911)
    ]
    assert not gaps


def test_a_share_is_of_the_count_before_it() -> None:
    count, share = read("Opendatabot counted 19,922 desertion proceedings in 2024; only 3% led to suspicion.")[0]
    assert (share.kind, share.base, share.scope.measure) == ("ratio", count.scope, "suspects_notified")
    assert (share.quantity.lo, share.quantity.hi) == (0.025, 0.04)


def test_a_ratio_is_to_the_window_compared_with() -> None:
    (claim,) = read("In 2024 Ukraine opened four times as many AWOL cases as in 2023.")[0]
    assert claim.base is not None
    assert (claim.scope.window.exact, claim.base.window.exact) == (
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2023, 1, 1), date(2023, 12, 31)),
    )


A_YEAR_ON_ANOTHER = {
    "en": "In 2021 Ukraine opened 6,325 AWOL cases. 2022 itself was up 63% on 2021.",
    "ru": "В 2021 году на Украине открыли 6325 дел о дезертирстве. Сам 2022 год был на 63 % выше 2021-го.",
    "uk": "У 2021 році відкрили 6325 справ про дезертирство. Сам 2022 рік був на 63 % вищим за 2021-й.",
}


@pytest.mark.parametrize(("lang", "body"), A_YEAR_ON_ANOTHER.items())
def test_a_year_that_grew_on_another_is_set_against_it(lang: str, body: str) -> None:
    _, ratio = read(body, lang)[0]
    assert (ratio.quantity.stated, ratio.base and ratio.base.window.exact) == ((1.63, 1.63), (date(2021, 1, 1), date(2021, 12, 31)))
    assert ratio.scope.window.exact == (date(2022, 1, 1), date(2022, 12, 31))


ON_THE_SAME_PERIOD = {
    "en": "In January to May 2025 courts received 5,125 AWOL cases, a decrease of 12% on the same period.",
    "ru": "В январе–мае 2025 года суды получили 5125 дел о СОЧ, на 12 % меньше, чем за аналогичный период.",
    "uk": "У січні–травні 2025 року відкрили 5125 справ про СЗЧ, на 12 % менше, ніж за аналогічний період.",
}


@pytest.mark.parametrize(("lang", "body"), ON_THE_SAME_PERIOD.items())
def test_the_same_period_compared_with_is_that_of_the_year_before(lang: str, body: str) -> None:
    count, ratio = read(body, lang, published=DAY)[0]
    assert ratio.scope.window.exact == count.scope.window.exact == (date(2025, 1, 1), date(2025, 5, 31))
    assert ratio.base is not None and ratio.base.window.exact == (date(2024, 1, 1), date(2024, 5, 31))


def test_growth_in_percent_is_a_ratio_above_one() -> None:
    (claim,) = read("AWOL cases in Russia rose by 63% in 2022.")[0]
    assert claim.quantity.lo is not None
    assert claim.quantity.lo > 1.6


def test_dots_between_thousands_of_whole_things_are_read_as_such() -> None:
    (claim,) = read("Mediazona counted 18.159 AWOL cases.")[0]
    assert claim.quantity.stated == (18159, 18159)


def test_money_stands_only_for_a_measure_of_money() -> None:
    claims, _ = read("Kuzminov, who surrendered, received a reward of $500,000.")
    assert [(claim.kind, claim.scope.measure) for claim in claims] == [("amount", "reward_usd")]


@pytest.mark.parametrize("text", ["The army lost 500 tanks.", "Prices rose 5% in 2023.", "He deserted in May 2023 at 14:30, aged 28.", ""])
def test_other_texts_claim_nothing(text: str) -> None:
    assert read(text)[0] == []


def test_a_count_of_something_unknown_is_a_gap_that_says_so() -> None:
    _, (gap,) = read("Deserters burned 40 lorries.")
    assert (gap.quote.text, gap.reason) == ("40", "counts something that the codebook does not know")


@pytest.mark.parametrize("told", ["were not convicted of desertion", "refused to surrender", "may be convicted of desertion"])
def test_a_count_of_what_was_not_done_is_a_gap_that_says_so(told: str) -> None:
    claims, (gap,) = read(f"In May 2024 284 Russian soldiers {told}.")
    assert (claims, gap.quote.text) == ([], "284")
    assert gap.reason == "is told of what was not done, is not so or is only possible"


def test_what_is_said_beside_the_figure_is_surer_than_what_is_carried_over() -> None:
    said, carried = read("In 2023 Mediazona counted 9,059 AWOL cases. Desertion added 339.")[0]
    assert said.confidence > carried.confidence


SURE = {  # what it is unsure of, and what it is sure of
    "Московский гарнизонный суд рассмотрел в 2024 году 61 дело о самоволке, сообщила «Медиазона».":
        "Гарнизонные суды рассмотрели в 2024 году 61 дело о самоволке, сообщила «Медиазона».",
    "В 2023 году в ЕС подали 1,1 млн заявлений об убежище, на 18% больше, чем в 2022-м, сообщает EUAA.":
        "В 2023 году россияне подали в ЕС 1,1 млн заявлений об убежище, на 18% больше, чем в 2022-м, сообщает EUAA.",
}  # fmt: skip


@pytest.mark.parametrize(("unsure", "sure"), SURE.items())
def test_what_may_be_counted_of_a_part_or_of_others_too_waits_for_a_person(unsure: str, sure: str) -> None:
    assert all(claim.confidence < 0.9 for claim in read(unsure, "ru", published=DAY)[0])
    assert all(claim.confidence >= 0.9 for claim in read(sure, "ru", published=DAY)[0])


def test_a_language_without_rules_is_bad_input() -> None:
    with pytest.raises(BadInput, match="'xx'"):
        read("Desertion: 5 cases.", "xx")


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_words_in_any_order_are_read_without_fault(text: str) -> None:
    claims, gaps = read(text, published=DAY)
    assert all(text[one.quote.start : one.quote.end] == one.quote.text for one in (*claims, *gaps))
    assert all(0 <= claim.confidence <= 1 for claim in claims)


@settings(max_examples=100)
@given(st.text(max_size=300), st.sampled_from(("en", "ru", "uk")))
def test_any_text_is_read_without_fault(text: str, lang: str) -> None:
    read("desertion 5 " + text, lang)


def test_work_grows_no_faster_than_the_text(work: Work) -> None:
    words = "desertion (5 cases, and 40% of them in 2023 "
    read(words * 20)
    few, many = (work(lambda times=times: read(words * times)) for times in (50, 400))
    assert many < 8 * 1.5 * few


def test_since_a_month_in_an_undated_text_is_since_that_month_of_the_year_it_tells() -> None:
    told = "In the first seven months of 2024 Russian courts received 5,204 AWOL cases, says Mediazona. Since May it was 2,850 cases."
    claim = recusant.extract(told, "en")[1]
    assert claim.scope.window.start == (date(2024, 5, 1), date(2024, 5, 31))
    assert claim.confidence < 0.9
