"""Documents for tests: written as one reads them, or drawn at random."""

from collections.abc import Iterable
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

from reader.text.document import Block, Document, Kind, Mark, Region, Style, nest

OPEN, CLOSE = "⟦", "⟧"
"""Where a paid region begins and ends in the text of `essay`."""


def essay(title: str, *blocks: str, **details: Any) -> Document:
    """A document; what a block is shows by how it begins.

    `# ` and `## ` are headings, `> ` a quotation, `- ` a list item, `| ` a table (cells parted by
    `|`, rows by line ends), `[1] ` a note, `~ ` verse, three backticks code, `---` a rule;
    everything else is a paragraph. Paid regions stand between ⟦ and ⟧, and are called r0, r1, ….
    """
    parts = [(Kind.TITLE, title, {}), *(_part(block) for block in blocks)]
    text = ""
    edges: list[int] = []
    found: list[Block] = []
    for kind, said, fields in parts:
        start = len(text)
        for character in said:
            if character in (OPEN, CLOSE):
                edges.append(len(text))
            else:
                text += character
        found.append(Block(kind, start, len(text), **fields))
        text += "\n"
    regions = zip(edges[::2], edges[1::2], strict=True)
    return document(text, found, regions, title=title.strip(OPEN + CLOSE), **details)


def _part(block: str) -> tuple[Kind, str, dict[str, Any]]:
    marker, _, rest = block.partition(" ")
    fields: dict[str, Any] = {}
    if block.startswith("```"):
        label, _, code = block[3:].partition("\n")
        return Kind.CODE, code, {"label": label}
    if block == "---":
        return Kind.RULE, "", fields
    if marker and set(marker) == {"#"}:
        return Kind.HEADING, rest, {"level": len(marker)}
    if marker and set(marker) == {">"}:
        return Kind.PARAGRAPH, rest, {"quotes": len(marker)}
    if marker and set(marker) == {"-"}:
        return Kind.PARAGRAPH, rest, {"indent": len(marker), "bullet": "•"}
    if marker == "|":
        return Kind.TABLE, rest.replace("|", "\t"), fields
    if marker == "~":
        return Kind.VERSE, rest, fields
    if marker.startswith("[") and marker.endswith("]"):
        return Kind.NOTE, rest, {"label": marker[1:-1]}
    return Kind.PARAGRAPH, block, fields


def document(
    text: str,
    blocks: Iterable[Block],
    regions: Iterable[tuple[int, int]] = (),
    **details: Any,
) -> Document:
    """A document with its sections, and regions called r0, r1, …."""
    blocks = tuple(blocks)
    headings = [
        (block.level, text[block.start : block.end], block.start)
        for block in blocks
        if block.kind is Kind.HEADING
    ]
    return Document(
        title=details.pop("title", text[blocks[0].start : blocks[0].end]),
        text=text,
        blocks=blocks,
        sections=nest(headings, len(text)),
        regions=tuple(Region(f"r{n}", start, end) for n, (start, end) in enumerate(regions)),
        **details,
    )


def all_regions(document: Document) -> frozenset[str]:
    """The ids of all regions: what is open when everything is."""
    return frozenset(region.id for region in document.regions)


# Drawn at random.

SECRET = "秘藏匿Ωж🜁\u0330"
"""The characters that stand in the regions of random documents, and nowhere else."""
PUBLIC = "天地人abc，。“”…  　\u0301🇨🇳👨é１-"
_MORE = {Kind.TABLE: "\t\n", Kind.CODE: "\t\n", Kind.VERSE: "\n", Kind.PARAGRAPH: "\t\x1b"}

_KINDS = [kind for kind in Kind if kind is not Kind.TITLE]


class Shape(NamedTuple):
    """A block to be, before its text is known."""

    kind: Kind
    size: int
    fields: dict[str, Any]


def _fields(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    match kind:
        case Kind.HEADING:
            return st.fixed_dictionaries({"level": st.integers(1, 4)})
        case Kind.CODE:
            return st.fixed_dictionaries({"label": st.sampled_from(["", "python"])})
        case Kind.NOTE:
            return st.fixed_dictionaries({"label": st.sampled_from(["1", "a note"])})
        case Kind.TABLE:
            columns = st.lists(st.sampled_from(["left", "right", "center"]), max_size=3)
            return st.fixed_dictionaries({"columns": columns.map(tuple)})
        case Kind.FIGURE:
            return st.fixed_dictionaries({"label": st.sampled_from(["", "a/picture.png"])})
        case Kind.PARAGRAPH:
            return st.fixed_dictionaries(
                {
                    "quotes": st.integers(0, 2),
                    "indent": st.integers(0, 2),
                    "bullet": st.sampled_from(["", "•", "10."]),
                    "centered": st.booleans(),
                }
            )
        case _:
            return st.just({})


@st.composite
def _shapes(draw: st.DrawFn) -> Shape:
    kind = draw(st.sampled_from([*_KINDS, Kind.PARAGRAPH, Kind.HEADING]))
    size = 0 if kind is Kind.RULE else draw(st.integers(0, 40))
    return Shape(kind, size, draw(_fields(kind)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any blocks, regions over any spans behind the title; text of regions is of `SECRET` alone.

    Except for headings that stand wholly in a region: they may be seen.
    """
    title = Shape(Kind.TITLE, draw(st.integers(0, 10)), {})
    blocks: list[Block] = []
    at = 0
    for kind, size, fields in [title, *draw(st.lists(_shapes(), max_size=8))]:
        blocks.append(Block(kind, at, at + size, **fields))
        at += size + 1
    edges = draw(st.lists(st.integers(blocks[0].end + 1, at), max_size=8).map(sorted))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    # Letters and marks by a seed: drawn one by one they would take Hypothesis seconds.
    chance = Random(draw(st.integers(0, 1 << 30)))
    text = _letters(chance, blocks, at, spans)
    marked = [block._replace(marks=_marks(chance, block)) for block in blocks]
    return document(text, marked, spans, language=draw(st.sampled_from(["zh", "en"])))


def _letters(
    chance: Random, blocks: Iterable[Block], size: int, spans: list[tuple[int, int]]
) -> str:
    secret = {at for start, end in spans for at in range(start, end)}
    letters = [""] * size
    for block in blocks:
        is_heading = block.kind is Kind.HEADING
        is_shown = is_heading and any(a <= block.start and block.end <= b for a, b in spans)
        for at in range(block.start, block.end):
            if at in secret and not is_shown:
                letters[at] = chance.choice(SECRET)
            else:
                letters[at] = chance.choice([*PUBLIC, *_MORE.get(block.kind, "")])
        letters[block.end] = "\n"
    return "".join(letters)


def _marks(chance: Random, block: Block) -> tuple[Mark, ...]:
    marks = []
    for _ in range(chance.randrange(3) if block.end - block.start > 1 else 0):
        start = chance.randrange(block.start, block.end)
        end = chance.randint(start + 1, block.end)
        style = chance.choice(list(Style))
        marks.append(Mark(start, end, style, "https://example.org" if style is Style.LINK else ""))
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
