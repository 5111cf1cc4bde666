"""Colours of a program text, by pygments.

Only blocks that name a language are coloured: guessing is slow and often wrong. The roles are few,
so that a theme can name them all.
"""

from reader.memo import lru_cache
from reader.text.line import Roles

_ROLES = (
    ("Comment", "comment"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Keyword", "keyword"),
    ("Name.Function", "name"),
    ("Name.Class", "name"),
    ("Name.Builtin", "name"),
    ("Name.Tag", "keyword"),
    ("Operator.Word", "keyword"),
)
_LONGEST = 20_000
"""Code points; a longer block stays in one colour: a lexer reads some 100,000 in a second."""


@lru_cache(maxsize=64)
def painted(text: str, language: str) -> tuple[tuple[int, int, Roles], ...]:
    """The stretches of *text* with their roles, in order and without gaps."""
    plain = ((0, len(text), ("code",)),)
    if not language or len(text) > _LONGEST:
        return plain
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language.split()[0].strip("{}.").lower())
    except (ClassNotFound, IndexError):
        return plain
    parts: list[tuple[int, int, Roles]] = []
    at = 0
    for start, kind, value in lexer.get_tokens_unprocessed(text):
        if start != at or start + len(value) > len(text):
            return plain
        name = str(kind).removeprefix("Token.")
        role = next((role for prefix, role in _ROLES if name.startswith(prefix)), None)
        at = start + len(value)
        parts.append((start, at, ("code", role) if role else ("code",)))
    return tuple(parts) if at == len(text) else plain
