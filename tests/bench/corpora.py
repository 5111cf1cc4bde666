"""Texts to measure with, made anew each time and always the same: no essay is as long as what a reader may open."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.books import epub, page

NEEDLE = "启程"
"""Stands at the beginning of each text: a program that shows it shows the text."""
END = "终点"
"""Stands at the end of each text."""

_HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
_ENGLISH = """
the of and to in a is that for it as was with be by on not he his but at are this have from or one had which
word all were when we there can more if no man out other so what time up go about than into could state only
new year some take come these know see use get like then first any work now may such give over think most even
find day also after way many must look before great back through long where much should well people down own
just because good each those feel seem how high too place little world very still nation hand old life tell
write become here show house both between need mean call develop under last right move thing general school
"""
_WORDS = _ENGLISH.split()
_LATIN = [
    "Python",
    "Unicode",
    "72",
    "2024",
    "3.14",
    "e-mail",
    "GB18030",
    "Textual 8",
    "CPU",
    "km/h",
]


class Corpus(NamedTuple):
    """A text of about some size."""

    name: str
    suffix: str
    make: Callable[[int], str]
    pack: Callable[[str], bytes] = str.encode
    """What a file of the text holds."""

    def written(self, folder: Path, size: int) -> Path:
        """The file that holds it, of about *size* bytes."""
        path = folder / f"{self.name.replace(' ', '-')}-{size}{self.suffix}"
        if not path.exists():
            path.write_bytes(self.pack(self.make(size)))
        return path


def _sentence(chance: random.Random, kind: str) -> str:
    if kind == "english":
        words = chance.choices(_WORDS, k=chance.randint(6, 24))
        words[len(words) // 2] += chance.choice([",", ";", " —", ""])
        return " ".join(words).capitalize() + chance.choice([".", ".", ".", "?", "!"]) + " "
    clauses = ["".join(chance.choices(_HAN, k=chance.randint(4, 16))) for _ in range(4)]
    if kind == "mixed":
        clauses[1] += chance.choice(_LATIN) + "".join(chance.choices(_HAN, k=3))
    if chance.random() < 0.2:
        clauses[2] = f"“{clauses[2]}”"
    if chance.random() < 0.1:
        clauses[0] = f"{clauses[0][:3]}（{clauses[0][3:]}）——"
    return "，".join(clauses) + chance.choice("。。。？！；")


def pieces(kind: str, seed: int = 1) -> Iterator[str]:
    """Paragraphs without end, with a heading now and then; `NEEDLE` is the first."""
    chance = random.Random(seed)
    yield NEEDLE
    for number in count(1):
        if number % 20 == 1:
            heading = (
                f"Chapter {number // 20 + 1}" if kind == "english" else f"第{number // 20 + 1}章"
            )
            yield ("## " if kind == "markdown" else "") + heading
        said = [_sentence(chance, kind) for _ in range(chance.randint(2, 8))]
        if kind == "markdown":
            said[0] = f"**{said[0][:2]}**{said[0][2:]}"
            said[-1] += f"（[{said[0][2:5]}](https://example.org/{number})）"
            said.insert(0, chance.choice(["", "", "", "", "- ", "> "]))
        yield "".join(said).rstrip()


def _text(kind: str, between: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        parts, length = [], 0
        for piece in pieces(kind):
            parts.append(piece)
            length += len(piece.encode()) + len(between)
            if length >= size:
                break
        return f"{between.join(parts)}{END}\n"

    return make


def _book(text: str) -> bytes:
    """An EPUB of a text's chapters."""
    chapters: list[list[str]] = []
    for line in text.split("\n"):
        is_heading = line.startswith("第") and len(line) < 9
        if is_heading or not chapters:
            chapters.append([])
        if line:
            chapters[-1].append(f"<h1>{line}</h1>" if is_heading else f"<p>{line}</p>")
    pages = {f"{n}.xhtml": page("\n".join(lines)) for n, lines in enumerate(chapters)}
    contents = "".join(f'<li><a href="{name}">{name}</a></li>' for name in pages)
    return epub(pages, f"<ol>{contents}</ol>")


CHINESE = Corpus("Chinese", ".txt", _text("chinese", "\n"))
ENGLISH = Corpus("English", ".txt", _text("english", "\n\n"))
MIXED = Corpus("mixed", ".txt", _text("mixed", "\n"))
MARKDOWN = Corpus("Markdown", ".md", _text("markdown", "\n\n"))
BOOK = Corpus("EPUB", ".epub", _text("chinese", "\n"), _book)
ONE_LINE = Corpus("one line", ".txt", _text("chinese", ""))
