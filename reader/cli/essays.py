"""`reader details`, `edit`, `tag`, `put`: one essay, what is known of it, and what one wants with it."""

import os

from reader.cli.asked import Asked
from reader.cli.commands import STANDINGS
from reader.cli.opening import Opened, essays_named, library
from reader.cli.printing import notice, print_json, print_rows
from reader.errors import ReaderError, UsageError
from reader.library.essay import Essay
from reader.session import kept
from reader.session.details import details
from reader.session.kept import all_tags
from reader.session.words import placard_words
from reader.text import clean
from reader.wording import _


def show_details(asked: Asked) -> int:
    """Print what is known of the essays that ESSAY names."""
    from reader.tui.layers.details import facts

    with library(asked) as opened:
        session = opened.session
        found = [
            details(session, essay, session.parsed(essay.path)) for essay in _named(opened, asked)
        ]
    if asked.has("--json"):
        print_json({"essays": [each.plain() for each in found]})
        return 0
    for number, each in enumerate(found):
        if number:
            print()
        print_rows(facts(each, placard_words("")))
    return 0


def edit(asked: Asked) -> int:
    """Have the reader's editor change the source of ESSAY; gives the editor's exit code."""
    from reader.tui import editor

    with library(asked) as opened:
        path = _named(opened, asked)[0].path
    if not path.is_file():
        raise ReaderError(_("This essay has no file to edit."))
    words = editor.command(path, 1)
    if isinstance(words, str):
        raise ReaderError(words)
    if editor.needs_terminal(words) and not (os.isatty(0) and os.isatty(1)):
        said = _("{name} needs a terminal; EDITOR names another editor.")
        raise UsageError(said.format(name=clean.line(words[0])))
    return editor.run(words)


def tag(asked: Asked) -> int:
    """Give essays tags, or take them away; print those that they have then."""
    words = [word.removeprefix("#") for word in asked.arguments["TAG"]]
    with library(asked) as opened:
        session = opened.session
        essays = _named(opened, asked)
        for essay in essays if words else ():
            own = kept.essay_state(session.state, essay.id).tags
            if asked.has("--remove"):
                for word in (word for word in words if word in essay.tags):
                    notice(_("{tag}: the source says so; it stays.").format(tag=clean.line(word)))
                session.stand(essay, tags=[each for each in own if each not in words])
            else:
                new = (word for word in words if word not in essay.tags)
                session.stand(essay, tags=list(dict.fromkeys((*own, *new))))
        if words:
            opened.save()
        now = [(essay, all_tags(essay, session.state)) for essay in essays]
    if asked.has("--json"):
        print_json({"essays": [{"id": essay.id, "tags": list(tags)} for essay, tags in now]})
    else:
        for essay, tags in now:
            print("  ".join((clean.line(essay.title), *(f"#{clean.line(t)}" for t in tags))))
    return 0


def put(asked: Asked) -> int:
    """Put essays where they belong: later, finished, archived, or none of these."""
    where = asked.word("WHERE") or STANDINGS[-1]
    wanted = dict.fromkeys(STANDINGS[:-1], False) if where == STANDINGS[-1] else {where: True}
    with library(asked) as opened:
        essays = _named(opened, asked)
        for essay in essays:
            opened.session.stand(essay, **wanted)
        opened.save()
    if asked.has("--json"):
        print_json({"essays": [{"id": essay.id, **wanted} for essay in essays]})
    return 0


def _named(opened: Opened, asked: Asked) -> list[Essay]:
    """The essays that ESSAY means."""
    return essays_named(opened, asked.word("ESSAY") or "")
