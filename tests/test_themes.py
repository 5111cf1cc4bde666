"""The themes: everything that is read can be read, and without colours everything still shows."""

from itertools import product

import pytest

from reader import paths
from reader.formats import read
from reader.library.palette import ANSI, INDEXED, rgb
from reader.library.themes import DEFAULT, PLAIN, Ink, Theme, theme, themes
from reader.session.kept import COLOURS
from reader.text.layout import Layout
from reader.text.line import Roles
from reader.text.typography import Typography
from reader.text.view import View

COLOURED = [each for each in themes().values() if not each.is_plain]
INDEXED_THEMES = [theme(each.name, INDEXED) for each in COLOURED]
ANSI_THEMES = [theme(each.name, ANSI) for each in COLOURED]


def named(look: Theme) -> str:
    """A theme's name in the tests' own."""
    return f"{look.name}-{look.base.ink}"


HEADINGS = [f"heading{level}" for level in range(1, 7)]
PAGE = [
    *("body", "title", "byline", *HEADINGS, "quotation", "bullet", "verse", "note", "rule"),
    *("figure", "address", "table", "table_head", "emphasis", "strong", "deleted", "link"),
    *("note_mark", "flag", "region"),
]
"""What carries text, or a mark of one cell, on the page's own ground."""
CODE = ["code", "comment", "string", "number", "keyword", "name", "fold"]
PLACARD = ["placard", "placard_title", "quiet"]
BARS = ["chrome", "chrome_strong", "brand", "key", "toast", "failure"]
LISTS = [
    *("pane", "pane_title", "pane_title_focus", "current", "faint", "done", "lock", "flag"),
    *("progress", "key", "bar_mark"),
]
MARKS = [f"mark{colour}" for colour in range(1, COLOURS + 1)]
GROUNDS = ["selection", "hit", "hit_here", "cursor", "cursor_away", *MARKS]
"""What is laid under or over text."""
LINES: list[Roles] = [
    *(("bar",), ("figure", "bar"), ("frame",), ("placard", "frame"), ("chrome", "frame")),
    *(("pane", "edge"), ("thumb",)),
]
"""Rules and bars: they part, and carry nothing to read."""
UNSEEN = {"track"}

TEXT: list[Roles] = [
    *((role,) for role in PAGE),
    *(("code", role) for role in CODE),
    *(("placard", role) for role in PLACARD),
    *(("chrome", role) for role in BARS),
    *(("pane", role) for role in LISTS),
    *(("pane", ground, role) for ground, role in product(("cursor", "cursor_away"), LISTS[3:])),
    *(
        (role, ground)
        for role, ground in product(
            [*PAGE, "noted", "was"], ("selection", "hit", "hit_here", *MARKS)
        )
    ),
    *(("code", role, ground) for role, ground in product(CODE, ("selection", *MARKS))),
    *(("body", mark, ground) for mark, ground in product(MARKS, ("selection", "hit"))),
]
"""The roles that carry text, as they are laid over each other."""


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, or of `color(n)` as xterm has it (WCAG 2.2)."""
    if colour.startswith("color("):
        bytes_ = rgb(int(colour[6:-1]))
    else:
        bytes_ = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
    parts = (part / 255 for part in bytes_)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(look: Ink) -> float:
    """The contrast of an ink on its ground, 1 to 21 (WCAG 2.2, 1.4.3)."""
    assert look.ink is not None
    assert look.ground is not None
    low, high = sorted((luminance(look.ink), luminance(look.ground)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    """Black on white is 21, a colour on itself 1."""
    assert contrast(Ink("#000000", "#ffffff")) == pytest.approx(21)
    assert contrast(Ink("#777777", "#ffffff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Ink("#123456", "#123456")) == 1


@pytest.mark.parametrize("look", [*COLOURED, *INDEXED_THEMES, *ANSI_THEMES], ids=named)
def test_text_can_be_read(look: Theme) -> None:
    """Every role that carries text has 4.5 to 1, also selected, found, and under the cursor."""
    faint = {roles: round(contrast(look.ink(roles)), 2) for roles in TEXT}

    assert {roles: found for roles, found in faint.items() if found < 4.5} == {}


@pytest.mark.parametrize("look", [*COLOURED, *INDEXED_THEMES], ids=named)
def test_lines_can_be_seen(look: Theme) -> None:
    """Frames, bars and the thumb stand back behind the text, but are there."""
    for roles in LINES:
        assert 1.8 <= contrast(look.ink(roles)) < 4.5


@pytest.mark.parametrize("look", [*COLOURED, *INDEXED_THEMES], ids=named)
def test_the_cursor_stands_out(look: Theme) -> None:
    """Its ground differs from the pane's, and less so where keys do not go to it."""
    pane, cursor, away = (
        look.ink(("pane", *roles)).ground for roles in ((), ("cursor",), ("cursor_away",))
    )

    assert contrast(Ink(cursor, pane)) > contrast(Ink(away, pane)) > 1


