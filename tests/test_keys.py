"""The table of keys: one source of bindings, help and README."""

import re
from pathlib import Path

import pytest

from reader.tui.keys import (
    ACTIONS,
    BY_ID,
    Pane,
    ascii_key,
    bindings,
    help_order,
    is_called,
    is_key_of,
    key_name,
)
from reader.tui.verbs import Verbs

README = Path(__file__).parent.parent / "README.md"


def test_every_action_has_a_verb() -> None:
    """What the table names can be done."""
    missing = [a.id for a in ACTIONS if not a.takes_letter and not hasattr(Verbs, f"do_{a.id}")]
    assert missing == []


def test_no_key_means_two_things_in_one_pane() -> None:
    """A key is bound once in each pane."""
    for pane in Pane:
        keys = [key for action in ACTIONS if pane in action.panes for key in action.keys]
        assert len(keys) == len(set(keys)), pane


def test_what_terminals_send_as_other_keys_is_not_bound() -> None:
    """Ctrl+I, M, H and J arrive as Tab, Enter, Backspace and Enter."""
    keys = {key for action in ACTIONS for key in action.keys}
    assert not keys & {"Ctrl+I", "Ctrl+M", "Ctrl+H", "Ctrl+J"}


def test_full_width_forms_count_as_their_keys() -> None:
    """What an open Chinese input method types is what is on the key."""
    assert [ascii_key(c) for c in "／？：［］，ｊ【】‘’。"] == list("/?:[],j[]''.")
    assert key_name("fullwidth_question_mark", "？") == "?"
    assert key_name("space", " ") == "Space"
    assert key_name("ideographic_space", "\u3000") == "Space"
    assert key_name("ctrl+f", "\x06") == "Ctrl+F"
    assert key_name("escape", "\x1b") == "Esc"


def test_the_help_shows_the_panes_own_keys_first() -> None:
    """In the list, its own keys stand before those that work everywhere."""
    first = help_order(Pane.ESSAYS)[0]
    assert Pane.PAGE not in first.panes


@pytest.mark.parametrize(
    ("words", "action"),
    [("G", "end"), ("Ｇ", "end"), ("quit", "quit"), ("help", "help"), ("settings", "look")],
)
def test_an_action_is_found_by_its_key_and_by_other_words(words: str, action: str) -> None:
    """By those that other programs have for it."""
    assert is_called(BY_ID[action], words)


def test_a_capital_is_another_key() -> None:
    assert is_key_of(BY_ID["end"], "G")
    assert not is_key_of(BY_ID["end"], "g")


def test_each_pane_can_be_left() -> None:
    """Esc, Tab and q are bound everywhere."""
    for pane in Pane:
        assert {"Esc", "Tab", "q"} <= bindings(pane).keys()


def test_the_readme_has_every_key() -> None:
    """The README's table of keys is the table."""
    said = README.read_text(encoding="utf-8")
    rows = {
        (cells[0], cells[1])
        for line in said.splitlines()
        if len(cells := [cell.strip() for cell in line.strip("|").split(" | ")]) == 2
    }
    for action in ACTIONS:
        if action.keys:
            keys = " ".join(f"`{key}`" for key in action.keys)
            assert (keys, action.says) in rows, f"| {keys} | {action.says} |"


def test_the_readme_names_no_other_keys() -> None:
    """No row of the README's table of keys is made up."""
    said = README.read_text(encoding="utf-8")
    table = re.search(r"## Keys\n(.*?)\n## ", said, re.DOTALL)
    assert table is not None
    known = {action.says for action in ACTIONS}
    rows = re.findall(r"^\| (`.*) \| (.*) \|$", table[1], re.MULTILINE)
    assert rows
    assert {says for _, says in rows} <= known
