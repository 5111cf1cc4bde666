"""Regular expressions that wait until they are asked."""

import re

import pytest

from reader.regex import regex


def test_it_answers_as_the_compiled_one_does() -> None:
    """In text and in bytes, with and without flags."""
    lazy, compiled = regex("(?P<a>x)|y", re.IGNORECASE), re.compile("(?P<a>x)|y", re.IGNORECASE)

    assert lazy.findall("XyxY") == compiled.findall("XyxY")
    assert lazy.sub("-", "xay") == "-a-"
    assert (lazy.pattern, lazy.flags, lazy.groups) == ("(?P<a>x)|y", compiled.flags, 1)
    found = regex(b"b+").search(b"abb")
    assert found is not None and found.span() == (1, 3)


def test_it_is_compiled_when_it_is_asked() -> None:
    """A wrong one is found out then, and by its tests."""
    wrong = regex("(")

    with pytest.raises(re.error):
        wrong.search("")
