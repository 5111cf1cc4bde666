"""Aozora Bunko's plain text: readings in 《》, notes of those who typed it in ［＃］.

The readings and notes are taken out; what a note says of a heading is kept. The rules are those of
the block 【テキスト中に現れる記号について】 that these texts begin with.
"""

from typing import NamedTuple

from reader.formats.markers import Source
from reader.regex import DOTALL, MULTILINE, regex

_NOTE = regex(r"※?［＃(?P<inside>[^［］\n]{0,200})］")
_HEADING = regex(r"(?:「.{1,60}」は)?(?:同行|窓)?(?P<size>[大中小])見出し(?:終わり)?")
_READING = regex(
    r"(?<=[々〆一-鿿ヶ〇Ａ-Ｚａ-ｚA-Za-z\u3400-\u4dbf])《[ぁ-ヿー・　 ]{1,30}》|｜(?=[^《\n]{1,30}《)"
)
_LEGEND = regex(
    r"^-{20,}[ \t]*\n+【テキスト中に現れる記号について】.*?^-{20,}[ \t]*$", MULTILINE | DOTALL
)
_READING_BEHIND_BAR = regex(r"｜[^《\n]{1,30}(?P<reading>《[^》\n]{1,30}》)")
_COLOPHON = regex(r"^底本：", MULTILINE)
_LONGEST_LEGEND = 4000
"""Code points."""


class Plain(NamedTuple):
    """A text without its readings and notes."""

    source: Source
    headings: dict[int, int]
    """The levels of headings, by where in the text their lines begin."""


def without_notes(source: Source) -> Plain:
    """*source* without Aozora's readings and notes."""
    text = source.text
    cuts: list[tuple[int, int]] = []
    if legend := _LEGEND.search(text, 0, _LONGEST_LEGEND):
        cuts.append(legend.span())
    begin = legend.end() if legend else 0
    levels: dict[int, int] = {}
    for note in _NOTE.finditer(text, begin):
        cuts.append(note.span())
        if heading := _HEADING.fullmatch(note["inside"]):
            line = text.rfind("\n", 0, note.start()) + 1
            levels.setdefault(line, "大中小".index(heading["size"]) + 1)
    cuts += [m.span() for m in _READING.finditer(text, begin)]
    cuts += [m.span("reading") for m in _READING_BEHIND_BAR.finditer(text, begin)]
    found = source.without(cuts)
    return Plain(found, {found.place(source.origin(line)): level for line, level in levels.items()})
