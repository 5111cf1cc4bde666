"""The one table of keys: bindings, footer, help, palette and README are made from it.

Keys are written as a person would say them: `j`, `Space`, `Ctrl+F`, `]`, `F1`. What a terminal sends becomes such
a name in `key_name`; the full-width forms that an open Chinese input method types count as their ASCII keys. Ctrl+I,
Ctrl+M, Ctrl+H and Ctrl+J are never bound: terminals send them as Tab, Enter, Backspace and Enter.
"""

from __future__ import annotations

from reader.enums import StrEnum
from reader.values import NamedTuple
from reader.wording import mark


class Pane(StrEnum):
    """Where a key is pressed."""

    PAGE = "page"
    OUTLINE = "outline"
    ESSAYS = "essays"
    SELECTION = "selection"
    """The page while something is selected on it: its own keys, and over those the page's."""


EVERYWHERE = (Pane.PAGE, Pane.OUTLINE, Pane.ESSAYS)
IN_PAGE = (Pane.PAGE,)
IN_TEXT = (Pane.PAGE, Pane.OUTLINE)
IN_ESSAYS = (Pane.ESSAYS,)
SELECTED = (Pane.SELECTION,)
ON_PASSAGES = (Pane.SELECTION, Pane.PAGE)
"""What is done with the selection or, without one, with the sentence under the eye."""
IN_LISTS = (Pane.OUTLINE, Pane.ESSAYS)


class Action(NamedTuple):
    """Something that a key does."""

    id: str
    """The method `do_<id>` of the screen."""
    keys: tuple[str, ...]
    says: str
    """What it does, as a message to translate."""
    group: str
    panes: tuple[Pane, ...] = EVERYWHERE
    hint: str = ""
    """A word for the footer, as a message to translate; empty: not in the footer."""
    takes_letter: bool = False
    """Whether the key waits for one more."""
    in_palette: bool = True
    """Whether it makes sense by name; moving by a line does not."""
    also: str = ""
    """Other words that it is looked for by, as a message to translate."""


MOVING, SECTIONS, PANES = mark("Moving"), mark("Sections and essays"), mark("Panes")
FINDING = mark("Finding")
SELECTING, MARKS, PAID, LISTS, LOOK, OTHER = (
    mark("Selecting: movements extend what is selected, and these"),
    mark("Bookmarks"),
    mark("Paid regions"),
    mark("In the lists"),
    mark("Look"),
    mark("Other"),
)

