"""Small pages as court sites make them, with invented persons."""

from __future__ import annotations

import pytest

from recusant.codebook import Codebook, load

CRIMINAL = "1540006"


@pytest.fixture(scope="session")
def book() -> Codebook:
    return load("refusal")


def row(number: str, received: str, info: str, result: str = "", delo: str = CRIMINAL) -> str:
    link = f"/modules.php?name=sud_delo&amp;name_op=case&amp;case_id=1&amp;delo_id={delo}"
    return (
        f"<tr><td><a href='{link}'>{number}</a></td><td>&nbsp;{received} </td><td>{info}</td><td>Судьин И.И.</td><td></td>"
        f"<td>{result}</td></tr>"
    )


def court_list(*rows: str, code: str = "66RS0001", host: str = "leninsky.svd", more: str = "") -> bytes:
    """A list of cases as the sites of courts print it."""
    titles = ("№ дела", "Дата<br>поступления", "Информация по делу", "Судья", "Дата решения", "Решение")
    head = f"<tr>{''.join(f'<th>{title}</th>' for title in titles)}</tr>"
    page = f"""<!doctype html><html><body><a href="https://ej.sudrf.ru/?fromOa={code}">обращения</a>
    <a href="https://{host}.sudrf.ru/modules.php?name=sud_delo">дела</a>{more}
    <table id="tablcont">{head}{"".join(rows)}</table></body></html>"""
    return page.encode()


def card(number: str, uid: str, received: str, charges: str, **more: str) -> bytes:
    """A card of one case, its defendants in a table of their own."""
    code, delo, result = more.get("code", "66RS0001"), more.get("delo", CRIMINAL), more.get("result", "")
    page = f"""<!doctype html><html><body><a href="https://ej.sudrf.ru/?fromOa={code}">обращения</a>
    <div class="title">дело</div><div class="casenumber">ДЕЛО № {number}</div>
    <table id="tablcont"><tr><th colspan="2">ДЕЛО</th></tr>
    <tr><td><b>Уникальный идентификатор дела</b></td><td><a href="/modules.php?name=sud_delo&amp;delo_id={delo}">{uid}</a></td></tr>
    <tr><td><b>Дата поступления</b></td><td>{received}</td></tr>
    <tr><td><b>Результат рассмотрения</b></td><td>{result}</td></tr></table>
    <table id="tablcont"><tr><th colspan="2">ЛИЦА</th></tr>
    <tr><td>Фамилия / наименование</td><td>Дата рождения</td><td>Перечень статей</td></tr>
    <tr><td>Солдатов Пётр Петрович</td><td>01.02.1999</td><td>{charges}</td></tr></table></body></html>"""
    return page.encode()
