"""Sets of offsets as spans."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.text.spans import NEAR, covers, difference, merged, total

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)))


def test_what_was_read_in_two_steps_was_read() -> None:
    """Spans that meet are one; a line end between two blocks keeps them not apart."""
    assert merged([(10, 20), (21, 30), (0, 5)]) == ((0, 5), (10, 30))
    assert covers(((0, 5), (10, 30)), 10, 30)
    assert not covers(((0, 5), (10, 30)), 0, 30)
    assert total(((0, 5), (10, 30))) == 25


@given(spans)
def test_merging_loses_nothing_and_adds_only_what_is_near(
    given_spans: list[tuple[int, int]],
) -> None:
    """Every offset is still there, and spans are sorted and apart."""
    found = merged(given_spans)

    before = {n for start, end in given_spans for n in range(start, end)}
    after = {n for start, end in found for n in range(start, end)}
    assert before <= after
    assert all(any(abs(n - m) <= NEAR for m in before) for n in after)
    assert all(a[1] + NEAR < b[0] for a, b in pairwise(found))
    assert all(covers(found, start, end) for start, end in given_spans if start < end)


@given(spans, spans)
def test_the_difference_is_as_short_as_it_can_be(
    some: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    """It begins with the first offset that is in one set only, and ends with the last."""
    one, other = merged(some), merged(others)

    found = difference(one, other)

    apart = {n for a, b in one for n in range(a, b)} ^ {n for a, b in other for n in range(a, b)}
    assert found == ((min(apart), max(apart) + 1) if apart else None)
