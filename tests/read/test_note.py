"""Notes: front matter read strictly where it is ours, the body as plain words."""

from __future__ import annotations

from datetime import date

import pytest

from recusant.errors import BadSource
from recusant.read import read_note
from recusant.records import Source, Text

FRONT = "---\nurl: https://example.org/a\noutlet: 'The Example'\npublished: 2024-02-26\nlang: uk-UA\nmood: grim\n---\n"


def note(text: str | bytes, media: str = "text/markdown") -> Text:
    data = text if isinstance(text, bytes) else text.encode()
    return read_note(Source.of(data, "a.md", media=media))


def test_front_matter_says_what_the_source_is() -> None:
    text = note(FRONT + "\n2 900 справ.\n")
    source = text.source
    assert (source.url, source.outlet, source.published) == ("https://example.org/a", "The Example", date(2024, 2, 26))
    assert (source.lang, text.body) == ("uk", "2 900 справ.")


def test_reading_keeps_the_id_and_bytes_of_the_source() -> None:
    source = Source.of((FRONT + "words").encode(), "a.md", media="text/markdown")
    assert (read_note(source).source.id, read_note(source).source.data) == (source.id, source.data)


def test_a_note_needs_no_front_matter() -> None:
    assert note("12 cases").body == "12 cases"


def test_an_empty_value_is_not_known() -> None:
    assert note("---\npublished:\noutlet: ORF\n---\nwords").source.published is None


@pytest.mark.parametrize(
    ("front", "line", "says"),
    [
        ("outlet: A\npublished: 2023-02-30", 3, "2023-02-30"),
        ("published: February 2023", 2, "write days as 2024-05-31"),
        ("lang: Russian (mostly)", 2, "language code"),
        ("url: example.org", 2, "https://"),
        ("outlet: A\noutlet: B", 3, "twice"),
        ("just words", 2, "key: value"),
    ],
)
def test_a_fault_in_front_matter_is_told_with_its_line(front: str, line: int, says: str) -> None:
    with pytest.raises(BadSource, match=rf"a\.md, line {line}: ") as fault:
        note(f"---\n{front}\n---\nwords")
    assert says in str(fault.value)


def test_front_matter_that_does_not_end_is_told() -> None:
    with pytest.raises(BadSource, match="has no end"):
        note("---\nurl: https://example.org\nwords")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("more than **2,900** cases", "more than 2,900 cases"),
        ("# Head\n\n> said", "Head\n\nsaid"),
        ("as [Mediazona](https://example.org/a_(b)) counts", "as Mediazona counts"),
        ("an *old* figure of `12`", "an old figure of 12"),
        ("5 * 3 * 2 and art_352_1", "5 * 3 * 2 and art_352_1"),
        ("26. August", "26. August"),
    ],
)
def test_markdown_leaves_the_words(written: str, plain: str) -> None:
    assert note(written).body == plain


def test_plain_text_stays_as_it_is() -> None:
    assert note("**12** cases", "text/plain").body == "**12** cases"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(encoding: str) -> None:
    assert note((FRONT + "сто справ").encode(encoding)).body == "сто справ"


def test_what_is_not_utf8_and_too_short_to_tell_is_refused_with_the_byte() -> None:
    with pytest.raises(BadSource, match=r"byte 4: its encoding cannot be told .*Mend: save the file again as UTF-8"):
        note(b"two " + "справи".encode("cp1251"))


def test_text_cut_in_the_middle_of_a_letter_is_refused() -> None:
    with pytest.raises(BadSource, match="byte 8"):
        note("справи".encode()[:9])


def test_invisible_characters_do_not_split_words_and_letters_are_composed() -> None:
    assert note("2\u00ad900 спра\u200bв и\u0306").body == "2900 справ й"


def test_a_note_without_words_is_refused() -> None:
    with pytest.raises(BadSource, match="no text"):
        note(FRONT)
