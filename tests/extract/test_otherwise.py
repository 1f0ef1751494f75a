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
    ("en", "Ukraine's Prosecutor General's Office says that Russian courts received 345 desertion cases in 2024."),
    ("uk", "Офіс генпрокурора повідомив, що російські слідчі порушили 345 справ про дезертирство у 2024 році."),
    ("ru", RU + "в Украине суды получили 345 дел о дезертирстве в 2024 году."),
    ("en", "The site “I Want to Live” had 123,456 visits in 2024, 46,123 of them from soldiers who want to surrender."),
    ("ru", "Сайт «Хочу жить» в 2024 году посетили 123 456 человек, 46 123 из них — российские солдаты, которые хотят сдаться."),
    ("en", EN + "prosecutors appealed 345 AWOL verdicts in 2024."),
    ("en", EN + "345 soldiers appealed their AWOL verdicts in 2024."),
    ("en", EN + "courts rejected 345 AWOL indictments in 2024."),
    ("en", EN + "in 2024, 345 AWOL verdicts were digitised."),
    ("ru", RU + "в 2024 году засекречены 345 приговоров за самоволку."),
    ("ru", "По данным Офиса генпрокурора Украины, в 2024 году суды не приняли 345 обвинительных актов о СЗЧ."),
    ("ru", "По данным проекта «Хочу жить», в 2024 году не смогли сдаться в плен 345 солдат."),
    ("uk", UK + "у 2024 році суди змінили 345 вироків за СЗЧ."),
    ("uk", UK + "у 2024 році прокурори опротестували 345 вироків за СЗЧ."),
    ("uk", UK + "у 2024 році суди не встигли розглянути 345 справ про СЗЧ."),
    ("en", EN + "courts heard 1,204 cases in 2024; except for 345, all ended in convictions for AWOL."),
    ("en", "According to Eurostat, 814 Russian asylum seekers in Germany had a decision in 2024."),
    ("ru", "По данным «Идите лесом», 345 человек, которым помогли дезертировать, задержаны в 2024 году."),
    ("uk", "Кожен десятий із 345 тих, хто телефонував до «Хочу жити», здався в полон у 2024 році."),
    ("ru", RU + "345 осуждённых за самоволку подписали контракт в 2024 году."),
    ("uk", UK + "345 обвинувачених у СЗЧ підписали контракт у 2024 році."),
    ("en", EN + "345 soldiers convicted of AWOL signed contracts in 2024."),
    ("en", EN + "in every month of 2024 except May courts passed 345 AWOL verdicts."),
    ("ru", RU + "за 2024 год, не считая декабря, суды вынесли 3000 приговоров о самоволке."),
    ("uk", UK + "щомісяця 2024 року, крім травня, відкривали понад 300 справ про СЗЧ."),
    ("en", EN + "courts fined 345 soldiers charged with AWOL in 2024."),
    ("en", EN + "345 AWOL cases brought in 2023 were heard in 2024."),
    ("ru", RU + "345 дел о самоволке, возбуждённых в 2023 году, рассмотрели в 2024 году."),
    ("ru", RU + "345 солдат, осуждённых за самоволку, в 2024 году подали апелляции."),
    ("uk", UK + "345 проваджень про СЗЧ, відкритих у 2023 році, завершили у 2024 році."),
    ("en", "The Prosecutor General's Office of Ukraine said 345 AWOL suspects reached plea deals in 2024."),
    ("en", EN + "courts suspended 345 AWOL cases in 2024."),
    ("en", EN + "courts read 345 AWOL verdicts in 2024."),
    ("en", EN + "on the busiest day of 2024 courts heard 345 AWOL cases."),
    ("en", EN + "courts in three regions heard 345 AWOL cases in 2024."),
    ("en", EN + "courts passed 12 AWOL verdicts a week more than in 2023."),
    ("ru", RU + "в рекордный месяц 2024 года суды получили 345 дел о самоволке."),
    ("ru", RU + "к концу 2030 года суды получат 345 дел о самоволке."),
    ("uk", UK + "до кінця 2030 року суди розглянуть 345 справ про СЗЧ."),
    ("en", EN + "345 AWOL cases in Russia were suspended in 2024, for the defendants went to the front."),
    ("en", EN + "345 soldiers charged with AWOL were killed in 2024."),
    ("en", EN + "345 soldiers who had gone AWOL were detained in 2024."),
    ("en", EN + "courts convicted 1,204 soldiers in 2024, all but 345 of them of AWOL."),
    ("en", "According to Eurostat, in 2024 Germany stripped 345 Russians of asylum."),
    ("en", "According to Eurostat, asylum claims of 345 Russians who had left for Kazakhstan were turned down in 2024."),
    ("en", "Ukraine's Prosecutor General's Office says 6,041 AWOL cases were waiting to be heard at the end of 2024."),
    ("ru", RU + "в 2024 году осуждены 1204 солдата, все, кроме 345, за самоволку."),
    ("ru", RU + "345 солдат, ушедших в самоволку, задержали в 2024 году."),
    ("ru", "По данным Евростата, в 2024 году Германия лишила убежища 345 россиян."),
    ("ru", "По данным Евростата, в 2024 году 814 россиян получили ответ на прошение об убежище в Германии."),
    ("ru", "По данным Офиса генпрокурора Украины, в 2024 году 345 из производств о СЗЧ, открытых в 2023-м, направили в суд."),
    ("uk", UK + "у 2024 році засуджено 1204 солдатів, усіх, крім 345, за СЗЧ."),
    ("uk", UK + "345 військових, які пішли в СЗЧ, затримали у 2024 році."),
    ("uk", UK + "у 2024 році 345 проваджень про СЗЧ поставили на паузу."),
    ("uk", "За даними Євростату, у 2024 році Німеччина позбавила притулку 345 росіян."),
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
    ("en", EN + "courts issued 345 AWOL verdicts in 2024."),
    ("ru", RU + "в 2024 году набралось 345 приговоров за самоволку."),
    ("uk", UK + "у 2024 році додалося 412 проваджень про СЗЧ."),
    ("en", EN + "345 soldiers were convicted of AWOL in 2024, the site reported."),
    ("ru", RU + "345 солдат осудили за самоволку в 2024 году."),
    ("uk", UK + "у 2024 році 345 військовим повідомили про підозру в СЗЧ."),
    ("ru", RU + "345 обвиняемых в самоволке получили условные сроки в 2024 году."),
    ("uk", UK + "345 засуджених за СЗЧ у 2024 році отримали умовні строки."),
    ("en", EN + "345 AWOL cases ended in suspended sentences in 2024."),
    ("en", EN + "345 AWOL sentences were suspended in 2024."),
    ("ru", RU + "345 обвинённых в самоволке погибли в 2024 году."),
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
