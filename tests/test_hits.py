"""Places: which matches are read together."""

from hypothesis import given
from hypothesis import strategies as st

from reader.session.hits import SIGHT, Hit, Words, hits
from reader.session.query import Term, Wanted, terms, understood


def found(text: str, query: str) -> list[tuple[str, bool]]:
    """The places in *text*, each from its first match to the end of its last, and whether it has all."""
    return [(text[h.spans[0][0] : h.spans[-1][1]], h.has_all) for h in places(text, query)]


def places(text: str, query: str) -> list[Hit]:
    """The places in *text*."""
    wanted = understood(query)
    words = Words(wanted)
    marked = sorted(
        (*span, words.bit(term)) for term in plain(wanted) for span in matches(text, term)
    )
    held = [bit for _start, _end, bit in marked] if words.are_several else []
    return hits([(a, b) for a, b, _bit in marked], held, words, lambda a, b: text[a:b])


def plain(wanted: Wanted) -> list[Term]:
    """The words of a query that are looked for in the text."""
    return [term for term, _ in terms(wanted) if not term.field]


def matches(text: str, term: Term) -> list[tuple[int, int]]:
    """Where a word stands."""
    return list(term.pattern.spans(text, lambda start, end: True))


def test_a_place_is_a_sentence() -> None:
    """A word that is twice in it is found once; in the next sentence, once more."""
    assert found("雨，大雨。又是雨！没有。", "雨") == [("雨，大雨", True), ("雨", True)]
    assert found("Mr. Rain met rain. Rain again.", "rain") == [
        ("Rain met rain", True),
        ("Rain", True),
    ]


def test_a_line_of_verse_is_a_place() -> None:
    """Nothing is one place across the end of a line."""
    assert found("雨 下\n雨 停", "雨") == [("雨", True), ("雨", True)]
    assert found("快递\n15134", "快递 15134") == [("快递", False), ("15134", False)]


def test_all_words_together_are_one_place_across_sentences() -> None:
    """As little of the line as has them all; what is left in its sentences belongs to it."""
    text = "快递来了。雨。快递员送来。有15134件。别的快递。"

    assert found(text, "快递 15134") == [
        ("快递", False),
        ("快递员送来。有15134", True),
        ("快递", False),
    ]


def test_words_in_other_fields_are_not_waited_for() -> None:
    """A title, a heading and what must not be there say something of the whole essay."""
    assert found("雨。伞。", "title:散步 雨 -雪") == [("雨", True)]
    assert found("雨。伞。", "雨 OR 伞") == [("雨", True), ("伞", True)]
    assert found("雨。伞", "雨 near 伞") == [("雨。伞", True)]


def test_what_never_ends_is_cut() -> None:
    """A line of a thousand words without a full stop is more than one place."""
    found = places("雨 " * 1000, "雨")

    assert len(found) > 2000 // SIGHT - 1
    assert all(hit.spans[-1][1] - hit.spans[0][0] <= SIGHT for hit in found)


@given(st.text("雨伞。\n 天", max_size=60))
def test_each_match_is_in_one_place(text: str) -> None:
    """In order; and a place that is said to have all words has them."""
    found = places(text, "雨 伞")

    assert [a for hit in found for a, _ in hit.spans] == [
        n for n, c in enumerate(text) if c in "雨伞"
    ]
    for hit in found:
        inside = text[hit.spans[0][0] : hit.spans[-1][1]]
        assert hit.has_all == ("雨" in inside and "伞" in inside)
        assert "\n" not in inside
