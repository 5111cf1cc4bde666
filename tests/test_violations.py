"""Whole pages, judged by what a person sees: none of them has a line that is set wrongly."""

import pytest

from tests.violations import KINDS, counted, judged, own_pages

PAGES = own_pages()


@pytest.mark.parametrize("hang", [0, 2])
@pytest.mark.parametrize("measure", [12, 13, 21, 30, 44, 60, 72, 100, 120])
def test_no_page_has_a_violation(measure: int, hang: int) -> None:
    """Chinese, English, Japanese, Korean, mixed; addresses, programs, notes, lists, quotations, emoji."""
    found = counted(PAGES, [measure], hang)

    assert found["rows"] > 400
    assert {kind: found[kind] for kind in KINDS} == dict.fromkeys(KINDS, 0)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (["天地玄黄宇宙", "，洪荒日月"], "start"),
        (["天地玄黄宇（", "洪荒）日月"], "end"),
        (["天地玄rea", "ding黄宇宙"], "word"),
        (["天地玄黄宇👍", "🏽洪荒日月"], "cluster"),
        (["天地玄黄宇宙洪荒日月", "盈昃"], "wide"),
        (["天地玄黄宇宙", "洪。"], "lone"),
    ],
)
def test_a_violation_is_seen(rows: list[str], kind: str) -> None:
    """Each kind, where somebody else set the line."""
    found = judged(rows, "".join(rows), 12, 2)

    assert {each: found[each] for each in KINDS} == dict.fromkeys(KINDS, 0) | {kind: 1}
