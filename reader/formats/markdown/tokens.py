"""markdown-it's tokens as blocks of text that know where they came from.

markdown-it tells the lines of a block, but not where in them its text is. Its inline parser notes
the position of each piece here (`reader.formats.markdown.inline`), and lines are found again by their ends,
so that every code point leads back to the source, and a paid region may begin anywhere in it.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reader.errors import Said
from reader.formats.blocks import Run
from reader.formats.gathering import Gathering, Piece
from reader.formats.markdown import tags
from reader.formats.markdown.loose import is_loose
from reader.formats.markers import Source
from reader.formats.phrases import Located, Phrase, images, phrase, position
from reader.memo import cache
from reader.regex import regex
from reader.text.document import Kind, Mark, Style

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 40
"""How deep blocks and links may nest; markdown-it drops blocks that are deeper."""
_ATTRIBUTES = regex(r"[ \t]*\{:?[ ]?[#.][^{}]*\}$")
"""What a heading is called in other places: `{#name .class}`."""
_BLOCKS, _PARSED, _WALKED = 0.15, 0.63, 0.75
"""Which part of the work is done when blocks are known, what is in them, and what becomes of it."""
_TASK = regex(r"\[([ xX])\][ \t]+")


class TooDeepError(Exception):
    """Blocks are nested so deep that some would be lost."""

    def __init__(self, offset: int) -> None:
        super().__init__(
            Said("Quotations or lists are nested more than {most} deep here.", most=_DEEPEST - 2)
        )
        self.offset = offset
        """Where in the text that is."""


def pieces(
    source: Source, start: int, progress: Callable[[float], None] = lambda part: None
) -> list[Piece]:
    """The blocks of the Markdown in *source* from *start* on, in order, notes at the end.

    *progress* is told how much of all that is to be done with the text is done, about. Raises
    `TooDeepError`.
    """
    return _Walk(source, start, progress).pieces()


@cache
def _parser() -> "MarkdownIt":
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    from reader.formats.markdown.inline import Markdown, Parser, Unrendered, note
    from reader.formats.markdown.loose import loose_heading

    parser = Markdown("zero", renderer_cls=Unrendered)
    parser.inline = Parser()
    parser.configure("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    parser.inline.ruler.after("image", "note", note)
    ends = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.after("heading", "loose_heading", loose_heading, {"alt": ends})
    # Both put neighbouring texts together and forget where each began.
    parser.disable(["fragments_join", "text_join"])
    return parser


class _Walk(Gathering):
    """One pass over the tokens of a text."""

    def __init__(self, source: Source, start: int, progress: Callable[[float], None]) -> None:
        super().__init__(at for at in source.breaks if at >= start)
        self.text = text = source.text
        self._progress = progress
        done = 0

        def parsed(size: int) -> None:
            nonlocal done
            done += size
            progress(_BLOCKS + (_PARSED - _BLOCKS) * done / len(text))

        environment = {"loose": is_loose(text), "parsed": parsed}
        self.tokens: list[Token] = _parser().parse(text[start:], environment)
        self.lines = [start, *(match.end() for match in re.finditer("\n", text[start:]))]
        if start:
            self.lines[1:] = [line + start for line in self.lines[1:]]

    def pieces(self) -> list[Piece]:
        self._check_depth()
        at = 0
        while at < len(self.tokens):
            at = self._take(at)
            self._progress(_PARSED + (_WALKED - _PARSED) * at / len(self.tokens))
        return self.finished(len(self.text))

    def _check_depth(self) -> None:
        for token in self.tokens:
            if token.level >= _DEEPEST - 1:
                raise TooDeepError(self.lines[token.map[0]] if token.map else 0)

    def _take(self, at: int) -> int:
        """Take the block or the container that token *at* begins; give the token behind."""
        token = self.tokens[at]
        match token.type:
            case "heading_open":
                self._heading(self.tokens[at + 1], int(token.tag[1]))
                return at + 3
            case "paragraph_open":
                self._paragraph(self.tokens[at + 1])
                return at + 3
            case "dt_open":
                self._term(self.tokens[at + 1])
                return at + 3
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "bullet_list_open" | "ordered_list_open" | "dd_open":
                self.open_list(is_ordered=token.type.startswith("ordered"))
            case "bullet_list_close" | "ordered_list_close" | "dd_close":
                self.lists.pop()
            case "list_item_open":
                self.open_item(f"{token.info}{token.markup}")
            case "list_item_close":
                self.close_item()
            case "footnote_reference_open":
                self.note = token.meta["label"]
            case "footnote_reference_close":
                self.note = None
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html(token)
            case "hr":
                self.add(Kind.RULE, [])
            case "table_open":
                return self._table(at)
        return at + 1

    # Leaves

    def _leaf(
        self, kind: Kind, inline: "Token", located: Located | None = None, **fields: Any
    ) -> None:
        found = phrase(inline.children or (), located or self._located(inline), self.notes)
        for part in found.paragraphs():
            self.add(kind, part.runs, part.marks, **fields)

    def _heading(self, inline: "Token", level: int) -> None:
        last = inline.children[-1] if inline.children else None
        if last is not None and last.type == "text":
            last.content = _ATTRIBUTES.sub("", last.content)
        self._leaf(Kind.HEADING, inline, level=level)

    def _paragraph(self, inline: "Token") -> None:
        located = self._located(inline)
        children = inline.children or []
        if self.lists and self.lists[-1].bullet and children and children[0].type == "text":
            self._task(children[0])
        if figures := images(children, located):
            for figure in figures:
                self.add(Kind.FIGURE, figure.runs, label=figure.address)
            return
        self._leaf(Kind.PARAGRAPH, inline, located)

    def _task(self, first: "Token") -> None:
        """Make a box at the beginning of an item its bullet."""
        if box := _TASK.match(first.content):
            self.lists[-1].bullet = "☐" if box[1] == " " else "☑"
            first.content = first.content[box.end() :]
            first.map = [position(first) + box.end()] * 2

    def _term(self, inline: "Token") -> None:
        found = phrase(inline.children or (), self._located(inline), self.notes)
        self.add(Kind.PARAGRAPH, found.runs, [Mark(0, found.size, Style.STRONG), *found.marks])

    def _code(self, token: "Token") -> None:
        first = token.map[0] if token.map else 0
        located = self._lines_of(token.content, first + (token.type == "fence"))
        content = token.content.removesuffix("\n")
        info = token.info.split()
        self.add(Kind.CODE, list(located.runs(content, 0)), label=info[0] if info else "")

    def _html(self, token: "Token") -> None:
        located = self._lines_of(token.content, token.map[0] if token.map else 0)
        for part in tags.parts(token.content):
            runs = [run for text, at in part.texts for run in located.runs(text, at)]
            if part.address:
                self.add(Kind.FIGURE, runs, label=part.address)
            elif part.level:
                self.add(Kind.HEADING, runs, level=part.level)
            else:
                self.add(Kind.PARAGRAPH, runs)

    def _table(self, at: int) -> int:
        whole = Phrase()
        columns: list[str] = []
        cursor = 0
        has_rows = is_first_cell = False
        while (token := self.tokens[at]).type != "table_close":
            if token.type == "tr_open":
                cursor = self.lines[token.map[0]] if token.map else cursor
                if has_rows:
                    whole.put([Run("\n", max(0, cursor - 1))])
                has_rows = is_first_cell = True
            elif token.type == "inline":
                if not is_first_cell:
                    whole.put([Run("\t", cursor)])
                is_first_cell = False
                located, cursor = self._cell(token.content, cursor)
                whole.extend(_one_line(phrase(token.children or (), located, self.notes)))
            elif token.type == "th_open":
                columns.append(str(token.attrs.get("style", "")).rpartition(":")[2] or "left")
            at += 1
        self.add(Kind.TABLE, whole.runs, whole.marks, columns=tuple(columns))
        return at + 1

    # Where text stands

    def _located(self, inline: "Token") -> Located:
        return self._lines_of(inline.content, inline.map[0] if inline.map else 0)

    def _lines_of(self, content: str, line: int) -> Located:
        """Where the lines of *content* stand, which are the ends of the text's lines from number
        *line* on.
        """
        starts: list[int] = []
        offsets: list[int] = []
        at = 0
        for part in content.split("\n"):
            starts.append(at)
            offsets.append(self._end_of_line(part, min(line, len(self.lines) - 1)))
            at += len(part) + 1
            line += 1
        return Located(content, starts, offsets)

    def _end_of_line(self, part: str, line: int) -> int:
        begin = self.lines[line]
        end = self.lines[line + 1] - 1 if line + 1 < len(self.lines) else len(self.text)
        whole, core = self.text[begin:end].rstrip(), part.rstrip()
        if whole.endswith(core):
            return begin + len(whole) - len(core)
        return begin + max(0, whole.find(core.lstrip()) - (len(core) - len(core.lstrip())))

    def _cell(self, content: str, cursor: int) -> tuple[Located, int]:
        """Where a table's cell stands, at *cursor* or behind it; and where it ends."""
        if (found := self.text.find(content, cursor)) >= 0 and "|" not in content:
            return Located(content, [0], [found]), found + len(content)
        starts, offsets, at = [0], [cursor], 0
        for part in re.split(r"(?<=\|)", content):
            escaped = part.replace("|", "\\|")
            found = self.text.find(escaped, cursor)
            if found >= 0:
                starts.append(at)
                offsets.append(found)
                cursor = found + len(escaped)
            at += len(part)
        return Located(content, starts, offsets), cursor


def _one_line(cell: Phrase) -> Phrase:
    """*cell* without the characters that end cells and rows."""
    cell.runs = [
        Run(run.text.replace("\n", " ").replace("\t", " "), run.offset) for run in cell.runs
    ]
    return cell