ACTIONS: tuple[Action, ...] = (
    Action(
        "line_down", ("j", "↓"), mark("A line down"), MOVING, hint=mark("line"), in_palette=False
    ),
    Action("line_up", ("k", "↑"), mark("A line up"), MOVING, in_palette=False),
    Action(
        "page_down",
        ("Space", "f", "PgDn", "Ctrl+F"),
        mark("A page on, two lines kept"),
        MOVING,
        hint=mark("page"),
        in_palette=False,
    ),
    Action(
        "page_up",
        ("b", "PgUp", "Ctrl+B", "Shift+Space"),
        mark("A page back, two lines kept"),
        MOVING,
        in_palette=False,
    ),
    Action("half_down", ("d", "Ctrl+D"), mark("Half a page on"), MOVING, in_palette=False),
    Action("half_up", ("u", "Ctrl+U"), mark("Half a page back"), MOVING, in_palette=False),
    Action("top", ("g", "Home"), mark("To the beginning"), MOVING),
    Action("end", ("G", "End"), mark("To the end"), MOVING),
    Action(
        "percent", ("%",), mark("To a percentage: 50% or :50%"), MOVING, IN_PAGE, in_palette=False
    ),
    Action(
        "next_paragraph", ("}",), mark("To the next paragraph"), MOVING, IN_PAGE, in_palette=False
    ),
    Action(
        "previous_paragraph",
        ("{",),
        mark("To the paragraph before"),
        MOVING,
        IN_PAGE,
        in_palette=False,
    ),
    Action(
        "next_sentence", (")",), mark("To the next sentence"), MOVING, IN_PAGE, in_palette=False
    ),
    Action(
        "previous_sentence",
        ("(",),
        mark("To the sentence before"),
        MOVING,
        IN_PAGE,
        in_palette=False,
    ),
    Action("next_section", ("]",), mark("To the next section"), SECTIONS, hint=mark("section")),
    Action("previous_section", ("[",), mark("To the section before"), SECTIONS),
    Action("next_essay", ("J",), mark("Open the next essay"), SECTIONS),
    Action("previous_essay", ("K",), mark("Open the essay before"), SECTIONS),
    Action(
        "find",
        ("/",),
        mark("Find in the essay as you type"),
        FINDING,
        IN_TEXT,
        hint=mark("find"),
        also=mark("search"),
    ),
    Action("find_next", ("n",), mark("To the next match"), FINDING, IN_TEXT),
    Action("find_previous", ("N",), mark("To the match before"), FINDING, IN_TEXT),
    Action(
        "find_everywhere",
        ("S",),
        mark("Find in all essays as you type"),
        FINDING,
        hint=mark("find all"),
        also=mark("search everywhere"),
    ),
    Action("matching", ("&",), mark("List the paragraphs that match"), FINDING, IN_TEXT),
    Action("next_pane", ("Tab",), mark("To the next pane"), PANES, in_palette=False),
    Action("previous_pane", ("Shift+Tab",), mark("To the pane before"), PANES, in_palette=False),
    Action(
        "leftwards",
        ("h", "←"),
        mark("Towards the list of essays"),
        PANES,
        hint=mark("lists"),
        in_palette=False,
    ),
    Action("rightwards", ("l", "→"), mark("Into the page"), PANES, in_palette=False),
    Action("outline", ("t",), mark("To the outline; from there, hide it"), PANES),
    Action("essays", ("e",), mark("To the list of essays; from there, hide it"), PANES),
    Action(
        "choose",
        ("Enter",),
        mark("Open what is chosen"),
        LISTS,
        IN_LISTS,
        hint=mark("open"),
        in_palette=False,
    ),
    Action(
        "sort",
        ("s",),
        mark("Sort the list in another way"),
        LISTS,
        IN_ESSAYS,
        hint=mark("sort"),
    ),
    Action(
        "filter",
        ("/",),
        mark("Filter the list as you type"),
        LISTS,
        IN_ESSAYS,
        hint=mark("filter"),
    ),
    Action("group", ("c",), mark("Group the list by folder, author, tag, year"), LISTS, IN_ESSAYS),
    Action("wide_list", ("z",), mark("The list alone, with columns"), LISTS, IN_ESSAYS),
    Action("tag", ("#",), mark("Tag the essay"), LISTS, IN_ESSAYS, hint=mark("tag")),
    Action("later", ("L",), mark("Read the essay later"), LISTS, IN_ESSAYS),
    Action("finished", ("F",), mark("Call the essay finished, or not"), LISTS, IN_ESSAYS),
    Action("archive", ("A",), mark("Put the essay away, or back"), LISTS, IN_ESSAYS),
    Action("collections", ("C",), mark("Collections: filters by name"), LISTS),
    Action("details", ("i",), mark("What is known of the essay"), SECTIONS),
    Action("edit", ("E",), mark("Edit the essay's file"), SECTIONS),
    Action("diary", ("I",), mark("Reading statistics"), OTHER),
    Action("select", ("v",), mark("Select the sentence"), SELECTING, IN_PAGE, hint=mark("select")),
    Action(
        "select_paragraph",
        ("V",),
        mark("Select the paragraph; grow to whole paragraphs"),
        SELECTING,
        ON_PASSAGES,
    ),
    Action(
        "further",
        ("l", "→"),
        mark("The end that moves: a character on"),
        SELECTING,
        SELECTED,
        hint=mark("character"),
        in_palette=False,
    ),
    Action(
        "nearer",
        ("h", "←"),
        mark("A character back"),
        SELECTING,
        SELECTED,
        in_palette=False,
    ),
    Action(
        "word_further",
        ("w", "e"),
        mark("A word on, or a run of 字"),
        SELECTING,
        SELECTED,
        hint=mark("word"),
        in_palette=False,
    ),
    Action(
        "word_nearer",
        ("b",),
        mark("A word back"),
        SELECTING,
        SELECTED,
        in_palette=False,
    ),
    Action(
        "swap",
        ("o",),
        mark("Have the other end move"),
        SELECTING,
        SELECTED,
        hint=mark("other end"),
        in_palette=False,
    ),
    Action(
        "copy",
        ("y", "Ctrl+C"),
        mark("Copy what is selected"),
        SELECTING,
        ON_PASSAGES,
        hint=mark("copy"),
        in_palette=False,
    ),
    Action(
        "highlight",
        ("H",),
        mark("Highlight: H and 1 to 5, HH the last colour, H0 none"),
        SELECTING,
        ON_PASSAGES,
        hint=mark("highlight"),
        takes_letter=True,
        in_palette=False,
    ),
    Action("annotate", ("a",), mark("Write a note"), SELECTING, ON_PASSAGES, hint=mark("note")),
    Action(
        "run",
        ("!",),
        mark("Give the passage to a command of yours (config.yaml)"),
        SELECTING,
        ON_PASSAGES,
    ),
    Action("tag_passage", ("#",), mark("Tag the passage"), SELECTING, ON_PASSAGES),
    Action(
        "drop",
        ("Esc", "v"),
        mark("Select nothing"),
        SELECTING,
        SELECTED,
        hint=mark("drop"),
        in_palette=False,
    ),
    Action(
        "mark",
        ("m",),
        mark("Bookmark: mm keeps this place, m and a letter names it"),
        MARKS,
        hint=mark("mark"),
        takes_letter=True,
        in_palette=False,
    ),
    Action(
        "jump",
        ("'",),
        mark("To the bookmark of a letter; '' goes back"),
        MARKS,
        takes_letter=True,
        in_palette=False,
    ),
    Action("next_mark", (">",), mark("To the next bookmark of the essay"), MARKS, IN_PAGE),
    Action("previous_mark", ("<",), mark("To the bookmark before"), MARKS, IN_PAGE),
    Action("card", ("Enter",), mark("Show the bookmark at hand, with its note"), MARKS, IN_PAGE),
    Action("mark_here", (), mark("Bookmark this place"), MARKS),
    Action("back", ("Ctrl+O",), mark("Back to where you jumped from"), MARKS),
    Action("bookmarks", ("B",), mark("All bookmarks"), MARKS, hint=mark("bookmarks")),
    Action("undo", ("U",), mark("Take back the last change: to a bookmark, to the list"), MARKS),
    Action("redo", ("Ctrl+R",), mark("Do again what was taken back"), MARKS),
    Action("turn", ("p",), mark("Open or close the paid region in view"), PAID, hint=mark("paid")),
    Action("turn_all", ("P",), mark("Open or close all paid regions of the essay"), PAID),
    Action(
        "look",
        ("o",),
        mark("How the page looks: indent, gaps, columns, rules"),
        LOOK,
        IN_TEXT,
        also=mark("settings options preferences"),
    ),
    Action("picture", ("O",), mark("Show the image in sight"), LOOK, IN_PAGE),
    Action("wider", ("+",), mark("Longer lines"), LOOK),
    Action("narrower", ("-",), mark("Shorter lines"), LOOK),
    Action("usual_measure", ("=",), mark("Lines of the usual length"), LOOK),
    Action("theme", ("T",), mark("The next theme"), LOOK, also=mark("colours colors dark light")),
    Action(
        "zen", ("z",), mark("Nothing but the page"), LOOK, IN_TEXT, also=mark("full screen, focus")
    ),
    Action(
        "palette",
        (":", "Ctrl+P"),
        mark("Commands, essays, sections, bookmarks by name"),
        OTHER,
        in_palette=False,
    ),
    Action(
        "help",
        ("?", "F1"),
        mark("All keys"),
        OTHER,
        hint=mark("help"),
        also=mark("help manual shortcuts"),
    ),
    Action("close", ("Esc",), mark("Close what lies on top; never quits"), OTHER, in_palette=False),
    Action(
        "quit",
        ("q", "Ctrl+Q"),
        mark("Leave; the place is kept"),
        OTHER,
        hint=mark("quit"),
        also=mark("quit exit close"),
    ),
    Action(
        "suspend",
        ("Ctrl+Z",),
        mark("Back to the shell; fg brings the reader back"),
        OTHER,
        also=mark("suspend"),
    ),
)

