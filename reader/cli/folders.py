"""`reader add`, `reader remove`, `reader paths`: the library's folders, and the reader's own."""

from pathlib import Path

from reader import paths as places
from reader.cli.asked import Asked
from reader.cli.opening import given, library, nothing_in, path_of, state_path
from reader.cli.printing import notice, print_json
from reader.errors import ReaderError, SourceError
from reader.library.filenames import is_source_name
from reader.library.sources import Root, exists, holds_several
from reader.session import kept
from reader.text import clean
from reader.wording import _, ngettext


def add(asked: Asked) -> int:
    """Have the library hold a folder, a file, or a place on a server from now on."""
    from reader.library.fetching import is_address
    from reader.library.mirror import is_remote

    if is_remote(asked.word("PATH") or ""):
        return _add_server(asked, (asked.word("PATH") or "").rstrip("/"))
    if is_address(asked.word("PATH") or ""):
        return _add_page(asked, asked.word("PATH") or "")
    path = path_of(asked.word("PATH") or "").resolve()
    if not exists(path):
        raise SourceError(
            _("{path}: there is no such folder or file.").format(path=clean.line(str(path)))
        )
    with library(asked) as opened:
        if not holds_several(path):
            opened.session.read_source(path)
        around = next((root for root in opened.session.roots if _shows(root, path)), None)
        if around is None:
            opened.session.folders.add(path)
            opened.save()
        count = _look_through(asked, path)
    if asked.has("--json"):
        print_json({"path": str(path), "essays": count, "added": around is None})
    elif around is not None and around.path == path:
        print(_("{path} is in the library already.").format(path=clean.line(str(path))))
    elif around is not None:
        said = _("{path} is in the library already, as a part of {root}.")
        print(said.format(path=clean.line(str(path)), root=clean.line(str(around.path))))
    else:
        said = ngettext("Added {path}: {count} essay.", "Added {path}: {count} essays.", count)
        print(said.format(path=clean.line(str(path)), count=count))
    return 0


def _shows(root: Root, path: Path) -> bool:
    """Whether *path* is in the library by *root*: a folder is only searched for what is called a text."""
    return root.holds(path) and (
        root.path == path or holds_several(path) or is_source_name(path.name)
    )


def _add_page(asked: Asked, address: str) -> int:
    """Fetch what is at *address* into the library, unless that was done before."""
    from reader.library.fetching import fetch, keep, name_for

    folder = places.pages_folder()
    known = sorted(folder.glob(name_for(address, ".*"))) if folder.is_dir() else []
    path = next((each for each in known if each.suffix != ".url"), None)
    is_new = path is None
    if path is None:
        path = keep(fetch(address, may_be_private=asked.has("--private")), address, folder)
    with library(asked) as opened:
        if not any(root.holds(path) for root in opened.session.roots):
            opened.session.folders.add(folder)
            opened.save()
        essays = opened.session.read_source(path)
    name = clean.line(str(path))
    if asked.has("--json"):
        print_json({"path": str(path), "essays": len(essays), "added": is_new})
    elif is_new:
        print(_("Added «{title}» as {path}.").format(title=clean.line(essays[0].title), path=name))
    else:
        said = _("This page was fetched before, into {path}; without that file it is fetched anew.")
        print(said.format(path=name))
    return 0


def remove(asked: Asked) -> int:
    """Take a folder, a file, or a place on a server out of the library."""
    word = asked.word("PATH") or ""
    if "://" in word or "::" in word:
        return _remove_server(asked, word.rstrip("/"))
    path = path_of(word).resolve()
    with library(asked) as opened:
        added = kept.folders(opened.session.state)
        found = next((each for each in added if each == path or each.resolve() == path), None)
        if found is None:
            names = [clean.line(str(each)) for each in added]
            raise ReaderError(_not_added(clean.line(str(path)), names))
        opened.session.folders.remove(found)
        opened.save()
    if asked.has("--json"):
        print_json({"path": str(found), "removed": True})
    else:
        said = _("Removed {path}. Its files are untouched, and so are the bookmarks in them.")
        print(said.format(path=clean.line(str(found))))
    return 0


