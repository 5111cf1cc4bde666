"""Pictures of the screens: SVG that the program makes of itself, byte for byte the same in every run.

Rich counts a text's code points where it should count its cells, so Chinese comes out squeezed to half its width; here
each text gets the width that it has on the screen. When rich's own `export_svg` does this, `widened` may go.
"""

import html
import re
from pathlib import Path

from textual.app import App

from reader.text.cells import width

FOLDER = Path(__file__).parent / "pictures"
CELL = 12.2
"""What rich takes for the width of a cell, at its font size of 20."""

_TEXT = re.compile(r'(<text class="[^"]*-r\d+"[^>]*? textLength=")[\d.]+("[^>]*>)([^<]*)(</text>)')
_FONTS = '"DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", "Sarasa Mono SC", monospace'


def widened(svg: str) -> str:
    """The picture with each text as wide as its cells, in fonts that have Chinese."""

    def one(match: re.Match[str]) -> str:
        cells = width(html.unescape(match[3]))
        return f"{match[1]}{cells * CELL:.1f}{match[2]}{match[3]}{match[4]}"

    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?Fira Code[^;]*;", f"font-family: {_FONTS};", svg)
    # The number that rich makes of the picture's content only keeps several pictures in one page apart.
    svg = re.sub(r"terminal-\d+-", "reader-", svg)
    return _TEXT.sub(one, svg)


def picture(app: App[int], title: str = "Reader") -> str:
    """What the window shows, as SVG."""
    return widened(app.export_screenshot(title=title)) + "\n"
