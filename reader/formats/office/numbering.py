"""The numbers that Word counts: which stands before a paragraph (ECMA-376, 17.9)."""

from __future__ import annotations

from typing import NamedTuple

from reader.formats.hypertext.tree import Element
from reader.formats.hypertext.xmlfile import XmlFile
from reader.formats.office.numerals import written
from reader.regex import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_PLACE = regex(r"%([1-9])")
_PLAIN = regex(r"%[1-9][.)]")
_LETTERS = frozenset({"decimal", "lowerletter", "upperletter", "lowerroman", "upperroman"})
_LARGEST = 1_000_000


class Number(NamedTuple):
    """What stands before a paragraph."""

    text: str
    value: int
    is_bullet: bool
    is_plain: bool
    """Whether it is a number and a full stop, as those of any list."""


class _Level(NamedTuple):
    form: str = "decimal"
    text: str = ""
    start: int = 1


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(
        self, levels: dict[str, dict[int, _Level]], lists: dict[str, tuple[str, dict[int, int]]]
    ) -> None:
        """*levels* by abstract list; *lists*: of each the abstract one, and levels that start anew."""
        self._levels = levels
        self._lists = lists
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()

    def next(self, list_id: str, depth: int) -> Number | None:
        """The number of the next paragraph of a list; None if it has none."""
        if list_id not in self._lists:
            return None
        abstract, starts = self._lists[list_id]
        levels = self._levels.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return None
        if level.form == "bullet":
            return Number("", 0, True, False)
        counts = self._counts.setdefault(abstract, [0] * 10)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for deep, start in starts.items():
                counts[deep] = start - 1
        if not counts[depth] and depth not in starts:
            counts[depth] = level.start - 1
        counts[depth] = min(counts[depth] + 1, _LARGEST)
        counts[depth + 1 :] = [0] * (9 - depth)
        if level.form == "none" or not level.text:
            return None

        def place(match: re.Match[str]) -> str:
            deep = int(match[1]) - 1
            around = levels.get(deep, _Level())
            return written(counts[deep] or around.start, around.form)

        text = _PLACE.sub(place, level.text)
        blank = "" if text[-1:] in "、．）】》" or text[-1:] >= "\u2e80" else " "
        is_plain = _PLAIN.fullmatch(level.text) is not None and level.form in _LETTERS
        return Number(text + blank, counts[depth], False, is_plain)


def numbering_of(page: XmlFile | None) -> Numbering:
    """The lists that the part `numbering.xml` defines."""
    levels: dict[str, dict[int, _Level]] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    for element in page.root.descend() if page is not None else ():
        if element.name == "abstractnum":
            levels[element.get("w:abstractnumid")] = {
                _number(each.get("w:ilvl"), 0): _level(each)
                for each in element.elements()
                if each.name == "lvl"
            }
        elif element.name == "num":
            abstract = _said(element, "abstractnumid")
            starts = {
                _number(each.get("w:ilvl"), 0): _number(_said(each, "startoverride"), 1)
                for each in element.elements()
                if each.name == "lvloverride" and _said(each, "startoverride")
            }
            lists[element.get("w:numid")] = abstract, starts
    return Numbering(levels, lists)


def _level(element: Element) -> _Level:
    form = _said(element, "numfmt") or "decimal"
    return _Level(form.lower(), _said(element, "lvltext"), _number(_said(element, "start"), 1))


def _said(element: Element, name: str) -> str:
    found = next((each for each in element.elements() if each.name == name), None)
    return found.get("w:val") if found is not None else ""


def _number(said: str, otherwise: int) -> int:
    return int(said) if said.isdecimal() and len(said) < 6 else otherwise
