"""Front matter: what a Markdown file says about itself, in YAML between `---` and `---` at its very
beginning.

Whatever is wrong with it costs no more than itself: the essay is read, and an oddity says what was
found.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from reader.text import clean
from reader.text.document import Oddity

_LONGEST = 64 * 1024
"""Code points; what is longer is no front matter, and YAML's parser is slow."""
_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\w\"'][^\n:]{0,60}:(?:\s|$)")


@dataclass
class FrontMatter:
    """What the front matter gave."""

    end: int = 0
    """Where the text begins behind it."""
    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    oddities: list[Oddity] = field(default_factory=list)


def front_matter(text: str) -> FrontMatter:
    """The front matter of *text*; all empty if it has none."""
    start = _FENCE.match(text)
    if start is None:
        return FrontMatter()
    end = _END.search(text, start.end(), start.end() + _LONGEST)
    if end is None:
        if _KEY.match(text, start.end()):
            message = "The front matter that begins in line 1 with '---' has no '---' to end it; it is read as text."
            return FrontMatter(oddities=[Oddity(1, message)])
        return FrontMatter()
    inside = text[start.end() : end.start()]
    if inside.strip() and not _KEY.match(inside) and inside.lstrip()[0] not in "[{&!*-#%@`|>?":
        return FrontMatter()
    found = FrontMatter(end=min(end.end() + 1, len(text)))
    values = _values(inside, found)
    if values:
        _take(values, found)
    return found


def _values(inside: str, found: FrontMatter) -> dict[Any, Any]:
    """The mapping that *inside* is; empty, and an oddity, if it is none."""
    import yaml

    try:
        # Anchors are what bombs are made of; titles and dates need none.
        if any(
            isinstance(event, yaml.AliasEvent) for event in yaml.parse(inside, yaml.CSafeLoader)
        ):
            found.oddities.append(
                Oddity(1, "The front matter uses YAML aliases ('*name'); plain values are read.")
            )
            return {}
        values = yaml.load(inside, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        problem = clean.line(str(getattr(error, "problem", None) or error))[:200]
        found.oddities.append(
            Oddity(line, f"The front matter is no YAML that can be read: {problem}.")
        )
        return {}
    except (ValueError, OverflowError, RecursionError) as error:
        message = (
            f"The front matter has a value that cannot be read: {clean.line(str(error))[:200]}."
        )
        found.oddities.append(Oddity(1, message))
        return {}
    if values is None:
        return {}
    if not isinstance(values, dict):
        kind = type(values).__name__
        message = f"The front matter is a {kind}; lines such as 'title: …' would be right."
        found.oddities.append(Oddity(2, message))
        return {}
    return values


def _take(values: dict[Any, Any], found: FrontMatter) -> None:
    known = {str(key).strip().lower(): value for key, value in values.items()}
    found.title = _word(known, ("title",), found)
    found.author = _author(known, found)
    found.date = _date(known, found)
    found.language = _word(known, ("lang", "language"), found)
    found.tags = _tags(known, found)


def _word(known: dict[str, Any], keys: tuple[str, ...], found: FrontMatter) -> str:
    for key in keys:
        value = known.get(key)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return " ".join(str(value).split())
        if value is not None:
            _wrong(key, value, "a line of text", found)
    return ""


def _author(known: dict[str, Any], found: FrontMatter) -> str:
    value = known.get("author") or known.get("authors")
    several = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in several:
        if isinstance(one, dict):
            one = one.get("name")
        if isinstance(one, str) and one.strip():
            names.append(" ".join(one.split()))
        elif one is not None and not isinstance(one, str):
            _wrong("author", one, "a name or a list of names", found)
    return ", ".join(names)


def _date(known: dict[str, Any], found: FrontMatter) -> str:
    import datetime

    for key in ("date", "published", "created", "updated"):
        value = known.get(key)
        if isinstance(value, datetime.datetime):
            return value.date().isoformat()
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            return " ".join(str(value).split())
        if value is not None:
            _wrong(key, value, "a date such as 2024-05-31", found)
    return ""


def _tags(known: dict[str, Any], found: FrontMatter) -> tuple[str, ...]:
    value = known.get("tags")
    if isinstance(value, str):
        value = (
            value.replace("，", ",").split(",")
            if "," in value.replace("，", ",")
            else value.split()
        )
    if isinstance(value, list):
        words = (" ".join(str(tag).split()) for tag in value if isinstance(tag, (str, int, float)))
        return tuple(dict.fromkeys(word for word in words if word))
    if value is not None:
        _wrong("tags", value, "a list of words", found)
    return ()


def _wrong(key: str, value: object, right: str, found: FrontMatter) -> None:
    message = f"In the front matter {key!r} is a {type(value).__name__}; {right} would be right."
    found.oddities.append(Oddity(1, message))
