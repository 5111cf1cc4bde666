r"""What somebody looks for, made ready to be found in any text.

A query becomes a regular expression in which every character stands for all that are taken for it
(`reader.text.sameness`). So texts need not be folded before they are searched, a match has its
offsets at once, and the search runs at the speed of the standard library's `re`. Between two
characters there may be a soft hyphen or another invisible joint and, beside a Chinese one, a line
end. A match is made of whole grapheme clusters.

A query may be a regular expression of the reader's own. It is run by the package `regex`, which
gives up after a time: a pattern that would take for ever costs a sentence instead.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from reader.errors import QueryError, Said
from reader.regex import regex
from reader.text import clean
from reader.text.clusters import boundaries, needs_rules, next_boundary, previous_boundary
from reader.text.sameness import Folds, alike, lower, translation
from reader.values import dataclass, field

LONGEST = 1_000
"""Code points that a query may have."""
PATIENCE_SECONDS = 0.25
"""How long a regular expression of the reader's own may take for one text."""

_JOINTS = "\xad\u200b\u2060\ufeff"
"""What stands in a word without being seen."""
_JOINT = f"[{_JOINTS}]*"
_LINE_END = f"{_JOINT}(?:\n[ \u3000]*)?"
_BLANKS = rf"[\s{_JOINTS}]*"
_HAN = "\u2e80"
"""From here on characters stand without blanks between them."""
_ESCAPE = regex(r"\\(?:[pPN]\{[^}]*\}|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for."""

    text: str
    is_regex: bool = False
    has_case: bool | None = None
    """Whether capitals matter; None: they do if the query has some (smart case)."""
    folds: Folds = field(default_factory=Folds)


class Pattern:
    """A query that is ready. The same one serves any number of texts."""

    def __init__(self, query: Query) -> None:
        """QueryError says why nothing can be found: the query is empty or too long, is no regular
        expression, or is one while the package that runs them is missing.
        """
        text = query.text if query.is_regex else query.text.translate(_WITHOUT_JOINTS)
        if not text:
            raise QueryError(Said("There is nothing to look for."))
        if len(text) > LONGEST:
            raise QueryError(
                Said(
                    "The query has {count:,} characters; up to {most:,} can be looked for.",
                    count=len(text),
                    most=LONGEST,
                )
            )
        self.query = query
        has_case = query.has_case
        if has_case is None:
            seen = _ESCAPE.sub("", text) if query.is_regex else text
            has_case = any(lower(one) != one for one in seen)
        self.has_case = has_case
        self.runs = () if query.is_regex else _runs(text, query.folds, has_case)
        """Stretches of what is looked for that stand in a text without a gap: for each place, the
        characters that would do. What may be written in several ways, or is white space, is in none.
        """
        self._folding = translation(query.folds) if query.is_regex else {}
        plain = "" if query.is_regex else _expression(text, query.folds, has_case)
        self._expression: Any = (
            _own_expression(text, self._folding, has_case) if query.is_regex else re.compile(plain)
        )
        self.may_cross_lines = query.is_regex or "\n" in plain or r"\s" in plain
        """Whether a match may have a line end inside."""
        self._judged: tuple[str, bool] = "", True

    def spans(
        self, text: str, fits: Callable[[int, int], bool] = lambda start, end: True
    ) -> Iterator[tuple[int, int]]:
        """The matches in *text*, from left to right, none in another.

        Of one with a line end inside, *fits* says whether it counts. QueryError when the reader's
        own expression takes too long.
        """
        at = 0
        if not self.query.is_regex and self._is_simple(text):
            # As long as all that is found counts, the next match is sought without Python.
            while at >= 0:
                found, at = self._expression.finditer(text, at), -1
                if not self.may_cross_lines:
                    yield from (match.span() for match in found)
                    return
                for match in found:
                    start, end = match.span()
                    if "\n" in text[start:end] and not fits(start, end):
                        at = start + 1
                        break
                    yield start, end
            return
        find = self._finder(text)
        while (span := find(at)) is not None:
            start, end = span
            is_whole = self._is_simple(text) or (
                _is_boundary(text, start) and _is_boundary(text, end)
            )
            if start < end and is_whole and ("\n" not in text[start:end] or fits(start, end)):
                yield span
                at = end
            else:
                at = start + 1

    def finder_in(self, text: str) -> Callable[[str], object]:
        """A function that says something of those lines of *text* that have a match, and None of the others."""
        if not self.query.is_regex and self._is_simple(text):
            search: Callable[[str], object] = self._expression.search
            return search
        return lambda line: next(self.spans(line), None)

    def _is_simple(self, text: str) -> bool:
        """Whether each code point is a cluster of its own; asked again and again of the same text."""
        if self._judged[0] is not text:
            self._judged = text, not needs_rules(text)
        return self._judged[1]

    def _finder(self, text: str) -> Callable[[int], tuple[int, int] | None]:
        """A function that gives the first match from a place on."""
        search = self._expression.search
        if not self.query.is_regex:
            return lambda at: match.span() if (match := search(text, at)) else None
        folded = text.translate(self._folding) if self._folding else text
        from time import monotonic

        end = monotonic() + PATIENCE_SECONDS

        def find(at: int) -> tuple[int, int] | None:
            if at > len(folded):
                return None
            try:
                match = search(folded, at, timeout=max(0.001, end - monotonic()))
            except TimeoutError:
                said = clean.line(self.query.text)
                raise QueryError(
                    Said("«{text}» takes too long to find; it was given up.", text=said)
                ) from None
            return match.span() if match else None

        return find


_WITHOUT_JOINTS = dict.fromkeys(map(ord, _JOINTS))


def _is_boundary(text: str, at: int) -> bool:
    """Whether a cluster begins at *at*, or the text ends."""
    if at in (0, len(text)) or "\n" in text[at - 1 : at + 1]:
        return True
    return next_boundary(text, previous_boundary(text, at)) == at


Run = tuple[frozenset[str], ...]


def _runs(text: str, folds: Folds, has_case: bool) -> tuple[Run, ...]:
    """`Pattern.runs` of *text*."""
    found: list[list[frozenset[str]]] = [[]]
    before = ""
    for cluster in _clusters(text):
        if before and _between(before, cluster, False, folds) == _BLANKS:
            found.append([])
        if cluster.isspace() or len(cluster) > 1 or len(unicodedata.normalize("NFD", cluster)) > 1:
            found.append([])
        else:
            found[-1].append(alike(cluster, folds, has_case=has_case))
        before = cluster[-1]
    return tuple(tuple(run) for run in found if run)


def _clusters(text: str) -> list[str]:
    return [text[start:end] for start, end in pairwise(boundaries(text))]


def _expression(text: str, folds: Folds, has_case: bool) -> str:
    """The regular expression that finds *text*."""
    parts: list[str] = []
    before = ""
    is_apart = False
    for cluster in _clusters(text):
        if cluster.isspace():
            is_apart = True
            continue
        if before:
            parts.append(_between(before, cluster, is_apart, folds))
        elif is_apart:
            parts.append(r"\s+")
        parts.append(_cluster(cluster, folds, has_case))
        before, is_apart = cluster[-1], False
    if is_apart:
        parts.append(r"\s+")
    return "".join(parts)


def _between(before: str, cluster: str, is_apart: bool, folds: Folds) -> str:
    """What may stand between two clusters; *is_apart*: the query has white space there."""
    han = [one[0] >= _HAN for one in (before, cluster)]
    is_mixed = han[0] != han[1] and before.isalnum() and cluster[0].isalnum()
    if is_mixed and folds.spacing:
        return _BLANKS
    if is_apart:
        return r"\s+"
    return _LINE_END if any(han) else _JOINT


def _cluster(cluster: str, folds: Folds, has_case: bool) -> str:
    """What finds one cluster, composed or not."""
    forms = {cluster: None}
    taken_apart = unicodedata.normalize("NFD", cluster)
    if len(taken_apart) > 1:
        forms |= {unicodedata.normalize("NFC", cluster): None, taken_apart: None}
    found = ["".join(_class(one, folds, has_case) for one in form) for form in forms]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _class(character: str, folds: Folds, has_case: bool) -> str:
    """What finds any of the characters that are taken for *character*."""
    same = sorted(alike(character, folds, has_case=has_case))
    return re.escape(same[0]) if len(same) == 1 else f"[{''.join(map(re.escape, same))}]"


def _own_expression(text: str, folding: dict[int, str], has_case: bool) -> Any:
    """A reader's regular expression, for texts that have been folded."""
    try:
        import regex
    except ImportError:
        raise QueryError(
            Said("Regular expressions need a package: pip install 'essay-reader[find]' brings it.")
        ) from None
    plain = "".join(re.escape(folding[ord(one)]) if ord(one) in folding else one for one in text)
    try:
        return regex.compile(plain, regex.MULTILINE | (0 if has_case else regex.IGNORECASE))
    except (regex.error, OverflowError, RecursionError) as error:
        why = clean.line(str(error))
        raise QueryError(
            Said("«{text}» is no regular expression: {why}.", text=clean.line(text), why=why)
        ) from None
