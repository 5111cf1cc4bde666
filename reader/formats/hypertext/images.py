"""The images of a page: where each really is, and which say nothing."""

from reader.formats.hypertext.names import words
from reader.formats.hypertext.tree import Element
from reader.regex import IGNORECASE, regex

_LAZY = (
    "data-src",
    "data-original",
    "data-original-src",
    "data-actualsrc",
    "data-actual-src",
    "data-lazy-src",
    "data-lazyload",
    "data-echo",
    "data-url",
    "file",
)
"""Where scripts would find the address, whatever stands in `src` until then."""
_PLACEHOLDER = regex(
    r"^data:image/(?:gif|svg)|(?:blank|spacer|placeholder|loading|lazy|transparent|grey|pixel)[\w.-]*$",
    IGNORECASE,
)
_LETTER = words("emoji smiley smilies icon latex math tex gaiji inline-image wp-smiley mwe-math")
"""Classes of images that stand for a letter or a formula."""
_SMALLEST, _SMALL = 3, 40
"""Pixels: up to the first an image only counts visitors, up to the second it is a letter."""
_PIXELS = regex(r"\s*(\d{1,5})(?:px)?\s*$")
_STYLED = regex(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,5})px", IGNORECASE)


def address(image: Element) -> str:
    """Where an `img` or SVG `image` is; of one in the page itself, all of it."""
    found = image.get("src") or image.get("href") or image.get("xlink:href")
    if not found or _PLACEHOLDER.search(found):
        lazy = next((image.get(name) for name in _LAZY if image.get(name)), "")
        found = lazy or _first_of(image.get("data-srcset") or image.get("srcset")) or found
    found = "".join(found.split())
    if found[:5].lower() == "data:":
        return found if "," in found else "data:"
    return "" if found[:11].lower() == "javascript:" else found


def _first_of(candidates: str) -> str:
    return candidates.strip().partition(" ")[0].rstrip(",") if candidates else ""


def alternative(image: Element) -> str:
    """The text that stands for an image."""
    found = " ".join((image.get("alt") or image.get("title")).split())
    return "" if found.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp")) else found


def is_counter(image: Element) -> bool:
    """Whether an image is only there to be fetched."""
    sizes = _sizes(image)
    return bool(sizes) and min(sizes) < _SMALLEST


def is_letter(image: Element) -> bool:
    """Whether an image stands in a line as a letter does."""
    if not _LETTER.isdisjoint(image.classes):
        return True
    sizes = _sizes(image)
    return bool(sizes) and max(sizes) <= _SMALL


def _sizes(image: Element) -> list[int]:
    """Width and height in pixels, as far as they are said."""
    said = (_PIXELS.match(image.get(name)) for name in ("width", "height"))
    found = [int(each[1]) for each in said if each]
    return found or [int(size) for _, size in _STYLED.findall(image.get("style"))]