def test_every_role_has_its_place_in_these_tests() -> None:
    """A new role is either text, a line, or a ground."""
    listed = {role for roles in (*TEXT, *LINES) for role in roles} | {*GROUNDS} | UNSEEN

    for each in themes().values():
        assert set(each.roles) == listed


def test_whatever_is_set_has_a_look() -> None:
    """All roles on the pages of the shipped essays are known to the themes."""
    roles: set[str] = set()
    for path in paths.shipped("content").iterdir():
        if path.name == "library.yaml":
            continue
        for document in read(path.read_bytes(), path.name).documents:
            layout = Layout(View(document), Typography())
            for block in range(layout.view.blocks):
                for line in layout.lines_of(block):
                    roles.update(*(run.roles for run in line.runs), line.roles)

    assert roles <= set(theme(DEFAULT).roles)


# Without colours.


def test_the_plain_theme_leaves_colours_to_the_terminal() -> None:
    """Its grounds are the terminal's own, its few colours have names."""
    plain = theme(PLAIN)

    assert {plain.ink(roles).ground for roles in TEXT} == {"default"}
    assert {plain.ink(roles).ink for roles in TEXT} <= {"default", "yellow", "green", "red"}


def test_the_plain_theme_shows_by_attributes_what_others_show_by_grounds() -> None:
    """Selection, findings and both cursors differ from what is around them, and from each other."""
    plain = theme(PLAIN)
    body, pane = plain.ink(("body",)), plain.ink(("pane",))

    assert plain.ink(("body", "selection")).reverse
    assert plain.ink(("body", "hit")).underline
    assert plain.ink(("pane", "cursor")).reverse
    assert plain.ink(("pane", "cursor_away")).underline
    assert not any((body.reverse, body.underline, pane.reverse, pane.underline))


def test_highlights_differ_from_each_other_in_every_theme() -> None:
    """By their grounds; without colours by attributes, and no finding looks so."""
    for each in themes().values():
        looks = [each.ink(("body", role)) for role in (*MARKS, "hit", "selection")]
        assert len(set(looks)) == len(looks)
        assert each.ink(("body",)) not in looks


def test_with_colours_grounds_are_enough() -> None:
    """Nothing is reversed or underlined that the plain theme alone needs to be."""
    for each in COLOURED:
        for role in GROUNDS:
            look = each.ink(("body", role))
            assert not look.reverse
            assert not (look.underline or look.double)


# Themes as values.


def test_looks_are_laid_over_each_other() -> None:
    """The later role wins where it says something; attributes add up."""
    roles = {
        "below": {"ink": "dark", "ground": "pale", "bold": True},
        "above": {"ink": "red", "italic": True},
    }
    colours = {"dark": "#111111", "pale": "#eeeeee", "red": "#ff0000"}
    look = Theme("test", False, False, colours, Ink("#000000", "#ffffff"), colours, roles)

    assert look.ink(("below", "above")) == Ink("#ff0000", "#eeeeee", bold=True, italic=True)
    assert look.ink(("above",)) == Ink("#ff0000", "#ffffff", italic=True)


def test_a_theme_that_is_not_there_is_the_usual_one() -> None:
    """The state may name one that another version had."""
    assert theme("no such theme") is theme(DEFAULT)
    assert list(themes()) == ["paper", "night", "sepia", "terminal"]
    assert [each.name for each in themes().values() if each.is_dark] == ["night", "terminal"]
