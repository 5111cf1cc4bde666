"""The elements of a page in their order → the blocks of a document.

Here are the elements that are blocks. What stands in their lines is `phrasing`'s, how text is folded into a block
`folding`'s.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from reader.contexts import contextmanager
from reader.formats.blocks import Run
from reader.formats.gathering import Piece
from reader.formats.hypertext import grid, images
from reader.formats.hypertext.breaks import parted
from reader.formats.hypertext.footnotes import Footnotes
from reader.formats.hypertext.hiding import Hiding
from reader.formats.hypertext.listing import is_listing, language_of
from reader.formats.hypertext.names import BLOCKS, HEADINGS
from reader.formats.hypertext.phrasing import Phrasing
from reader.formats.hypertext.tree import Element, Text
from reader.formats.markers import Source
from reader.formats.phrases import Phrase
from reader.regex import regex
from reader.text.document import Kind, Style

_CENTERED = regex(r"text-align\s*:\s*center", re.IGNORECASE)
_NUMBER = regex(
    r"\s*(?:[\[(（〔［【]\s*(?:注|註)?\s*(?:\d{1,4}|[*①-⑳一二三四五六七八九十])?\s*[\])）〕］】]|[①-⑳]|\d{1,4}[.、．](?!\d))\s*"
)
"""What a note begins with that only says its number again."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


