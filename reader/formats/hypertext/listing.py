"""Which preformatted text is program text, and in which language: poems are preformatted too."""

from reader.formats.hypertext.names import words
from reader.formats.hypertext.tree import Element
from reader.formats.plaintext.lines import is_code
from reader.regex import regex

_LANGUAGE = regex(r"(?:language|lang|brush|highlight(?:-source)?|sourceCode)[-: ]+([\w+#-]{1,20})")
_NO_LANGUAGE = words("text plain plaintext none code table")
_SOURCE = words("highlight hljs sourcecode code prettyprint source prism chroma codehilite")


def is_listing(element: Element, text: str) -> bool:
    """Whether the preformatted *element*, whose text is *text*, is program text."""
    if element.name != "pre" or any(
        each.name in ("code", "samp", "kbd") for each in element.descend()
    ):
        return True
    around = (element, *list(element.ancestors())[:6])
    if any(not _SOURCE.isdisjoint(each.classes) for each in around) or language_of(element):
        return True
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    return 2 * sum(is_code(line.strip()) for line in lines) > len(lines)


def language_of(element: Element) -> str:
    """The language that a listing says it is in, or empty."""
    inner = [each for each in element.elements() if each.name == "code"]
    for each in (*inner, element, *list(element.ancestors())[:6]):
        if said := each.get("data-lang") or each.get("data-language"):
            return said.split()[0].lower() if said.split() else ""
        words_said = each.get("class")
        if found := _LANGUAGE.search(words_said):
            return "" if found[1].lower() in _NO_LANGUAGE else found[1].lower()
        if "highlight" in each.classes:
            others = [w for w in each.classes if w not in _SOURCE | _NO_LANGUAGE]
            return others[0] if len(others) == 1 else ""
    return ""
