"""Front matter: what a Markdown file says about itself at its very beginning.

That is YAML between `---` and `---`, TOML between `+++` and `+++`, or lines that look like link
references, as some blogs have them. Whatever is wrong with it costs no more than itself: the essay
is read, and an oddity says what was found.
"""

import re
from collections.abc import Mapping
from typing import Any

from reader.errors import Said
from reader.formats.dates import date_in
from reader.regex import regex
from reader.text import clean
from reader.text.document import Oddity
from reader.values import dataclass, field

_LONGEST = 64 * 1024
"""Code points; what is longer is no front matter."""
_DEEPEST = 12
"""Levels of lists and mappings; a title needs none, and parsers recurse."""
_FENCE = regex(r"---[ \t]*\n")
_END = regex(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TOML = regex(r"\+\+\+[ \t]*\n(?P<inside>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")
_KEY = regex(r"\s*(?:#.*\n\s*)*[\w\"'][^\n:]{0,60}:(?:\s|$)")
_OTHER_YAML = "[{&!*-#%@`|>?"
"""What else YAML may begin with: inside two rules such a text is front matter that went wrong."""

_REFERENCE = regex(
    r"[ \t]*\[(?P<label>#|[\w-]{1,30})\]:[ \t]*"
    r"(?:<>[ \t]*\((?P<value>.*)\)|(?P<key>[a-z_-]{1,30}):[ \t]*[\"(]?(?P<quoted>.*?)[\")]?)"
    r"[ \t]*(?:\n\s*|\Z)"
)
"""`[title]: <> (Of rivers)` and `[#]: author: "A. B."`."""
_SYNONYMS = {"subject": "title", "category": "tags", "categories": "tags"}
_ADDRESS = regex(r"\(?https?://\S+")


@dataclass
class FrontMatter:
    """What the front matter gave."""

    end: int = 0
    """Where the text begins behind it."""
    title: str = ""
    yields: bool = False
    """Whether a title in the text goes before the one here."""
    author: str = ""
    date: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    oddities: list[Oddity] = field(default_factory=list)


def front_matter(text: str) -> FrontMatter:
    """The front matter of *text*; all empty if it has none."""
    start = _FENCE.match(text)
    if start is None:
        return _toml(text) if text.startswith("+++") else _reference_lines(text)
    end = _END.search(text, start.end(), start.end() + _LONGEST)
    if end is None:
        return _unclosed(text, start.end())
    inside = text[start.end() : end.start()]
    if inside.strip() and not _KEY.match(inside) and inside.lstrip()[0] not in _OTHER_YAML:
        return FrontMatter()
    found = FrontMatter(end=min(end.end() + 1, len(text)))
    _take(_values(inside, found), found)
    return found


def _toml(text: str) -> FrontMatter:
    """Front matter between `+++` and `+++`, in TOML; all empty if it is none."""
    import tomllib

    fenced = _TOML.match(text, 0, _LONGEST)
    if fenced is None:
        return FrontMatter()
    try:
        values = tomllib.loads(fenced["inside"])
    except tomllib.TOMLDecodeError as error:
        told = clean.line(str(error))[:200]
        message = Said("The front matter cannot be read as TOML: {told}.", told=told)
        return FrontMatter(end=fenced.end(), oddities=[Oddity(1, message)])
    found = FrontMatter(end=fenced.end())
    _take({key.lower(): _plain(value) for key, value in values.items()}, found)
    return found


def _plain(value: Any) -> Any:
    """A value of TOML as one of YAML would be: a day is a word."""
    return value if isinstance(value, str | list | dict) else str(value)


def _unclosed(text: str, start: int) -> FrontMatter:
    if not _KEY.match(text, start):
        return FrontMatter()
    message = Said("The front matter begins with '---' but no '---' ends it; it is read as text.")
    return FrontMatter(oddities=[Oddity(1, message)])


def _values(inside: str, found: FrontMatter) -> Mapping[str, Any]:
    """The mapping that *inside* is; empty, and an oddity, if it is none.

    The base loader builds nothing but strings, lists and mappings: no objects, and `title: 1984` or
    `title: No` stay what they are.
    """
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        problem = _problem(yaml.parse(inside, loader))
        values = None if problem else yaml.load(inside, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        told = clean.line(str(getattr(error, "problem", None) or error))[:200]
        found.oddities.append(
            Oddity(line, Said("The front matter cannot be read as YAML: {told}.", told=told))
        )
        return {}
    if problem:
        found.oddities.append(Oddity(1, problem))
        return {}
    if not isinstance(values, dict):
        if values:
            kind = Said("a list") if isinstance(values, list) else Said("a single value")
            message = Said(
                "The front matter is {kind}; lines such as 'title: …' would be right.", kind=kind
            )
            found.oddities.append(Oddity(2, message))
        return {}
    return {str(key).strip().lower(): value for key, value in values.items()}


def _problem(events: Any) -> str:
    """Why a YAML text is not built, by its events; empty if it may be."""
    depth = 0
    for event in events:
        name = type(event).__name__
        if name == "AliasEvent":
            return Said(
                "The front matter uses YAML aliases ('*name'), which it may not; it is ignored."
            )
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        if depth > _DEEPEST:
            return Said(
                "The front matter nests more than {most} deep; it is ignored.", most=_DEEPEST
            )
    return ""


def _reference_lines(text: str) -> FrontMatter:
    """Front matter in the form of link references, which Markdown itself does not show."""
    values: dict[str, Any] = {}
    at = 0
    while match := _REFERENCE.match(text, at):
        key = (match["key"] or match["label"]).lower()
        if value := match["value"] or match["quoted"]:
            values.setdefault(_SYNONYMS.get(key, key), value)
        at = match.end()
    if not set(values) & {"title", "author", "date", "tags"}:
        return FrontMatter()
    found = FrontMatter(end=at, yields=True)
    _take(values, found)
    found.author = _ADDRESS.sub("", found.author).strip()
    return found


def _take(values: Mapping[str, Any], found: FrontMatter) -> None:
    found.title = _word(values, "title", found)
    found.author = _author(values, found)
    found.date = _date(values, found)
    found.language = _word(values, "lang", found) or _word(values, "language", found)
    found.tags = _tags(values, found)


def _word(values: Mapping[str, Any], key: str, found: FrontMatter) -> str:
    value = values.get(key, "")
    if isinstance(value, str):
        return "" if value in ("~", "null") else " ".join(value.split())
    _wrong(key, value, Said("a line of text"), found)
    return ""


def _author(values: Mapping[str, Any], found: FrontMatter) -> str:
    value = values.get("author") or values.get("authors") or ""
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name", "") if isinstance(one, dict) else one
        if not isinstance(name, str):
            _wrong("author", name, Said("a name or a list of names"), found)
        elif name.strip():
            names.append(" ".join(name.split()))
    return ", ".join(names)


def _date(values: Mapping[str, Any], found: FrontMatter) -> str:
    for key in ("date", "published", "created", "updated"):
        if word := _word(values, key, found):
            date = date_in(word)
            return date[0] if date else word
    return ""


def _tags(values: Mapping[str, Any], found: FrontMatter) -> tuple[str, ...]:
    value = values.get("tags", [])
    if isinstance(value, str):
        value = re.split(r"[,，;；、]", value) if re.search(r"[,，;；、]", value) else value.split()
    if not isinstance(value, list):
        _wrong("tags", value, Said("a list of words"), found)
        return ()
    words = (" ".join(tag.split()) for tag in value if isinstance(tag, str))
    return tuple(dict.fromkeys(word for word in words if word))


def _wrong(key: str, value: object, right: str, found: FrontMatter) -> None:
    kind = Said("a list") if isinstance(value, list) else Said("a mapping")
    message = Said(
        "In the front matter {key!r} is {kind}; {right} would be right.",
        key=key,
        kind=kind,
        right=right,
    )
    found.oddities.append(Oddity(1, message))