class Flow(Phrasing):
    """One walk through the elements of a page."""

    def __init__(
        self, source: Source, hiding: Hiding, footnotes: Footnotes, base: str = ""
    ) -> None:
        """*base* is what relative addresses are relative to, if that is known."""
        super().__init__(source, hiding, footnotes, base)
        self.numbers: list[list[Any]] = []
        """Of each open list the number of its next item, and how it is written."""

    def pieces(self, page: Element) -> list[Piece]:
        """The blocks of a *page*, notes at the end."""
        self.read(page)
        return self.done()

    def read(self, page: Element) -> None:
        """Put the blocks of a *page* at the end."""
        self._walk(page)
        self._finish()

    def done(self) -> list[Piece]:
        """All blocks, with the notes that the text refers to behind them."""
        at = 0
        while at < len(labels := list(self.notes.numbers)):
            if labels[at] in self.footnotes.bodies:
                self._note(labels[at])
            at += 1
        return self.finished(len(self.text))

    def _element(self, element: Element) -> None:
        is_block = element.name in _ELEMENTS or element.name in BLOCKS
        if not is_block or self._is_reference(element):
            super()._element(element)
            return
        with self._apart(element):
            _ELEMENTS.get(element.name, Flow._walk)(self, element)

    @contextmanager
    def _apart(self, element: Element) -> Iterator[None]:
        """What *element* holds stands apart from what is around it."""
        self._finish()
        before = self.is_centered
        if element.attributes:
            said = element.get("align").lower()
            style = element.get("style")
            if said or "text-align" in style:
                self.is_centered = said == "center" or _CENTERED.search(style) is not None
        if element.name == "center":
            self.is_centered = True
        yield
        self._finish()
        self.is_centered = before

    def _heading(self, element: Element) -> None:
        before, self.level = self.level, int(element.name[1])
        self._walk(element)
        self._finish()
        self.level = before

    def _quotation(self, element: Element) -> None:
        self.quotes += 1
        self._walk(element)
        self._finish()
        self.quotes -= 1

    def _list(self, element: Element) -> None:
        start = element.get("start").strip()
        first = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1
        with self._listed(first, element.get("type"), is_ordered=element.name == "ol"):
            self._walk(element)

    @contextmanager
    def _listed(
        self, first: int = 1, style: str = "", *, is_ordered: bool = False
    ) -> Iterator[None]:
        """The items in here are a list's; the *first* has this number, written in that *style*."""
        self.open_list(is_ordered=is_ordered)
        self.numbers.append([first, style])
        yield
        self._finish()
        self.numbers.pop()
        self.lists.pop()

    def _item(self, element: Element) -> None:
        if not self.lists:
            with self._listed():
                self._item(element)
            return
        if not self.lists[-1].is_ordered:
            self.open_item()
        else:
            value = element.get("value").strip()
            if re.fullmatch(r"-?\d{1,6}", value):
                self.numbers[-1][0] = int(value)
            self.open_item(_numbered(*self.numbers[-1]))
            self.numbers[-1][0] += 1
        if (box := _box(element)) is not None:
            self.lists[-1].bullet = "☑" if "checked" in box.attributes else "☐"
        self._walk(element)
        self._finish()
        # An empty item says nothing; in a page it is most often an icon.
        self.lists[-1].bullet = ""

    def _term(self, element: Element) -> None:
        with self._looking(Style.STRONG):
            self._walk(element)
            self._finish()

    def _definition(self, element: Element) -> None:
        with self._listed():
            self._walk(element)

    def _rule(self, element: Element) -> None:
        self.add(Kind.RULE, [])

    def _preformatted(self, element: Element) -> None:
        phrase = Phrase()
        phrase.put(self._verbatim(element))
        text = "".join(run.text for run in phrase.runs)
        end = len(text.rstrip())
        lead = text[: len(text) - len(text.lstrip())]
        phrase = phrase.part(lead.rfind("\n") + 1, end)
        if not end:
            return
        if is_listing(element, text):
            self.add(Kind.CODE, phrase.runs, label=language_of(element))
        else:
            for kind, part in parted(phrase, set()):
                self.add(kind, part.runs)

    def _verbatim(self, element: Element) -> Iterator[Run]:
        """The text of *element* as it is written."""
        for child in element.children:
            if isinstance(child, Text):
                written = self.text[child.start : child.end]
                if child.is_raw or "&" not in written:
                    yield Run(written, child.start)
                    continue
                for match in re.finditer(r"&#?\w{1,32};?|[^&]+|&", written):
                    found = unescape(match[0]) if match[0][0] == "&" else match[0]
                    yield Run(found.replace("\r", "\n"), child.start + match.start())
            elif child.name == "br":
                yield Run("\n", child.start)
            elif not self.hiding.hides(child):
                yield from self._verbatim(child)
                if child.name in ("div", "p", "li", "tr"):
                    yield Run("\n", child.end)

    def _table(self, element: Element) -> None:
        rows = grid.rows_of(element)
        rows = [[cell for cell in row if not self.hiding.hides(cell)] for row in rows]
        rows = [row for row in rows if row]
        if not grid.is_grid(element, rows):
            self._walk(element)
            return
        for caption in element.elements():
            if caption.name == "caption" and (found := self._line(caption)).size:
                self.add(Kind.PARAGRAPH, found.runs, found.marks, centered=True)
        whole = Phrase()
        width = max(sum(grid.span_of(cell, "colspan") for cell in row) for row in rows)
        hanging = [0] * width
        """Rows that a cell above still reaches down to, by column."""
        for number, row in enumerate(rows):
            if number:
                whole.put([Run("\n", row[0].start)])
            self._row(row, whole, hanging)
        columns = tuple(grid.alignment(cell) for cell in rows[min(1, len(rows) - 1)])
        columns = (*columns, *["left"] * (width - len(columns)))[:width]
        self.add(Kind.TABLE, whole.runs, whole.marks, columns=columns)

    def _row(self, row: list[Element], whole: Phrase, hanging: list[int]) -> None:
        """Put the cells of a row at the end of *whole*."""
        cells = iter(row)
        column = 0
        while column < len(hanging):
            if hanging[column]:
                hanging[column] -= 1
                taken = 1
            elif (cell := next(cells, None)) is not None:
                whole.extend(self._line(cell))
                taken = min(grid.span_of(cell, "colspan"), len(hanging) - column)
                for spanned in range(column, column + taken):
                    hanging[spanned] = grid.span_of(cell, "rowspan") - 1
            else:
                taken = 1
            at = row[-1].end
            for _ in range(taken):
                column += 1
                if column < len(hanging):
                    whole.put([Run("\t", at)])

    def _figure(self, element: Element) -> None:
        if any(around.name == "figure" for around in element.ancestors()):
            self._walk(element)
            return
        pictures = self._pictures(element)
        holds = {each.name for each in element.descend() if each is not element}
        if not pictures or holds & {"figure", "table", "pre", "blockquote"}:
            self._walk(element)
            return
        legend = element.first("figcaption")
        caption = self._line(legend) if legend is not None else Phrase()
        for picture in pictures:
            runs, marks = self._alternative(picture), []
            if picture is pictures[-1] and caption.size:
                runs, marks = caption.runs, caption.marks
            self.add(Kind.FIGURE, runs, marks, label=self._absolute(images.address(picture)))

    def _pictures(self, element: Element) -> list[Element]:
        """The images in *element* that are shown."""
        found: list[Element] = []
        for child in element.elements():
            if self.hiding.hides(child):
                continue
            found += [child] if child.name in ("img", "image") else self._pictures(child)
        return found

    def _legend(self, element: Element) -> None:
        self.is_centered = True
        self._walk(element)

    def _note(self, label: str) -> None:
        """Read the note *label*, which stands somewhere else."""
        self.note = label
        body = self.footnotes.bodies[label]
        self._walk(body)
        self._finish()
        self.note = None
        phrases = self.notes.phrases.get(label, [])
        if phrases and (number := _NUMBER.match("".join(run.text for run in phrases[0].runs))):
            phrases[0] = phrases[0].part(number.end(), phrases[0].size)


def _box(item: Element) -> Element | None:
    """The box to tick that an item begins with."""
    for _ in range(3):
        inside = item.elements()[:1]
        if not inside:
            break
        item = inside[0]
        if item.name == "input" and item.get("type").lower() == "checkbox":
            return item
    return None


def _numbered(number: int, style: str) -> str:
    """An item's number as its list writes it."""
    if style in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(style) + number - 1)}."
    if style in ("i", "I") and 1 <= number < len(_ROMAN):
        return f"{_ROMAN[number] if style == 'i' else _ROMAN[number].upper()}."
    return f"{number}."


_ELEMENTS: dict[str, Callable[[Flow, Element], None]] = {
    **dict.fromkeys(sorted(HEADINGS), Flow._heading),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), Flow._preformatted),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), Flow._list),
    "blockquote": Flow._quotation,
    "li": Flow._item,
    "dt": Flow._term,
    "dd": Flow._definition,
    "hr": Flow._rule,
    "table": Flow._table,
    "figure": Flow._figure,
    "figcaption": Flow._legend,
    "summary": Flow._term,
}
