"""What somebody asks of the whole library: words and what joins them, understood.

    快递 站点            both words, anywhere in an essay
    "Rain, or"          exactly these characters, in this order
    -雨  雨 OR 雪        without it; one of the two
    雨 near 伞  near/20  not more than a hundred (twenty) characters apart
    title: heading: author: tag: note:      only there; `note:` is what the reader wrote
    (雨 OR 雪) title:"三次 散步"             brackets and quotes bind

A word means what it means within an essay: capitals count if it has some, full width is half
width (`reader.text.pattern`). The full-width marks that a Chinese input method types count as their ASCII
ones. To look for a word of this language itself, put it in quotes.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from reader.errors import QueryError, Said
from reader.regex import regex
from reader.text import clean
from reader.text.pattern import Pattern, Query
from reader.text.sameness import EXACTLY, Folds
from reader.values import dataclass, replace

FIELDS = ("title", "heading", "author", "tag", "note")
NEAR = 100
"""Code points between two words that are near each other, unless said otherwise."""
_DEEPEST = 40
"""Brackets within brackets."""

_TOKEN = regex(
    r"""
    \s+
    | (?P<open>[(（]) | (?P<close>[)）])
    | (?P<minus>[-－])(?=\S)
    | (?P<field>(?i:title|heading|author|tag|note))[:：]
    | (?P<quoted>"[^"]*"|“[^”]*”|＂[^＂]*＂)
    | (?P<unclosed>["“＂])
    | (?P<word>[^\s()（）"“＂]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in quotes."""

    pattern: Pattern
    field: str = ""
    """One of `FIELDS`, or empty: anywhere in the text."""


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    one: "Wanted"


@dataclass(frozen=True, slots=True)
class All:
    """What must be there together."""

    each: tuple["Wanted", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """What may be there instead of each other."""

    each: tuple["Wanted", ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two words that stand close to each other."""

    left: Term
    right: Term
    distance: int
    """Code points between them, at most."""


Wanted: TypeAlias = Term | Not | All | Any | Near


def understood(text: str, *, is_regex: bool = False, folds: Folds | None = None) -> Wanted:
    """What *text* asks for. QueryError with a sentence where that cannot be told.

    As a regular expression, all of it is one.
    """
    folds = folds or Folds()
    if is_regex:
        return Term(Pattern(Query(text, is_regex=True, folds=folds)))
    wanted = _Parser(text, folds).wanted()
    if not any(is_wanted for _, is_wanted in terms(wanted)):
        raise QueryError(
            Said("There is nothing to look for but what must not be there; add a word.")
        )
    return wanted


def terms(wanted: Wanted, is_wanted: bool = True) -> Iterator[tuple[Term, bool]]:
    """The terms, each with whether it is to be there."""
    match wanted:
        case Term():
            yield wanted, is_wanted
        case Not(one):
            yield from terms(one, not is_wanted)
        case All(each) | Any(each):
            for one in each:
                yield from terms(one, is_wanted)
        case Near(left, right):
            yield left, is_wanted
            yield right, is_wanted


class _Parser:
    """One query on its way to be understood."""

    def __init__(self, text: str, folds: Folds) -> None:
        self._folds = folds
        self._tokens = [
            (str(found.lastgroup), found[0]) for found in _TOKEN.finditer(text) if found.lastgroup
        ]
        self._at = 0
        self._depth = 0

    def wanted(self) -> Wanted:
        """All of the query."""
        found = self._any()
        if self._at < len(self._tokens):
            raise QueryError(Said("There is a closing bracket without an opening one."))
        return found

    def _any(self) -> Wanted:
        each = [self._all()]
        while self._word() == "OR":
            self._at += 1
            each.append(self._all())
        return each[0] if len(each) == 1 else Any(tuple(each))

    def _all(self) -> Wanted:
        each: list[Wanted] = []
        while self._kind() not in ("", "close") and self._word() != "OR":
            if (distance := self._near()) is not None and each:
                self._at += 1
                each[-1] = self._joined(each[-1], distance)
            else:
                each.append(self._one())
        if not each:
            raise QueryError(self._nothing())
        return each[0] if len(each) == 1 else All(tuple(each))

    def _one(self) -> Wanted:
        kind, text = self._tokens[self._at]
        self._at += 1
        match kind:
            case "minus":
                if self._kind() in ("", "close"):
                    raise QueryError(Said("A word is missing behind the minus."))
                return Not(self._one())
            case "open":
                return self._bracket()
            case "field":
                return self._field(text[:-1].lower())
            case "quoted":
                return Term(self._pattern(text[1:-1], EXACTLY, has_case=True))
            case "unclosed":
                raise QueryError(
                    Said("The quotation that begins with {text} does not end.", text=text)
                )
            case _:
                return Term(self._pattern(text, self._folds))

    def _bracket(self) -> Wanted:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError(
                Said("There are more than {most} brackets within each other.", most=_DEEPEST)
            )
        found = self._any()
        if self._kind() != "close":
            raise QueryError(Said("There is an opening bracket without a closing one."))
        self._at += 1
        self._depth -= 1
        return found

    def _field(self, name: str) -> Wanted:
        if self._kind() in ("", "close"):
            raise QueryError(Said("A word is missing behind {name}:", name=name))
        return _within(self._one(), name)

    def _joined(self, left: Wanted, distance: int) -> Wanted:
        if self._kind() in ("", "close"):
            raise QueryError(Said("A word is missing behind near."))
        right = self._one()
        if not (isinstance(left, Term) and isinstance(right, Term)) or left.field or right.field:
            raise QueryError(Said("near stands between two words, or two quotations."))
        return Near(left, right, distance)

    def _near(self) -> int | None:
        """The distance that the next word means, if it is `near`."""
        found = re.fullmatch(r"(?i:near)(?:/(\d{1,6}))?", self._word())
        return (int(found[1]) if found[1] else NEAR) if found else None

    def _pattern(self, text: str, folds: Folds, has_case: bool | None = None) -> Pattern:
        if not text.strip():
            raise QueryError(Said("There is nothing between two quotation marks."))
        return Pattern(Query(text, has_case=has_case, folds=folds))

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _word(self) -> str:
        """The next token, if it is a word."""
        return self._tokens[self._at][1] if self._kind() == "word" else ""

    def _nothing(self) -> str:
        if not self._tokens:
            return Said("There is nothing to look for.")
        if self._word() == "OR" or self._tokens[self._at - 1][1] == "OR":
            return Said("A word is missing beside OR.")
        if self._kind() == "close" and not self._depth:
            return Said("There is a closing bracket without an opening one.")
        return Said("There is nothing between two brackets.")


def _within(wanted: Wanted, field: str) -> Wanted:
    """The same, but only in a field."""
    match wanted:
        case Term() if not wanted.field:
            # In a field, quotes only bind: nobody knows how a title is set.
            query = replace(wanted.pattern.query, folds=Folds(), has_case=None)
            return Term(Pattern(query), field)
        case Not(one):
            return Not(_within(one, field))
        case All(each):
            return All(tuple(_within(one, field) for one in each))
        case Any(each):
            return Any(tuple(_within(one, field) for one in each))
    raise QueryError(
        Said("{field}: takes a word, a quotation, or words in brackets.", field=clean.line(field))
    )
