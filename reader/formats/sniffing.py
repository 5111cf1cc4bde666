"""Whether a text is Markdown or in Org mode: by what is in it, then by its name."""

from __future__ import annotations

from pathlib import PurePath

from reader.regex import IGNORECASE, MULTILINE, regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdx", ".qmd", ".rmd"})
_ENDINGS = tuple(_SUFFIXES)
_SAMPLE = 200_000
"""Code points that are looked at."""

_HEADING = regex(r"^ {0,3}#{1,6}[ \t]+\S", MULTILINE)
_DEEP_HEADING = regex(r"(?:^|\n[ \t]*\n) {0,3}#{2,6}[ \t]+\S[^\n]{0,100}\n(?![ \t]*#)")
"""One of a lower level, set off: comments in program text are of one level, and close together."""
_LEVEL = regex(r"^ {0,3}#{1,6} (?=\S)", MULTILINE)
_LIST = regex(r"^ {0,3}(?:[-*+] +\S.*\n){2}|^ {0,3}> \S", MULTILINE)
_FENCE = regex(r"^ {0,3}(?:```|~~~)", MULTILINE)
_LINK = regex(r"!?\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)")
_STRONG = regex(r"\*\*[^\s*][^*\n]{0,200}\*\*|`[^`\n]{1,100}`")
_TABLE = regex(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$", MULTILINE)
_OTHER = regex(r"^ {0,3}(?:[-*+] +\S|\d{1,3}[.)] +\S|> ?\S|={3,}$|-{3,}$|<[a-zA-Z!])", MULTILINE)
_FRONT = regex(
    r"(?:---[ \t]*\n(?:.*\n){0,30}?(?:title|date|tags|author|layout)[ \t]*:"
    r"|\+\+\+[ \t]*\n(?:.*\n){0,30}?(?:title|date|tags|author)[ \t]*=)",
    IGNORECASE,
)
_NUMBERED = regex(
    r"^[ \u3000]*(?:[一二三四五六七八九十]{1,3}、|第.{1,5}[章节節回卷]|[（(][一二三四五六七八九十]+[）)]|chapter )",
    MULTILINE | IGNORECASE,
)
"""Headings of plain text."""
_ORG_SAMPLE = 100_000
_ORG_KEYWORD = regex(
    r"^[ \t]*#\+(?:title|author|date|options|startup|filetags|language|email|begin_(?:src|quote|example|verse|center)"
    r"|seq_todo|todo|setupfile|export_file_name|results|attr_html|hugo_\w+|include)\b(?::|[ \t]|$)",
    IGNORECASE | MULTILINE,
)
_STARS = regex(r"^\*{1,8}[ \t]+\S", MULTILINE)
_DRAWER = regex(
    r"^[ \t]*:properties:[ \t]*\n(?:[ \t]*:[\w-]+:.*\n){0,30}[ \t]*:end:[ \t]*$",
    IGNORECASE | MULTILINE,
)
_ORG_LINK = regex(r"\[\[[^\[\]\n]{1,500}\](?:\[[^\[\]\n]{1,300}\])?\]")


def is_markdown(text: str, name: str) -> bool:
    """Whether *text*, which is called *name*, is to be read as Markdown.

    A name may say so, unless the text has headings of another kind and nothing of Markdown; without
    such a name the text must say so more than once.
    """
    sample = text[:_SAMPLE]
    # Each is looked for only where its signs are: most texts have none of them, and Chinese ones little ASCII.
    latin = sample.encode("ascii", "ignore")
    may_be = (
        (_HEADING, b"#" in latin),
        (_LINK, b"](" in latin),
        (_FENCE, b"```" in latin or b"~~~" in latin),
        (_STRONG, b"**" in latin or b"`" in latin),
        (_TABLE, b"---" in latin and b"|" in latin),
    )
    if name.lower().endswith(_ENDINGS) and PurePath(name).suffix.lower() in _SUFFIXES:
        if any(is_there and pattern.search(sample) for pattern, is_there in may_be):
            return True
        return bool(_OTHER.search(sample) or _FRONT.match(sample)) or not is_numbered(sample)
    headings, links, fences, strong, tables = (
        _count(pattern, sample) if is_there else 0 for pattern, is_there in may_be
    )
    signs = links + fences + strong + 2 * tables
    if sample.startswith(("---", "+++")) and _FRONT.match(sample):
        return True
    first = _HEADING.match(sample.lstrip("\n")) if headings else None
    if headings >= 2 and (first or _DEEP_HEADING.search(sample)):
        # What programs print has such lines too, all of one kind.
        is_titled = first is not None and first[0].lstrip().startswith(("# ", "#\t"))
        if is_titled or signs or _LIST.search(sample) or _levels(sample) > 1:
            return True
    return links >= 3 or (fences >= 2 and signs > fences) or (first is not None and signs > 0)


def is_org(text: str, name: str) -> bool:
    """Whether *text*, which is called *name*, is to be read as Org.

    A name may say so, unless what is in it is something else; without such a name it must have what
    no other text has: a keyword (`#+title:`) or a drawer, and headlines.
    """
    sample = text[:_ORG_SAMPLE]
    is_called = name.lower().endswith(".org")
    if not is_called and not (
        "#+" in sample or ":PROPERTIES:" in sample or ":properties:" in sample
    ):
        return False
    keywords = sum(1 for _ in _ORG_KEYWORD.finditer(sample)) if "#+" in sample else 0
    if not is_called:
        first = sample.lstrip()[:2]
        return (keywords > 0 and (first == "#+" or _STARS.search(sample) is not None)) or bool(
            _DRAWER.search(sample) and _STARS.search(sample)
        )
    if keywords or _STARS.search(sample) or _ORG_LINK.search(sample) or _DRAWER.search(sample):
        return True
    return not is_markdown(text, "") and not is_numbered(sample)


def is_numbered(text: str) -> bool:
    """Whether there are headings as plain text has them."""
    return _count(_NUMBERED, text) > 1


def _levels(text: str) -> int:
    """How many levels of headings there are."""
    return len({match[0].lstrip().index(" ") for match in _LEVEL.finditer(text)})


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