BY_ID = {action.id: action for action in ACTIONS}

# What a Chinese input method types for the keys that are bound, beyond the full-width forms of U+FF01…FF5E.
_FULL_WIDTH = {
    "【": "[", "】": "]", "「": "[", "」": "]", "『": "{", "』": "}", "〔": "[", "〕": "]",
    "‘": "'", "’": "'", "“": '"', "”": '"', "。": ".", "、": "/", "《": "<", "》": ">",
    "￥": "$", "¥": "$", "—": "_", "…": "^", "·": "`", "\u3000": " ",
}  # fmt: skip

_NAMED = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift+Tab",
    "shift+space": "Shift+Space", "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp",
    "pagedown": "PgDn", "home": "Home", "end": "End", "f1": "F1", "backspace": "Backspace",
    "delete": "Delete",
}  # fmt: skip


def ascii_key(character: str) -> str:
    """The key that a character stands for: full-width forms become their ASCII keys."""
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return _FULL_WIDTH.get(character, character)


def key_name(key: str, character: str | None) -> str:
    """The table's name of a key, from what Textual calls it and the character that it types."""
    if character is None and key.startswith("fullwidth_"):
        # Some terminals' reports of keys carry no text.
        import unicodedata

        character = unicodedata.lookup(key.replace("_", " "))
    if character and (
        character in _FULL_WIDTH or (len(character) == 1 and character.isprintable())
    ):
        typed = ascii_key(character)
        return "Space" if typed == " " else typed
    if key.startswith("ctrl+") and len(key) == 6:
        return f"Ctrl+{key[5].upper()}"
    return _NAMED.get(key, key)


