"""What stands in a line of a page: how text looks, links, images, readings, marks of notes.

HTML calls it phrasing content. How text is folded into a block is `folding`'s; which elements are blocks is `flow`'s.
"""

import re
from collections.abc import Callable, Iterator

from reader.contexts import contextmanager
from reader.formats.blocks import Run
from reader.formats.hypertext import images
from reader.formats.hypertext.folding import Folding, trimmed
from reader.formats.hypertext.footnotes import Footnotes
from reader.formats.hypertext.hiding import Hiding
from reader.formats.hypertext.tree import Element, Text
from reader.formats.markers import Source, unpaid
from reader.formats.phrases import Phrase
from reader.regex import regex
from reader.text.document import Kind, Mark, Style

_STYLES = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var", "mark"), Style.EMPHASIS),
    **dict.fromkeys(("b", "strong"), Style.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Style.CODE),
    **dict.fromkeys(("s", "strike", "del"), Style.DELETED),
}
_BOLD = regex(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = regex(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class Phrasing(Folding):
    """A walk through elements that stand in lines."""

    def __init__(
        self, source: Source, hiding: Hiding, footnotes: Footnotes, base: str = ""
    ) -> None:
        """*base* is what relative addresses are relative to, if that is known."""
        super().__init__(source)
        self.base = base
        self.hiding = hiding
        self.footnotes = footnotes

    def _walk(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, Text):
                self._take(child)
            elif not self.hiding.hides(child) and not self.footnotes.is_taken(child):
                self._element(child)

    def _element(self, element: Element) -> None:
        if self._is_reference(element):
            self._refer(element)
        elif element.name == "br":
            self._break(element.start)
        elif element.name != "wbr":
            _ELEMENTS.get(element.name, Phrasing._styled)(self, element)

    def _is_reference(self, element: Element) -> bool:
        """Whether *element* refers to a note."""
        return bool(self.footnotes.references) and id(element) in self.footnotes.references

    def _styled(self, element: Element) -> None:
        style = _STYLES.get(element.name)
        said = element.get("style")
        if style is None and said:
            if _BOLD.search(said):
                style = Style.STRONG
            elif _ITALIC.search(said):
                style = Style.EMPHASIS
        if style is None:
            self._walk(element)
            return
        with self._looking(style):
            self._walk(element)

    def _link(self, element: Element) -> None:
        target = element.get("href").strip()
        if self.note is not None and self.footnotes.is_backlink(element, self.note):
            return
        if not target or target[0] == "#" or target[:11].lower() == "javascript:":
            self._styled(element)
            return
        with self._looking(Style.LINK, self._absolute(target)):
            self._walk(element)

    @contextmanager
    def _looking(self, style: Style, target: str = "") -> Iterator[None]:
        """The text in here looks like *style*."""
        self._put_space("")
        self.styles.append([style, self.here.size, target])
        yield
        _, start, _ = self.styles.pop()
        self._mark(style, start, target)

    def _mark(self, style: Style, start: int, target: str) -> None:
        if start < self.here.size:
            self.here.marks.append(Mark(start, self.here.size, style, target))

    def _image(self, element: Element) -> None:
        if note := element.get("zy-footnote") or self._note_in(element):
            self._refer_to(note, element)
            return
        if images.is_counter(element):
            return
        if self.flat or images.is_letter(element):
            for run in self._alternative(element):
                self._put(run.text, run.offset)
        elif address := images.address(element):
            self._finish()
            self.add(Kind.FIGURE, self._alternative(element), label=self._absolute(address))

    def _drawing(self, element: Element) -> None:
        """Book covers are images inside of a drawing; of others nothing is shown."""
        picture = element.first("img", "image")
        if picture is not None:
            self._image(picture)

    def _absolute(self, address: str) -> str:
        if not self.base or not address or address.startswith("data:"):
            return address
        from urllib.parse import urljoin

        try:
            return urljoin(self.base, address)
        except ValueError:
            return address

    def _note_in(self, image: Element) -> str:
        """The note that an image holds: Chinese booksellers put it into `alt`."""
        is_note = any("footnote" in word for word in image.classes)
        around = image.parent
        if not is_note or (around is not None and around.name == "a" and around.get("href")):
            return ""
        return " ".join(image.get("alt").split())

    def _refer_to(self, note: str, element: Element) -> None:
        note = unpaid(note)
        label = f"^{element.start}"
        self._put_reference(label, element.start)
        self.notes.add(label, Phrase([Run(note, element.start)], [], len(note)))

    def _alternative(self, image: Element) -> list[Run]:
        text = unpaid(images.alternative(image))
        return [Run(text, image.start)] if text else []

    def _ruby(self, element: Element) -> None:
        """Each reading stands in brackets behind what it is the reading of."""
        for child in element.children:
            if isinstance(child, Text):
                self._take(child)
            elif child.name in ("rt", "rtc"):
                reading = self._line(child)
                if reading.size:
                    self._put("（", child.start)
                    self._extend(reading)
                    self._put("）", max(child.start, child.end - 1))
            elif not self.hiding.hides(child):
                self._element(child)

    def _raised(self, element: Element) -> None:
        self._shifted(element, _RAISED)

    def _lowered(self, element: Element) -> None:
        self._shifted(element, _LOWERED)

    def _shifted(self, element: Element, letters: dict[int, int]) -> None:
        """Text above or below the line: in letters that are, where there are such for all of it."""
        found = self._line(element)
        text = "".join(run.text for run in found.runs)
        if text and len(text) <= 8 and all(ord(character) in letters for character in text):
            found.runs = [Run(run.text.translate(letters), run.offset) for run in found.runs]
        self._extend(found)

    def _quoted(self, element: Element) -> None:
        self._put("“", element.start)
        self._walk(element)
        self._put("”", max(element.start, element.end - 1))

    def _refer(self, element: Element) -> None:
        self._put_reference(self.footnotes.references[id(element)], element.start)

    def _put_reference(self, label: str, at: int) -> None:
        number = self.notes.number(label)
        self._put_space("")
        start = self.here.size
        self._put(f"[{number}]", at)
        self.here.marks.append(Mark(start, self.here.size, Style.NOTE_MARK, number))

    def _line(self, element: Element) -> Phrase:
        """The text of *element* in one line."""
        self.flat += 1
        with self._aside() as found:
            self._walk(element)
        self.flat -= 1
        for index, run in enumerate(found.runs):
            if "\n" in run.text or "\t" in run.text:
                found.runs[index] = run._replace(text=re.sub(r"[\n\t]", " ", run.text))
        return trimmed(found)


_ELEMENTS: dict[str, Callable[[Phrasing, Element], None]] = {
    "a": Phrasing._link,
    "img": Phrasing._image,
    "ruby": Phrasing._ruby,
    "sup": Phrasing._raised,
    "sub": Phrasing._lowered,
    "q": Phrasing._quoted,
    "svg": Phrasing._drawing,
}
