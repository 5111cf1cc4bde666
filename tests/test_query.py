"""What somebody asks of the library, understood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.session.query import All, Any, Near, Not, Term, Wanted, understood
from reader.text.sameness import EXACTLY


def shown(wanted: Wanted) -> str:
    """A query with its structure to be seen."""
    match wanted:
        case Term(pattern, field):
            quote = '"' if pattern.query.folds == EXACTLY else ""
            return f"{field}{':' if field else ''}{quote}{pattern.query.text}{quote}"
        case Not(one):
            return f"-{shown(one)}"
        case All(each):
            return f"({' & '.join(map(shown, each))})"
        case Any(each):
            return f"({' | '.join(map(shown, each))})"
        case Near(left, right, distance):
            return f"{shown(left)} ~{distance} {shown(right)}"


@pytest.mark.parametrize(
    ("text", "understanding"),
    [
        ("雨", "雨"),
        ("快递 15134", "(快递 & 15134)"),
        ('"Rain, or" 雨', '("Rain, or" & 雨)'),
        ("雨 -雪", "(雨 & -雪)"),
        ("雨 OR 雪 伞", "(雨 | (雪 & 伞))"),
        ("(雨 OR 雪) 伞", "((雨 | 雪) & 伞)"),
        ("雨 near 伞", "雨 ~100 伞"),
        ('雨 NEAR/5 "伞 下"', '雨 ~5 "伞 下"'),
        ("title:雨 author:(某 OR 谁)", "(title:雨 & (author:某 | author:谁))"),
        ('-heading:"一 二" 三', "(-heading:一 二 & 三)"),
        ("（雨 OR 雪） “伞” －风 tag：城", '((雨 | 雪) & "伞" & -风 & tag:城)'),
        ("near 雨", "(near & 雨)"),
        ("e-mail C++ 3:2", "(e-mail & C++ & 3:2)"),
        ('"OR" "near"', '("OR" & "near")'),
    ],
)
def test_a_query_is_understood(text: str, understanding: str) -> None:
    """Words, quotations, fields, brackets; full-width marks count as their ASCII ones."""
    assert shown(understood(text)) == understanding


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "nothing to look for"),
        ("  ", "nothing to look for"),
        ('雨 "雪', "does not end"),
        ("(雨", "without a closing"),
        ("雨)", "without an opening"),
        ("()", "between two brackets"),
        ('""', "between two quotation marks"),
        ("雨 OR", "beside OR"),
        ("OR 雨", "beside OR"),
        ("-雨", "add a word"),
        ("title:", "missing behind title:"),
        ("雨 near", "missing behind near"),
        ("(雨 雪) near 伞", "between two words"),
        ("title:note:雨", "takes a word"),
        ("(" * 100 + "雨" + ")" * 100, "within each other"),
    ],
)
def test_what_cannot_be_understood_is_a_sentence(text: str, complaint: str) -> None:
    """It says what is missing."""
    with pytest.raises(QueryError, match=complaint):
        understood(text)


def test_a_regular_expression_is_all_of_the_query() -> None:
    """Nothing in it is of the query's own language."""
    wanted = understood('"a" OR (b)', is_regex=True)

    assert isinstance(wanted, Term)
    assert wanted.pattern.query.is_regex


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*'雨 -()"（）“”:：', "OR ", "near ", "title:", " a"])).map("".join)
)
def test_any_query_is_understood_or_told(text: str) -> None:
    """Whatever is typed, on the way to a query, never fails otherwise."""
    try:
        shown(understood(text))
    except QueryError as error:
        assert str(error).endswith((".", ":"))
