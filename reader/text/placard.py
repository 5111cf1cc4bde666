"""The placard: the block that stands in the page for a closed region.

    ┌────────────────────────────────────────────────┐
    │ 🔒 三、深化改革              1,204 字 · 4 分钟 │
    │    （一）入会                                  │
    │ Closed. p opens it, P opens all                │
    └────────────────────────────────────────────────┘

It says what the region holds (its headings), how long it is, and which key opens it, and nothing
else of it.
"""

from dataclasses import dataclass

from reader.text import clean
from reader.text.cells import clip, fit, width
from reader.text.length import Length
from reader.text.line import Line, Roles, Run
from reader.text.view import Placard

MOST_HEADINGS = 12
"""Headings a placard lists; the outline has all of them."""


@dataclass(frozen=True, slots=True)
class PlacardWords:
    """The words of a placard, in the interface's language."""

    closed: str = "Closed. p opens it, P opens all."
    more: str = "and {count} more"
    han: str = "{count:,} 字 · {minutes} min"
    words: str = "{count:,} words · {minutes} min"

    def length(self, length: Length) -> str:
        """How long something is: `1,204 字 · 4 min`."""
        pattern = self.words if length.in_words else self.han
        return pattern.format(count=length.shown, minutes=length.minutes)


def set_placard(placard: Placard, measure: int, words: PlacardWords) -> list[Line]:
    """The rows of *placard*, each *measure* cells wide; below twelve, one row without a frame."""
    region = placard.region
    start, end = region.start, region.end
    frame: Roles = ("placard", "frame")
    inner = measure - 4

    def row(left: str, right: str, roles: Roles, at: int, to: int) -> Line:
        space = max(0, inner - width(right) - 2) if right else inner
        shown = fit(left, space) + (f"  {right}" if right else "")
        runs = (
            Run("│ ", frame, None, region.id),
            Run(fit(shown, inner), roles, None, region.id),
            Run(" │", frame, None, region.id),
        )
        return Line(at, to, runs, ("body",), region=region.id)

    if measure < 12:
        mark = Run(clip("🔒 p", measure), ("placard",), None, region.id)
        return [Line(start, end, (mark,), ("body",), region=region.id)]

    title_roles: Roles = ("placard", "placard_title")
    quiet: Roles = ("placard", "quiet")
    edge = "─" * (measure - 2)
    length = words.length(placard.length)
    headings = placard.headings
    name = clean.line(headings[0].title if headings else placard.within)
    first_end = headings[1].start if len(headings) > 1 else end
    has_room = width(name) + 3 + 2 + width(length) <= inner
    # The upper edge stands for the same offsets as the title, so that a jump shows it too.
    rows = [Line(start, first_end, (Run(f"┌{edge}┐", frame, None, region.id),), region=region.id)]
    rows.append(row(f"🔒 {name}", length if has_room else "", title_roles, start, first_end))
    top = headings[0].level if headings else 1
    for n, section in enumerate(headings[1:MOST_HEADINGS], 1):
        to = headings[n + 1].start if n + 1 < len(headings) else end
        shift = " " * (3 + 2 * max(0, section.level - top))
        rows.append(row(shift + clean.line(section.title), "", ("placard",), section.start, to))
    if len(headings) > MOST_HEADINGS:
        more = words.more.format(count=len(headings) - MOST_HEADINGS)
        rows.append(row(f"   {more}", "", quiet, headings[MOST_HEADINGS].start, end))
    if not has_room:
        rows.append(row(f"   {length}", "", quiet, rows[-1].start, rows[-1].start))
    rows.append(row(words.closed, "", quiet, rows[-1].start, rows[-1].start))
    rows.append(Line(start, start, (Run(f"└{edge}┘", frame, None, region.id),), region=region.id))
    return rows
