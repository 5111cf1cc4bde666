"""The interface's messages as they stand in the code; `python -m tests.messages` adds those that a catalogue lacks."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.wording import LANGUAGES, Catalogue

PACKAGE = Path(__file__).parent.parent / "reader"


def messages() -> dict[str, str]:
    """Every message that goes through `_`, `ngettext` or `mark`, or is a `Said`, with the first place it stands in."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in _in_file(path):
            found.setdefault(message, path.relative_to(PACKAGE.parent).as_posix())
    return found


def _in_file(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        first = node.args[0]
        if node.func.id in ("_", "ngettext", "mark", "Said") and isinstance(first, ast.Constant):
            yield str(first.value)


def catalogue(language: str) -> Path:
    """The file of a language."""
    return PACKAGE / "locale" / f"{language}.po"


def quoted(text: str) -> str:
    """A message as a `.po` file writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def missing(language: str) -> dict[str, str]:
    """The messages that a language lacks, with the place they stand in."""
    known = Catalogue(catalogue(language)).messages
    return {message: place for message, place in messages().items() if message not in known}


def main() -> None:
    """Append what is missing, untranslated."""
    for language in LANGUAGES[1:]:
        lacking = missing(language)
        with catalogue(language).open("a", encoding="utf-8") as file:
            for message, place in lacking.items():
                file.write(f'\n#: {place}\nmsgid {quoted(message)}\nmsgstr ""\n')
        sys.stdout.write(f"{language}: {len(lacking)} added\n")


if __name__ == "__main__":
    main()
