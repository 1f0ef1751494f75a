"""Numbers behind names."""

from __future__ import annotations

from recusant import codebook
from recusant.extract.numbers.quantities import figures
from recusant.extract.sentence.ready import terms_of
from recusant.extract.sentence.unnamed import counted_there, is_name

TEXT = "In Germany 284 Russians applied for asylum, in France 31"


def test_a_number_behind_a_country_counts_where_a_token_begins_with_it() -> None:
    terms = terms_of(codebook.load("refusal"), "en")
    labels, tokens = [one for one in figures(TEXT, "en") if is_name(one)], terms.tokens(TEXT, 0, len(TEXT))
    mentions = terms.mentions(tokens)
    assert [one.quantity.text for one in counted_there(labels, tokens, mentions, terms.grammar)] == ["284", "31"]
    assert [one.quantity.text for one in counted_there(labels, tokens[:-1], mentions, terms.grammar)] == ["284"]
