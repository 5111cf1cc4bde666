"""The house's laws, read off its walls: who may import whom, what things may be called."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import reader

HOUSE = Path(reader.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))

BELOW = {
    "text": set[str](),
    "formats": {"text"},
    "library": {"text", "formats"},
    "session": {"text", "formats", "library"},
    "tui": {"text", "formats", "library", "session"},
    "cli": {"text", "formats", "library", "session"},
}
"""What each room may import whenever it likes, besides itself and the leaves."""
LEAVES = {
    *("compiled", "contexts", "enums", "errors", "homes", "light", "memo", "modules", "paths"),
    *("regex", "values", "wording"),
}
ENTRANCE = "__main__"

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "core"}
RULERS = {"rich.cells", "wcwidth"}
"""What measures text. Everyone else asks the two files that hold them to one answer."""
MEASURING = {"text/cells.py", "text/clusters.py"}


class Import(NamedTuple):
    """One name that a file imports."""

    file: str
    """Relative to the house."""
    module: str
    is_lazy: bool
    """Whether it is imported inside a function, or for type checkers alone."""
    is_for_types: bool
    """Whether it is imported for type checkers alone."""


def imports_of(path: Path) -> Iterator[Import]:
    """All imports of a file, those inside of functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(inner) for node in ast.walk(tree) if _is_for_types(node) for inner in ast.walk(node)
    }
    lazy = typed | {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    file = path.relative_to(HOUSE).as_posix()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (Import(file, name, id(node) in lazy, id(node) in typed) for name in names)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


IMPORTS = [each for path in FILES for each in imports_of(path)]


def room_of(file: str) -> str:
    """The room that a file stands in; a leaf is its own."""
    return file.split("/")[0].removesuffix(".py")


def test_imports_point_down() -> None:
    """No room imports one above it, not even inside a function; only the way in sees the screens.

    `cli` starts the screens, so it may import them, but lazily: no other command waits for them.
    """
    upwards = []
    for each in IMPORTS:
        parts = each.module.split(".")
        room = room_of(each.file)
        if parts[0] != "reader" or len(parts) == 1 or parts[1] in LEAVES | {room, "__version__"}:
            continue
        if room == ENTRANCE or (room == "cli" and parts[1] == "tui" and each.is_lazy):
            continue
        if parts[1] not in BELOW.get(room, set()):
            upwards.append(each)

    assert upwards == []


def test_no_module_needs_one_that_needs_it() -> None:
    """Not even inside a function; a part may name its whole for type checkers."""
    modules = {
        ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts): path for path in FILES
    }
    needed: dict[str, set[str]] = {name.removesuffix(".__init__"): set() for name in modules}
    for each in IMPORTS:
        module = "reader." + each.file.removesuffix(".py").replace("/", ".").removesuffix(
            ".__init__"
        )
        name = each.module if each.module in needed else each.module.rpartition(".")[0]
        if name in needed and not each.is_for_types:
            needed[module].add(name)
    TopologicalSorter(needed).prepare()


def test_leaves_import_nothing_of_the_house() -> None:
    """Anyone may import paths, errors, values and words, because they import no one but each other."""
    found = [
        each
        for each in IMPORTS
        if room_of(each.file) in LEAVES
        and each.module.split(".")[0] == "reader"
        and each.module.split(".")[1] not in LEAVES
    ]

    assert found == []


def test_textual_stays_in_its_room() -> None:
    """Only `tui/` knows the screens' library."""
    found = {each.file for each in IMPORTS if each.module.split(".")[0] == "textual"}

    assert {room_of(file) for file in found} <= {"tui"}


def test_rich_stays_above_the_core() -> None:
    """The core has colours and cells of its own; of Rich it needs only the ruler."""
    found = {
        each.file
        for each in IMPORTS
        if each.module.split(".")[0] == "rich" and not each.module.startswith("rich.cells")
    }

    assert {room_of(file) for file in found} <= {"tui", "cli"}


def test_there_is_one_ruler() -> None:
    """Nobody measures text past `text/cells` and `text/clusters`: two rulers never agree."""
    found = {
        each.file
        for each in IMPORTS
        if any(each.module == ruler or each.module.startswith(ruler + ".") for ruler in RULERS)
    }

    assert found <= MEASURING


@pytest.mark.parametrize(
    "module", ["reader.session.session", "reader.text.layout", "reader.library.catalogue"]
)
def test_the_core_runs_without_a_screen(module: str) -> None:
    """In a fresh interpreter, the core brings in neither Textual nor Rich."""
    program = f"import sys, {module}; print(*sys.modules)"

    words = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()

    assert module in words
    assert {word.split(".")[0] for word in words} & {"textual", "rich", "pygments"} == set()


def test_no_module_hides_one_of_the_standard_library() -> None:
    """A file called like one of Python's is the wrong one for whoever runs from that folder."""
    names = {path.stem for path in FILES} - {"__init__", "__main__"}

    assert names & sys.stdlib_module_names == set()


def test_modules_are_named_for_their_subject() -> None:
    """There is no drawer for things that have no place."""
    names = {part for path in FILES for part in path.relative_to(HOUSE).with_suffix("").parts}

    assert names & FORBIDDEN == set()


def test_every_module_says_what_it_is_for() -> None:
    """The first thing in each file is a sentence about it."""
    silent = [
        path.relative_to(HOUSE).as_posix()
        for path in FILES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []


QUICK = {
    "values.py": {"dataclasses.dataclass"},
    "enums.py": {"enum.Enum", "enum.IntEnum", "enum.StrEnum"},
    "memo.py": {"functools.cache", "functools.cached_property", "functools.lru_cache"},
    "contexts.py": {"contextlib.closing", "contextlib.contextmanager", "contextlib.suppress"},
}
"""The files that have something of Python's own without what it takes to import that."""


def test_what_starts_use_is_made_the_quick_way() -> None:
    """Python's own modules take longer to import, or to define something, than the first page has time."""
    slow = {name: file for file, names in QUICK.items() for name in names}
    found = [each for each in IMPORTS if each.module in slow and each.file != slow[each.module]]

    assert found == []
    assert not {each.file for each in IMPORTS if each.module in ("enum", "contextlib")}
