"""Excerpts in a form of the reader's own: a template.

A file whose name ends in `.j2` or `.jinja` is a Jinja template (an extra) and gets `essays`. Any
other is one of Python's `string.Template`: `$quotation`, `$note`, `$title`… It stands for one
passage, or has parts that begin with lines of their own:

    @@ head
    @@ essay
    # $title
    @@ bookmark
    > $quotation ($link)
    @@ foot
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from string import Template
from typing import Any

from reader.errors import ReaderError
from reader.regex import regex
from reader.session.outgoing.excerpts import EssayExcerpts, Excerpt
from reader.text import clean
from reader.wording import _

_JINJA = (".j2", ".jinja", ".jinja2")
_PART = regex(r"^@@ *(\w+) *\n", re.MULTILINE)
_PARTS = ("head", "essay", "bookmark", "foot")


def filled(path: Path, essays: Iterable[EssayExcerpts]) -> str:
    """What the template in *path* makes of *essays*; ReaderError says what is wrong with it."""
    name = clean.line(str(path))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = _("{name}: the template cannot be read ({why}).")
        raise ReaderError(said.format(name=name, why=clean.line(str(error)))) from None
    found = list(essays)
    if path.suffix.lower() in _JINJA:
        return clean.shown(_jinja(name, text, found))
    return clean.shown(_plain(name, text, found))


def _plain(name: str, text: str, essays: Sequence[EssayExcerpts]) -> str:
    pieces = _PART.split(text)
    parts = (
        {"bookmark": pieces[0]}
        if len(pieces) == 1
        else dict(zip(pieces[1::2], pieces[2::2], strict=True))
    )
    for part in parts:
        if part not in _PARTS:
            raise ReaderError(
                _("{name}, line {line}: there is no part «{part}»; there are: {parts}.").format(
                    name=name,
                    line=_line_of(text, re.search(rf"^@@ *{part}", text, re.MULTILINE)),
                    part=clean.line(part),
                    parts=", ".join(_PARTS),
                )
            )
    said = [_fill(name, text, parts.get("head", ""), {})]
    for essay in essays:
        known = _words_of_essay(essay)
        said.append(_fill(name, text, parts.get("essay", ""), known))
        said += [
            _fill(name, text, parts.get("bookmark", ""), known | _words_of(each))
            for each in essay.excerpts
        ]
    said.append(_fill(name, text, parts.get("foot", ""), {}))
    return "".join(said)


def _fill(name: str, whole: str, part: str, words: dict[str, str]) -> str:
    try:
        return Template(part).substitute(words)
    except KeyError as unknown:
        word = str(unknown.args[0])
        raise ReaderError(
            _("{name}, line {line}: ${word} is not known here; known are: {words}.").format(
                name=name,
                line=_line_of(whole, re.search(rf"\$\{{?{re.escape(word)}", whole)),
                word=clean.line(word),
                words=", ".join(sorted(words)) or "-",
            )
        ) from None
    except ValueError:
        line = _line_of(whole, re.search(r"\$(?![\w{$])", whole))
        said = _("{name}, line {line}: a $ stands alone; write $$ for the sign itself.")
        raise ReaderError(said.format(name=name, line=line)) from None


def _line_of(text: str, match: re.Match[str] | None) -> int:
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _words_of_essay(essay: EssayExcerpts) -> dict[str, str]:
    return {
        "essay": essay.id,
        "title": clean.line(essay.title),
        "author": clean.line(essay.author),
        "date": clean.line(essay.date),
    }


def _words_of(each: Excerpt) -> dict[str, str]:
    values: dict[str, Any] = {field.name: getattr(each, field.name) for field in fields(each)}
    values["state"] = values.pop("how")
    values["closed"] = _("(in a closed region)") if values.pop("is_closed") else ""
    values["section"] = " › ".join(each.section)
    values["tags"] = " ".join(each.tags)
    values["colour"] = each.colour or ""
    return {name: str(value) for name, value in values.items()}


def _jinja(name: str, text: str, essays: Sequence[EssayExcerpts]) -> str:
    try:
        from jinja2 import TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise ReaderError(
            _("{name} is a Jinja template, and Jinja is not installed: {command}").format(
                name=name, command="pip install 'essay-reader[jinja]'"
            )
        ) from None
    try:
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        made: str = environment.from_string(text).render(essays=essays)
        return made + "\n"
    except TemplateError as error:
        line = getattr(error, "lineno", None) or 1
        said = _("{name}, line {line}: {why}.")
        why = clean.line(str(error)).rstrip(".")
        raise ReaderError(said.format(name=name, line=line, why=why)) from None
