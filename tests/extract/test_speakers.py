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


def test_who_asked_is_a_relay() -> None:
    told = "Ukrainska Pravda asked the Prosecutor General's Office for the numbers. It replied that 67,840 AWOL cases were opened in 2024."
    (claim,) = claims(told)
    assert (claim.origin, claim.via) == ("ogp_ua", ("ukrainska-pravda", "Example Post"))


def test_who_is_cited_in_the_next_sentence_counted() -> None:
    told = (
        "RIA Novosti writes that 142,711 AWOL cases were opened in Ukraine in 2025. "
        "The agency relies on Ukrainska Pravda, which had asked the Prosecutor General's Office."
    )
    (claim,) = claims(told)
    assert (claim.origin, claim.via) == ("ogp_ua", ("ukrainska-pravda", "ria-novosti", "Example Post"))


def test_who_published_what_another_counted_is_a_relay() -> None:
    for told in ("According to Mediazona, as quoted by {}, 800 AWOL verdicts were passed in Russia.",
                 "According to Mediazona data published by {}, 800 AWOL verdicts were passed in Russia."):  # fmt: skip
        (claim,) = claims(told.format("The Moscow Times"))
        assert (claim.origin, claim.via) == ("mediazona", ("the-moscow-times", "Example Post"))


def test_an_unknown_name_before_who_is_cited_is_a_relay() -> None:
    (claim,) = claims("La Stampa со ссылкой на украинскую прокуратуру пишет о 255 тысячах дел о СОЧ в Украине.", "ru")
    assert (claim.origin, claim.via) == ("ogp_ua", ("La Stampa", "Example Post"))


def test_two_who_count_relay_nothing_of_one_another() -> None:
    first, second = claims("У Генпрокуратурі повідомили про 67 840 справ про СЗЧ, у ДБР — про 9213 повернень на службу.", "uk")
    assert (first.via, second.via) == (("Example Post",), ("Example Post",))


def test_an_outlet_that_counts_by_itself_is_the_origin() -> None:
    first, second = claims(
        "Mediazona counted 1,450 AWOL verdicts in Russia in 2024. By our count, Russian courts passed 700 AWOL verdicts."
    )
    assert (first.origin, second.origin) == ("mediazona", "Example Post")
    (quoted,) = claims("«Мы насчитали 700 приговоров за самоволку», — сказал редактор «Медиазоны».", "ru")
    assert quoted.origin == "mediazona"


def test_who_is_only_named_is_not_surely_who_counted() -> None:
    (claim,) = claims("A Moscow court fined Mediazona. In 2024 courts in Russia received 500 desertion cases.")
    assert claim.confidence < 0.9


def test_who_does_not_comment_counted_nothing() -> None:
    (claim,) = claims("Офіс генпрокурора не прокоментував цифри. За 2024 рік відкрили 60 тисяч справ про СЗЧ.", "uk")
    assert claim.origin == "Example Post"


def test_a_place_of_posting_is_no_speaker() -> None:
    (claim,) = claims("British intelligence writes on Twitter that Russian courts received 1,053 AWOL cases.")
    assert claim.origin == "uk_mod"


def test_what_stands_between_commas_behind_a_name_does_not_hide_it() -> None:
    (claim,) = claims("Olena Vysotska, deputy justice minister, said 5,000 AWOL soldiers had returned to service.")
    assert claim.origin == "Olena Vysotska"


def test_a_name_and_a_colon_begin_what_it_tells() -> None:
    (claim,) = claims("Deutsche Welle: у першому півріччі 2024 року в Україні відкрили 29 тисяч справ про СЗЧ.", "uk")
    assert claim.origin == "deutsche-welle"
