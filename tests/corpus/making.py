"""Making the corpus: essays are drawn up, numbered, laid out in lines, and put together in sources.

What is drawn is the same on every run. The truth is noted while the source is made: the essays with
titles, authors, dates and headings.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.corpus.words import Words, words


@dataclass
class Heading:
    """A heading as it is written."""

    level: int
    text: str


@dataclass
class Draft:
    """An essay, before it is laid out."""

    title: str
    language: str
    parts: list[Heading | str]
    """Headings and paragraphs in order; a paragraph with line ends is verse."""
    author: str = ""
    date: str = ""
    """ISO 8601."""
    above: list[str] = field(default_factory=list)
    """Lines under the title."""
    below: list[str] = field(default_factory=list)
    """Lines at the end."""

    @property
    def headings(self) -> list[Heading]:
        """Its headings."""
        return [part for part in self.parts if isinstance(part, Heading)]


@dataclass
class Sample:
    """A source and what is true about it."""

    name: str
    text: str
    essays: list[Draft]


_HAN = "零一二三四五六七八九十"


def han(number: int) -> str:
    """*number*, up to 99, in Chinese numerals."""
    if number <= 10:
        return _HAN[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def roman(number: int) -> str:
    """*number*, up to 39, in Roman numerals."""
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "X" * (number // 10) + ones[number % 10]


Numberer = Callable[[int, str], str]

MANNERS: dict[str, tuple[str, list[Numberer]]] = {
    "official": (
        "zh",
        [
            lambda n, t: f"{han(n)}、{t}",
            lambda n, t: f"（{han(n)}）{t}",
            lambda n, t: f"{n}.{t}",
        ],
    ),
    "chapters": ("zh", [lambda n, t: f"第{han(n)}章 {t}", lambda n, t: f"第{han(n)}节　{t}"]),
    "chapters-and-official": ("zh", [lambda n, t: f"第{n}章{t}", lambda n, t: f"{han(n)}、{t}"]),
    "huimu": ("zh", [lambda n, t: f"第{han(n)}回　{t}　{t[::-1]}"]),
    "volumes": ("zh", [lambda n, t: f"第{han(n)}卷 {t}", lambda n, t: f"第{han(n)}章 {t}"]),
    "bare": ("zh", [lambda n, _: han(n)]),
    "bracket": ("zh", [lambda n, _: f"（{han(n)}）"]),
    "arabic": ("zh", [lambda n, t: f"{n}、{t}", lambda n, t: f"（{n}）{t}"]),
    "decimal": ("zh", [lambda n, t: f"{n} {t}", lambda n, t: f"1.{n} {t}"]),
    "plain": ("zh", [lambda _, t: t]),
    "plain-and-paren": ("zh", [lambda _, t: t, lambda n, t: f"（{han(n)}）{t}"]),
    "fenced": ("zh", [lambda n, t: f"===第{han(n)}章 {t}==="]),
    "lenticular": ("zh", [lambda _, t: f"【{t}】"]),
    "en-chapter": ("en", [lambda n, t: f"Chapter {roman(n)}. {t}"]),
    "en-chapter-alone": ("en", [lambda n, _: f"CHAPTER {n}"]),
    "en-book": ("en", [lambda n, _: f"BOOK {roman(n)}", lambda n, t: f"{roman(n)}. {t}"]),
    "en-roman": ("en", [lambda n, t: f"{roman(n)}. {t.upper()}"]),
    "en-bare": ("en", [lambda n, _: roman(n)]),
    "en-caps": ("en", [lambda _, t: t.upper()]),
    "en-plain": ("en", [lambda _, t: t]),
    "en-arabic": ("en", [lambda n, t: f"{n}. {t}", lambda n, t: f"1.{n} {t}"]),
    "en-sign": ("en", [lambda n, t: f"§ {n}. {t}"]),
    "ja-chapter": ("ja", [lambda n, t: f"第{han(n)}章　{t}"]),
    "ja-sono": ("ja", [lambda n, _: f"その{han(n)}"]),
    "ja-han": ("ja", [lambda n, _: han(n)]),
    "ko-chapter": ("ko", [lambda n, t: f"제{n}장 {t}"]),
    "ko-arabic": ("ko", [lambda n, t: f"{n}. {t}"]),
    "none": ("zh", []),
    "en-none": ("en", []),
}
"""Manners of heading: the language, and for each level how a heading is written."""


def draft(manner: str, seed: int, *, long: int = 1) -> Draft:
    """An essay with headings in *manner*."""
    language, numberers = MANNERS[manner]
    chance = random.Random(f"{manner}{seed}")
    bank = words(language)
    parts: list[Heading | str] = list(_paragraphs(chance, bank, 1, 2))
    titles = chance.sample(bank.headings, len(bank.headings))
    _sections(chance, bank, numberers, titles, 1, parts, long)
    if not numberers:
        parts += _paragraphs(chance, bank, 3, 6)
    return Draft(bank.titles[seed % len(bank.titles)], language, parts)


def _sections(
    chance: random.Random,
    bank: Words,
    numberers: list[Numberer],
    titles: list[str],
    level: int,
    parts: list[Heading | str],
    long: int,
) -> None:
    if level > len(numberers):
        return
    for number in range(1, chance.randint(2, 4) * (long if level == 1 else 1) + 1):
        title = titles.pop() if len(titles) > 1 else titles[0]
        parts.append(Heading(level, numberers[level - 1](number, title)))
        is_leaf = level == len(numberers) or (level > 1 and chance.random() < 0.4)
        if is_leaf or chance.random() < 0.5:
            parts += _paragraphs(chance, bank, 1, 4)
        if not is_leaf:
            _sections(chance, bank, numberers, titles, level + 1, parts, long)


def _paragraphs(chance: random.Random, bank: Words, least: int, most: int) -> Iterator[str]:
    for _ in range(chance.randint(least, most)):
        count = chance.choice((1, 2, 3, 4, 5, 7))
        yield bank.between.join(chance.sample(bank.sentences, min(count, len(bank.sentences))))


@dataclass(frozen=True)
class Layout:
    """How an essay is set in lines."""

    name: str
    blank: int = 0
    """Empty lines between paragraphs."""
    around: int = 0
    """Empty lines before a heading, instead of `blank`, if more."""
    indent: str = ""
    """Before a paragraph."""
    width: int = 0
    """Cells that lines are wrapped to; 0 for not at all."""


LAYOUTS = (
    Layout("lines"),
    Layout("blank", blank=1),
    Layout("indent", indent="　　"),
    Layout("indent-blank", blank=1, indent="　　"),
    Layout("spaced-headings", around=1),
    Layout("wide-headings", blank=1, around=2),
    Layout("wrapped", blank=1, around=2, width=72),
    Layout("wrapped-indent", around=1, indent="    ", width=66),
    Layout("wrapped-flush", blank=1, width=60),
)


def set_in(layout: Layout, essay: Draft) -> str:
    """The text of *essay*."""
    lines = [essay.title, *essay.above]
    gap = max(layout.blank, layout.around)
    for n, part in enumerate(essay.parts):
        is_heading = isinstance(part, Heading)
        lines += [""] * (gap if is_heading or n == 0 else layout.blank)
        text = part.text if isinstance(part, Heading) else layout.indent + part
        lines += wrapped(text, layout.width) if layout.width and not is_heading else [text]
        if is_heading and layout.around and not layout.blank:
            lines += [""]
    for line in essay.below:
        lines += [""] * layout.blank + [line]
    return "\n".join(lines) + "\n"


def wrapped(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* cells, the way editors break them: between words."""
    indent = text[: len(text) - len(text.lstrip())]
    lines = [indent]
    for word in re.findall(
        r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+", text[len(indent) :]
    ):
        if cells(lines[-1] + word.rstrip()) > width and word not in "，。、；：？！）》」』…":
            lines.append(word.lstrip())
        else:
            lines[-1] += word
    return [line.rstrip() for line in lines]


def cells(text: str) -> int:
    """The width of *text*."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