def is_key_of(action: Action, words: str) -> bool:
    """Whether what was typed, to look for an action, is one of its keys."""
    typed = words.strip()
    return (key_name("", typed) if len(typed) == 1 else typed) in action.keys


def is_called(action: Action, words: str) -> bool:
    """Whether *words* are a key of *action*, or all stand in what is said of it, here or in English."""
    from reader.session.filtering import folded
    from reader.wording import _

    parts = (action.says, action.group, action.also)
    said = folded(" ".join((*parts, *(_(part) for part in parts if part))))
    return is_key_of(action, words) or all(folded(word) in said for word in words.split())


def bindings(pane: Pane) -> dict[str, Action]:
    """The keys that are bound in a pane."""
    table = bindings(Pane.PAGE) if pane is Pane.SELECTION else {}
    for action in ACTIONS:
        if pane in action.panes:
            for key in action.keys:
                table[key] = action
    return table


def help_order(pane: Pane) -> list[Action]:
    """The actions with keys, those of *pane* alone first."""
    here = [a for a in ACTIONS if a.keys and a in bindings(pane).values()]
    if pane is Pane.SELECTION:
        return sorted(here, key=lambda a: pane not in a.panes)
    # The page's own are the ways to move, which begin with the simplest anyway.
    return (
        here if pane is Pane.PAGE else sorted(here, key=lambda a: len(a.panes) == len(EVERYWHERE))
    )
