"""Excerpts as pages to read and edit: Markdown, Org and HTML."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from reader.regex import regex
from reader.session.outgoing.excerpts import AWAY, LOST, EssayExcerpts, Excerpt
from reader.text import clean
from reader.wording import _

_MARKDOWN = regex(r"([\\`*_\[\]<>|~])")
_MARKDOWN_BEGINNINGS = regex(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)
_ORG_BEGINNINGS = regex(r"^(\*|#\+|,)", re.MULTILINE)
_NO_ORG_TAG = regex(r"[^\w@#%]+")
_NO_MARKDOWN_TAG = regex(r"[^\w/-]+")


# Markdown.


def markdown(essays: Iterable[EssayExcerpts]) -> str:
    """All of it as one page."""
    return "\n".join("".join(_markdown(essay)) for essay in essays)


def note_file(essay: EssayExcerpts) -> str:
    """One essay as a Markdown file of its own, with front matter."""
    from json import dumps

    fields: dict[str, object] = {
        "title": essay.title,
        "author": essay.author,
        "date": essay.date,
        "tags": list(dict.fromkeys(tag for each in essay.excerpts for tag in each.tags)),
        "essay": essay.id,
        "bookmarks": len(essay.excerpts),
        "link": f"reader open {essay.id}",
    }
    # JSON is YAML, and quotes whatever a title may hold.
    lines = (
        f"{name}: {dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value
    )
    return clean.shown("\n".join(("---", *lines, "---", "", "".join(_markdown(essay)))))


def _markdown(essay: EssayExcerpts) -> Iterator[str]:
    yield f"# {_md_line(essay.title)}\n"
    if byline := _byline(essay):
        yield f"\n{_md_line(byline)}\n"
    for section, some in groupby(essay.excerpts, key=lambda each: each.section):
        if section:
            yield f"\n## {_md_line(' › '.join(section))}\n"
        for each in some:
            yield "\n" + _md_quotation(each)
            if each.label:
                yield f"\n**{_md_line(each.label)}**\n"
            if each.note:
                yield f"\n{_md(each.note)}\n"
            yield f"\n{_md_facts(each)}\n"


def _md_quotation(each: Excerpt) -> str:
    said = _md(each.quotation) if each.quotation else f"*{_absent(each)}*"
    return "".join(f"> {line}".rstrip() + "\n" for line in said.split("\n"))


def _md_facts(each: Excerpt) -> str:
    tags = (f"#{_NO_MARKDOWN_TAG.sub('-', tag)}" for tag in each.tags)
    return " · ".join((f"`{each.link}`", *_facts(each), *tags)) + f" ^{_anchor(each)}"


def _md(text: str) -> str:
    said = _MARKDOWN.sub(r"\\\1", clean.shown(text.strip()))
    return _MARKDOWN_BEGINNINGS.sub(_md_beginning, said)


def _md_beginning(match: re.Match[str]) -> str:
    blank, mark = match.groups()
    return f"{blank}{mark}\\" if mark.isdigit() else f"{blank}\\{mark}"


def _md_line(text: str) -> str:
    return _md(clean.line(text))


# Org.


def org(essays: Iterable[EssayExcerpts]) -> str:
    """All of it as one Org file: an essay is a headline, a passage one below."""
    return "\n".join("".join(_org(essay)) for essay in essays)


def _org(essay: EssayExcerpts) -> Iterator[str]:
    yield f"* {clean.line(essay.title)}\n"
    yield from _drawer({"CUSTOM_ID": essay.id, "AUTHOR": essay.author, "DATE": essay.date})
    for each in essay.excerpts:
        said = each.label or each.quotation or _absent(each)
        short = clean.line(said)
        headline = short if len(short) <= 40 else short[:40] + "…"
        tags = ":".join(_NO_ORG_TAG.sub("_", tag) for tag in each.tags)
        yield f"** {headline}" + (f" :{tags}:" if tags else "") + "\n"
        yield from _drawer(
            {
                "CUSTOM_ID": _anchor(each),
                "SECTION": " › ".join(each.section),
                "CREATED": f"[{each.created[:10]}]",
                "COLOUR": str(each.colour or ""),
                "LINK": each.link,
            }
        )
        quotation = _org_lines(each.quotation) if each.quotation else f"/{_absent(each)}/"
        yield f"#+begin_quote\n{quotation}\n#+end_quote\n"
        if each.note:
            yield f"{_org_lines(each.note)}\n"


def _drawer(properties: dict[str, str]) -> Iterator[str]:
    yield ":PROPERTIES:\n"
    yield from (f":{key}: {clean.line(said)}\n" for key, said in properties.items() if said)
    yield ":END:\n"


def _org_lines(text: str) -> str:
    """Lines that are no headlines and no orders: Org takes the comma away."""
    return _ORG_BEGINNINGS.sub(r",\1", clean.shown(text.strip()))


# HTML.

_STYLE = """\
body{max-width:40em;margin:2em auto;padding:0 1em;font-family:serif;line-height:1.7}
blockquote{margin:1em 0 .3em;padding-left:1em;border-left:.3em solid #bbb}
.c1{border-color:#d9b300}.c2{border-color:#3b9c3b}.c3{border-color:#3b78c4}
.c4{border-color:#c4569b}.c5{border-color:#8a63c9}
footer{color:#777;font-size:.85em;margin-bottom:2em}.note{white-space:pre-wrap}
"""


def html(essays: Iterable[EssayExcerpts]) -> str:
    """All of it as one page, with nothing that it loads from elsewhere."""
    found = list(essays)
    language = next((essay.language for essay in found if essay.language), "zh")
    head = (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<meta charset="utf-8">\n'
        f"<title>{escape(_('Bookmarks'))}</title>\n<style>\n{_STYLE}</style>\n"
    )
    return head + "".join(part for essay in found for part in _html(essay)) + "</html>\n"


def _html(essay: EssayExcerpts) -> Iterator[str]:
    yield f'<section id="{escape(essay.id)}">\n<h1>{_h(essay.title)}</h1>\n'
    if byline := _byline(essay):
        yield f"<p>{_h(byline)}</p>\n"
    for section, some in groupby(essay.excerpts, key=lambda each: each.section):
        if section:
            yield f"<h2>{_h(' › '.join(section))}</h2>\n"
        for each in some:
            yield f'<article id="{_anchor(each)}">\n<blockquote class="c{each.colour}">'
            said = "<br>\n".join(_h(line) for line in each.quotation.split("\n"))
            yield (said if each.quotation else f"<em>{_h(_absent(each))}</em>") + "</blockquote>\n"
            if each.label:
                yield f"<p><strong>{_h(each.label)}</strong></p>\n"
            if each.note:
                yield f'<p class="note">{escape(clean.shown(each.note))}</p>\n'
            facts = " · ".join((*_facts(each), *(f"#{tag}" for tag in each.tags)))
            said = f" · {_h(facts)}" if facts else ""
            yield f"<footer><code>{_h(each.link)}</code>{said}</footer>\n</article>\n"
    yield "</section>\n"


def _h(text: str) -> str:
    return escape(clean.line(text))


# What all of them say.


def _byline(essay: EssayExcerpts) -> str:
    return " · ".join(part for part in (essay.author, essay.date) if part)


def _absent(each: Excerpt) -> str:
    """Why there is no quotation."""
    return _("(in a closed region)") if each.is_closed else _("(a place)")


def _facts(each: Excerpt) -> Sequence[str]:
    facts = [each.created[:10]]
    if each.colour:
        facts.append(_("colour {n}").format(n=each.colour))
    if each.how == LOST:
        facts.append(_("not in the text any more"))
    if each.how == AWAY:
        facts.append(_("not in the library now"))
    return facts


def _anchor(each: Excerpt) -> str:
    """The bookmark's id as other programs take one: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", each.id.rpartition(":")[2])
