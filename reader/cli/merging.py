"""`reader merge` and `reader state`: two state files into one, and what there is to say of one."""

from collections import Counter
from pathlib import Path
from typing import Any

from reader import paths
from reader.cli.asked import Asked
from reader.cli.opening import library, path_of, state_path
from reader.cli.printing import notice, print_json
from reader.errors import SourceError
from reader.library import durable
from reader.library.state import State
from reader.library.state import merge as merged
from reader.library.state.file import StateFile
from reader.library.state.text import parse
from reader.session import kept
from reader.text import clean
from reader.wording import _, told


def merge(asked: Asked) -> int:
    """Merge the state files OTHER. Copies beside our own are merged whenever it is loaded."""
    others = [_state_in(path_of(word)) for word in asked.arguments["OTHER"]]
    answers = []
    with library(asked) as opened:
        session = opened.session
        session.scan()
        for path in others:
            other = _read(path)
            before = session.state
            session.publish(merged(before, other))
            answers.append({"file": str(path), **changes(before, session.state)})
        session.adopt()
        if others and not asked.has("--dry-run"):
            opened.save()
        if not others and not opened.notices and not asked.has("--json"):
            print(_("No copies lie beside {path}.").format(path=clean.line(str(state_path(asked)))))
    if asked.has("--json"):
        print_json(answers)
        return 0
    for each in answers:
        said = _(
            "{file}: {new} bookmarks new, {changed} changed, {deleted} deleted; {more} other records."
        )
        print(said.format(**{**each, "file": clean.line(str(each["file"]))}))
    return 0


def changes(before: State, after: State) -> dict[str, int]:
    """How many bookmarks are new, changed and deleted in a later state, and how many other records."""
    counted: Counter[str] = Counter()
    for record_id, record in after.records.items():
        old = before.records.get(record_id)
        if old is record:
            continue
        if record.kind != kept.BOOKMARK:
            counted["more"] += 1
        elif record.deleted:
            counted["deleted"] += old is not None and not old.deleted
        elif old is None or old.deleted:
            counted["new"] += 1
        else:
            counted["changed"] += 1
    return {name: counted[name] for name in ("new", "changed", "deleted", "more")}


def _state_in(path: Path) -> Path:
    """The state file that a path means: itself, or the one in the folder or in a reader's home."""
    name = paths.state_file().name
    found = (path / name, path / paths.state_folder().name / name) if path.is_dir() else (path,)
    return next((each for each in found if each.exists()), found[0])


def _read(path: Path) -> State:
    try:
        return parse(durable.read(path)[0], str(path))
    except FileNotFoundError:
        said = _("{name}: there is no such file.")
        raise SourceError(said.format(name=clean.line(str(path)))) from None
    except OSError as error:
        said = _("{name}: cannot be read ({why}).")
        raise SourceError(said.format(name=clean.line(str(path)), why=error.strerror)) from None


def state(asked: Asked) -> int:
    """Tell what the state file holds; with `--check` what is wrong with it, and 1 for damage."""
    path = state_path(asked)
    if asked.has("--check"):
        return _check(asked, path)
    loaded = StateFile(path).load()
    for sentence in loaded.notices:
        notice(sentence)
    records = loaded.state.records.values()
    kinds = Counter(record.kind for record in records if not record.deleted)
    answer: dict[str, Any] = {
        "file": str(path),
        "newest": loaded.state.newest if records else None,
        "deleted": sum(record.deleted for record in records),
        "records": dict(sorted(kinds.items())),
    }
    if asked.has("--json"):
        print_json(answer)
        return 0
    print(clean.line(str(path)))
    for kind, count in answer["records"].items():
        print(f"{count:>8,}  {clean.line(kind)}")
    print(f"{answer['deleted']:>8,}  " + _("deleted"))
    return 0


def _check(asked: Asked, path: Path) -> int:
    from reader.library.state.check import check

    found = check(path)
    if asked.has("--json"):
        print_json([each._asdict() for each in found])
    for each in () if asked.has("--json") else found:
        where = f"{each.file}:{each.line}: " if each.line else f"{each.file}: " if each.file else ""
        print(where + clean.line(told(each.said)))
    if not found and not asked.has("--json"):
        print(_("{path} and its backup are whole.").format(path=clean.line(str(path))))
    return int(any(each.is_damage for each in found))
