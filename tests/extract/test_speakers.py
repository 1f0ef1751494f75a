"""Speakers: who counted, who only repeats, and whose word holds for what follows."""

from recusant.extract import read_claims
from recusant.records import Claim, Source, Text


def claims(body: str, lang: str = "en", outlet: str | None = "Example Post") -> list[Claim]:
    return read_claims(Text(Source.of(body.encode(), "text", lang=lang, outlet=outlet), body))[0]


def test_who_cites_another_is_a_relay() -> None:
    (claim,) = claims("UK Defence Intelligence, citing Mediazona, said Russian courts received 7,400 AWOL cases.")
    assert (claim.origin, claim.via) == ("mediazona", ("uk_mod", "Example Post"))


def test_who_is_told_is_a_relay() -> None:
    (claim,) = claims("Офіс генпрокурора відповів «Українській правді», що відкрито 185 339 справ про СЗЧ.", "uk")
    assert (claim.origin, claim.via) == ("ogp_ua", ("ukrainska-pravda", "Example Post"))


def test_names_are_known_in_every_case() -> None:
    (claim,) = claims("По подсчётам «Медиазоны», суды получили 627 дел о неисполнении приказа.", "ru")
    assert claim.origin == "mediazona"


def test_an_unknown_counter_is_kept_as_written() -> None:
    (claim,) = claims("According to Avtozak Live, Russian courts received 300 desertion cases.")
    assert (claim.origin, claim.via) == ("Avtozak Live", ("Example Post",))


def test_what_nobody_is_said_to_have_counted_is_the_outlets() -> None:
    (claim,) = claims("Russian courts received 300 desertion cases.")
    assert (claim.origin, claim.via) == ("Example Post", ())


def test_an_outlet_that_counts_relays_nothing() -> None:
    (claim,) = claims("Russian courts received 300 desertion cases.", outlet="Mediazona")
    assert (claim.origin, claim.via) == ("mediazona", ())


def test_a_source_line_names_whose_the_text_is() -> None:
    (claim,) = claims("Russian courts received 300 desertion cases.\n\nSource: news.example", outlet=None)
    assert claim.origin == "news.example"


def test_a_voice_holds_until_another_counts() -> None:
    told = "Mediazona counted 300 desertion cases in 2023. In 2024 courts received 500. HUR says 25,000 Russian soldiers deserted."
    first, second, third = claims(told)
    assert [claim.origin for claim in (first, second, third)] == ["mediazona", "mediazona", "gur_ua"]


def test_a_first_sentence_is_attributed_by_the_second() -> None:
    first, _ = claims("Ukraine opened 311,000 cases of AWOL and desertion. The Prosecutor General's Office counts 255,000 cases of AWOL.")
    assert first.origin == "ogp_ua"


def test_months_offences_and_countries_are_no_voices() -> None:
    (claim,) = claims("In March said reports: Desertion adds 148 cases in Russia.")
    assert claim.origin == "Example Post"