def refresh(asked: Asked) -> int:
    """Fetch what is new on servers, look through the library, and say what there is."""
    with library(asked) as opened:
        _has_changed, complaints = opened.session.catalogue.refresh()
        scan = opened.session.scan()
        # Nobody waits here: who looks for words next need not go through what is new.
        opened.session.catalogue.pack()
    for complaint in (*complaints, *scan.complaints):
        notice(complaint)
    if asked.has("--json"):
        print_json({"essays": len(scan.essays), "complaints": [*complaints, *scan.complaints]})
    else:
        count = len(scan.essays)
        said = ngettext("{count} essay in the library.", "{count} essays in the library.", count)
        print(said.format(count=count))
    return 0


def _add_server(asked: Asked, url: str) -> int:
    from reader.library.mirror import check, place_of

    place = place_of(url)
    name = clean.line(place)
    with library(asked) as opened:
        is_there = any(root.origin and root.key == place for root in opened.session.roots)
        if not is_there:
            check(url)
            opened.session.folders.add_server(url)
            opened.save()
    with library(asked, is_quiet=True) as opened:
        _has_changed, complaints = opened.session.catalogue.refresh()
        scan = opened.session.scan()
        root = next(root for root in opened.session.roots if root.origin and root.key == place)
        count = sum(root.holds(essay.path) for essay in scan.essays)
    for complaint in complaints:
        notice(complaint)
    if asked.has("--json"):
        print_json({"path": place, "essays": count, "added": not is_there})
    elif is_there:
        print(_("{path} is in the library already.").format(path=name))
    else:
        said = ngettext("Added {path}: {count} essay.", "Added {path}: {count} essays.", count)
        print(said.format(path=name, count=count))
    return 0


def _remove_server(asked: Asked, url: str) -> int:
    from reader.library.mirror import place_of

    place = place_of(url)
    with library(asked) as opened:
        added = kept.servers(opened.session.state)
        found = [each for each in added if place_of(each) == place]
        if not found:
            known = [clean.line(place_of(each)) for each in added]
            raise ReaderError(_not_added(clean.line(place), known))
        for each in found:
            opened.session.folders.remove_server(each)
        opened.save()
    if asked.has("--json"):
        print_json({"path": place, "removed": True})
    else:
        said = _("Removed {path}. Its files are untouched, and so are the bookmarks in them.")
        print(said.format(path=clean.line(place)))
    return 0


def paths(asked: Asked) -> int:
    """Print where things are."""
    with library(asked) as opened:
        added = kept.folders(opened.session.state)
    own = {
        "state": state_path(asked),
        "index": places.index_file(),
        "config": places.config_file(),
        "content": places.shipped("content"),
        "styles": places.shipped("styles"),
    }
    if asked.has("--json"):
        answer: dict[str, object] = {name: str(path) for name, path in own.items()}
        print_json({**answer, "folders": [str(path) for path in added]})
        return 0
    for name, path in [*own.items(), *(("folder", path) for path in added)]:
        print(f"{name:8} {clean.line(str(path))}")
    return 0


def print_folders(asked: Asked) -> int:
    """For shells: the folders that were added."""
    with library(asked, is_quiet=True) as opened:
        for path in kept.folders(opened.session.state):
            print(clean.line(str(path)))
    return 0


def _look_through(asked: Asked, path: Path) -> int:
    """How many essays there are in what was added; what cannot be read of it is a notice."""
    with given(asked, [path], None) as opened:
        for complaint in opened.session.scan().complaints:
            notice(complaint)
        essays = opened.session.essays
    if not essays and path.is_dir():
        notice(nothing_in(path))
    return len(essays)


def _not_added(name: str, added: list[str]) -> str:
    """A sentence about what cannot be removed because it was never added."""
    if not added:
        return _("{path} was not added to the library; nothing was.").format(path=name)
    said = _("{path} was not added to the library; these were:{folders}")
    return said.format(path=name, folders="".join(f"\n  {each}" for each in added))
