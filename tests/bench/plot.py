"""A plot of bars, as an SVG of our own: small, and readable on light and dark grounds."""

import math
from collections.abc import Mapping
from xml.sax.saxutils import escape

_LEFT, _WIDTH, _BAR, _GAP, _TOP = 110, 520, 15, 4, 34
_INK, _OURS, _THEIRS = "#8a8a8a", "#c05c3c", "#9aa7b1"


def bars(title: str, unit: str, groups: Mapping[str, Mapping[str, float]], ours: str) -> str:
    """Bars on a logarithmic scale, a group below the other; *ours* is the one that is pointed out."""
    values = [value for group in groups.values() for value in group.values()]
    low = 10 ** math.floor(math.log10(min(values)))
    high = max(values)
    span = math.log10(high / low) or 1
    parts = [_text(0, 16, title, "start", 13)]
    y = _TOP
    for name, group in groups.items():
        parts.append(_text(0, y + 11, name, "start", 11))
        y += _BAR + _GAP
        for label, value in group.items():
            width = max(2, (_WIDTH - 70) * math.log10(value / low) / span)
            ink = _OURS if label.startswith(ours) else _THEIRS
            said = f"{value:,.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"
            parts += [
                _text(_LEFT - 6, y + 11, label, "end", 11),
                f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{ink}" rx="2"/>',
                _text(_LEFT + width + 5, y + 11, said, "start", 11),
            ]
            y += _BAR + _GAP
        y += 2 * _GAP
    size = f'width="{_LEFT + _WIDTH}" height="{y}" viewBox="0 0 {_LEFT + _WIDTH} {y}"'
    inner = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">\n{inner}\n</svg>\n'


def _text(x: float, y: float, said: str, anchor: str, size: int) -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{_INK}">'
        f"{escape(said)}</text>"
    )
