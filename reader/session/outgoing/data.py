"""Excerpts as data: our own JSON, from which nothing is lost, and Web Annotations."""

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from reader.library.state.text import row
from reader.session.kept import BOOKMARK, essay_of
from reader.session.leaving import leaving
from reader.session.outgoing.excerpts import AWAY, LOST, EssayExcerpts, Excerpt, excerpts
from reader.session.session import Session
from reader.text import clean

FORMAT = "reader-export"
VERSION = 1


def whole(session: Session, essays: Collection[str] | None = None) -> str:
    """What was kept of some essays, or all that was, as JSON: one passage and one record a line.

    `essays` is for other programs, `records` for `reader import`: the state file's own records with
    all times, those that were deleted too, so that nothing is lost and nothing comes twice.
    """
    known = session.state.records.values()
    records = leaving(session, (r for r in known if essays is None or essay_of(r) in essays))
    in_order = sorted(records, key=lambda record: record.id)
    found = [_essay(essay) for essay in excerpts(session, essays)]
    head = f'{{"format": "{FORMAT}", "version": {VERSION}, "essays": [\n'
    return (
        head
        + ",\n".join(_essay_lines(essay) for essay in found)
        + '\n], "records": [\n'
        + ",\n".join(_line(row(record)) for record in in_order)
        + "\n]}\n"
    )


def _essay_lines(essay: dict[str, Any]) -> str:
    passages = essay.pop("bookmarks")
    lines = ",\n".join(_line(each) for each in passages)
    return _line(essay)[:-1] + f', "bookmarks": [\n{lines}\n]}}'


def _essay(essay: EssayExcerpts) -> dict[str, Any]:
    return {
        "id": essay.id,
        "title": essay.title,
        "author": essay.author or None,
        "date": essay.date or None,
        "language": essay.language or None,
        "bookmarks": [_excerpt(each) for each in essay.excerpts],
    }


def _excerpt(each: Excerpt) -> dict[str, Any]:
    fields = asdict(each)
    fields["closed"] = fields.pop("is_closed")
    fields["state"] = fields.pop("how")
    return fields


def _line(value: Any) -> str:
    """JSON on one line, in which what a terminal might obey is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return clean.HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


# Web Annotations: https://www.w3.org/TR/annotation-model/


def annotations(essays: Iterable[EssayExcerpts]) -> str:
    """A page of Web Annotations, JSON-LD. Positions count code points of the essay's text."""
    items = [_annotation(essay, each) for essay in essays for each in essay.excerpts]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "reader:bookmarks",
        "type": "AnnotationPage",
        "items": items,
    }
    text = json.dumps(page, ensure_ascii=False, indent=1)
    return clean.HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _annotation(essay: EssayExcerpts, each: Excerpt) -> dict[str, Any]:
    bodies = [_body("commenting", each.note)] if each.note else []
    bodies += [_body("describing", each.label)] if each.label else []
    bodies += [_body("tagging", tag) for tag in each.tags]
    motivation = "commenting" if each.note else "highlighting" if each.colour else "bookmarking"
    source = {
        "id": f"reader:{essay.id}",
        "type": "Text",
        "language": essay.language,
        "dc:title": essay.title,
        "dc:creator": essay.author,
    }
    target: dict[str, Any] = {"source": {name: said for name, said in source.items() if said}}
    if each.colour:
        target["styleClass"] = f"colour-{each.colour}"
    target["selector"] = _selectors(each)
    return {
        "id": f"reader:{essay.id}#{each.id.removeprefix(BOOKMARK + ':')}",
        "type": "Annotation",
        "motivation": motivation,
        "created": each.created,
        "modified": each.changed,
        **({"body": bodies} if bodies else {}),
        "target": target,
    }


def _body(purpose: str, said: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": said, "format": "text/plain"}


def _selectors(each: Excerpt) -> list[dict[str, Any]]:
    selectors: list[dict[str, Any]] = []
    if each.quotation:
        quote = {"type": "TextQuoteSelector", "exact": each.quotation}
        context = {"prefix": each.prefix, "suffix": each.suffix}
        selectors.append(quote | {name: said for name, said in context.items() if said})
    if each.how not in (LOST, AWAY):
        position = {"type": "TextPositionSelector", "start": each.start, "end": each.end}
        selectors.append(position)
    return selectors
