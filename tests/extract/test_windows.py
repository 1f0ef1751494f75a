"""Windows: what the days that a text names come to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recusant.codebook import Event
from recusant.extract.times.windows import as_counted, said_day, windows
from recusant.records import Window

SAID = date(2024, 5, 10)
EVENTS = {"mobilisation": Event("mobilisation", "Mobilisation", date(2022, 9, 21), {"en": ("mobilisation",)})}
STARTS = ["since", "from", "by", "until", "before", "in", "first", "last", "next", "с", "за год"]
PERIODS = ["March", "2022", "3", "31", "5/5", "мая", "Monday", "Q4", "winter", "half of the year", "two months ago", "mobilisation"]
WORDS = [*STARTS, *PERIODS, "to", ",", "-", ".", "month", "the same period of"]


def one(text, lang="en", said_on=SAID):
    [window] = windows(text, lang, said_on, EVENTS)
    return window


def test_since_an_event_starts_on_its_day_and_ends_at_the_latest_on_publication():
    window = one("Courts received 2,900 cases since mobilisation.")
    assert window.start == (date(2022, 9, 21), date(2022, 9, 21))
    assert window.end == (date(2022, 9, 21), SAID)


def test_since_without_a_day_of_publication_has_no_end():
    assert one("Courts received 2,900 cases since mobilisation.", said_on=None).end == (None, None)


def test_an_end_alone_leaves_the_start_unknown():
    window = one("By 3 April courts had received 2,076 cases.")
    assert window.start == (None, None)
    assert window.end == (date(2024, 4, 3), date(2024, 4, 3))


def test_a_start_known_only_within_a_season_is_written_so():
    assert one("There were 300 since spring 2022.").start == (date(2022, 3, 1), date(2022, 5, 31))


def test_a_month_without_its_year_is_the_latest_that_has_begun():
    assert one("In October there were 300.").exact == (date(2023, 10, 1), date(2023, 10, 31))
    assert one("In May there were 300.").exact == (date(2024, 5, 1), date(2024, 5, 31))


def test_a_phrase_that_is_all_of_a_text_is_an_appointment_unless_it_stands_in_a_report():
    assert one("In March").exact == (date(2025, 3, 1), date(2025, 3, 31))
    [window] = windows("In March", "en", SAID, report=True)
    assert window.exact == (date(2024, 3, 1), date(2024, 3, 31))
    assert one("In March 300").exact == (date(2024, 3, 1), date(2024, 3, 31))


def test_a_month_after_a_year_in_the_same_sentence_is_of_that_year():
    assert windows("In 2022 there were many: 300 in March.", "en", SAID)[1].exact == (date(2022, 3, 1), date(2022, 3, 31))


@pytest.mark.parametrize(("said_on", "year"), [(None, 2022), (date(2024, 2, 5), 2023)])
def test_a_year_that_is_only_supposed_is_marked_so(said_on, year):
    named, supposed = windows("In May 2022 there were 500. There were 210 in March.", "en", said_on)
    assert (named.supposed, supposed.supposed, supposed.exact[0]) == (False, True, date(year, 3, 1))


def test_a_year_is_not_only_supposed_where_what_was_named_before_agrees():
    found = windows("In May 2023 there were 500. There were 210 in June.", "en", date(2024, 2, 5))
    assert [window.supposed for window in found] == [False, False]


def test_what_is_reckoned_from_an_unknown_day_is_a_window_with_unknown_ends():
    window = one("Last month there were 300.", said_on=None)
    assert (window.start, window.end) == ((None, None), (None, None))


def test_the_same_period_is_that_of_the_window_before():
    text = "In the first seven months of 2023 there were 300, in the same period of 2021 only two."
    assert windows(text, "en", SAID)[1].exact == (date(2021, 1, 1), date(2021, 7, 31))


def test_a_comparison_is_no_topic_to_come_back_to():
    text = "In 2023 there were 300, compared with 40 in 2021. Ten surrendered, more than the year before."
    assert windows(text, "en", SAID)[2].exact == (date(2022, 1, 1), date(2022, 12, 31))


def test_a_day_without_its_year_is_the_nearest_and_one_to_come_only_if_it_is_near():
    assert one("On 15 May courts hear twelve appeals.").exact == (date(2024, 5, 15), date(2024, 5, 15))
    assert one("On 20 October courts heard twelve appeals.").exact == (date(2023, 10, 20), date(2023, 10, 20))


def test_the_tense_of_the_sentence_tells_which_monday_is_meant():
    assert one("On Monday the court heard twelve men.").exact == (date(2024, 5, 6), date(2024, 5, 6))
    assert one("On Monday the court will hear twelve men.").exact == (date(2024, 5, 13), date(2024, 5, 13))
    assert one("They will appeal, the lawyer said on Monday.").exact == (date(2024, 5, 6), date(2024, 5, 6))


def test_feasts_move_with_the_calendar():
    assert [one(f"At Easter {year} ten fled.").exact[0] for year in (2022, 2023)] == [date(2022, 4, 17), date(2023, 4, 9)]
    assert one("At Thanksgiving ten fled.").exact == (date(2023, 11, 23), date(2023, 11, 23))


@pytest.mark.parametrize("text", ["İ" * 50, "they spoke of it and again of it, " * 9, "1 000 000 men, "])
def test_words_before_a_time_that_do_not_belong_to_it_change_nothing(text):
    window = one(f"{text} In the first half of 2023 there were 300.")
    assert window.exact == (date(2023, 1, 1), date(2023, 6, 30))
    assert window.span[0] == len(text) + 1


@pytest.mark.parametrize("end", ["", " $", ".", " x"])
def test_how_a_text_ends_changes_nothing_for_a_number_at_its_head(end):
    assert windows(f"2022 verdicts by the courts of the occupied part{end}", "en", date(2023, 5, 1)) == []


def test_a_span_counts_code_points():
    text = "🙂 «С мая 2023 года» 300"
    assert text[slice(*windows(text, "ru", SAID)[0].span)] == "С мая 2023 года"


@pytest.mark.parametrize("text", ["31 June 2023 was no day.", "30.02.2023", "In 0000 there were 3.", "2023-13-01"])
def test_a_day_that_does_not_exist_is_no_window_of_one_day(text):
    assert all(window.exact is None or window.exact[0] != window.exact[1] for window in windows(text, "en", SAID))


@pytest.mark.parametrize("text", ["2 022 cases", "the 319th Regiment", "unit 13984", "Article 337", "five years in prison", "a Mi-8"])
def test_numbers_that_tell_no_time_are_no_windows(text):
    assert windows(f"It was about {text}, they said.", "en", SAID) == []


def test_a_window_still_running_was_counted_up_to_publication():
    counted = as_counted(Window.of(date(2024, 1, 1), date(2024, 12, 31)), SAID)
    assert counted.start == (date(2024, 1, 1), date(2024, 1, 1))
    assert counted.end == (date(2024, 1, 1), SAID)
    past = Window.of(date(2023, 1, 1), date(2023, 12, 31))
    assert as_counted(past, SAID) == past == as_counted(past, None)


def test_a_date_line_says_when_a_text_was_published():
    assert said_day("24 April 2024. In 2023 there were 300.", "en") == date(2024, 4, 24)
    assert said_day("Dec. 29, 2023. There were 300.", "en") == date(2023, 12, 29)
    assert said_day("18.08.2023. Всего 300.", "ru") == date(2023, 8, 18)
    assert said_day("6 квітня. Усього 300.", "uk") is None
    assert said_day("6 квітня. Усього 300.", "uk", date(2023, 4, 10)) == date(2023, 4, 6)
    assert said_day("On 24 April 2024 ten fled.", "en") is None


def test_events_are_those_of_the_shipped_codebook_unless_given():
    [window] = windows("С начала мобилизации 300 дел.", "ru", SAID)
    assert window.start == (date(2022, 9, 21), date(2022, 9, 21))
    assert windows("С начала мобилизации 300 дел.", "ru", SAID, {}) == []


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["en", "ru", "uk"]), st.none() | st.dates())
def test_any_words_of_time_make_ordered_windows_within_the_text(words, lang, said_on):
    text = " ".join(words)
    spans = [window.span for window in windows(text, lang, said_on, EVENTS)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@settings(max_examples=200)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "uk"]))
def test_any_text_is_read_without_a_crash(text, lang):
    assert isinstance(windows(text, lang, SAID, EVENTS), list)


@pytest.mark.parametrize(
    "words",
    ["Monday, 15 March ", "the end of the ", "from 3 to ", "1.1.", "2022-", "\n", "May ", "x May ", "last ", "since ", "a;" * 9, "Jan-"],
)
def test_work_grows_no_faster_than_the_text(words, work):
    windows(words * 10, "en", SAID, EVENTS)
    few, many = (work(lambda times=times: windows(words * times, "en", SAID, EVENTS)) for times in (500, 4000))
    assert many < 8 * 1.5 * few
