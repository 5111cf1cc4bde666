"""`python -m reader`, and the command `reader`."""

import gc
import os
import sys

INTERRUPTED = 130
"""The exit code after Ctrl+C: 128 and the signal's number, as shells have it."""


def main() -> int:
    """Run the command line; gives the exit code."""
    # Nothing that is imported is ever garbage: looking for some meanwhile only costs time.
    gc.disable()
    try:
        return _run_on_terminal() if os.isatty(1) else _run()
    except KeyboardInterrupt:
        return INTERRUPTED


def _run_on_terminal() -> int:
    """Show what was kept for this start before anything else is imported; whatever happens, give the terminal back."""
    from reader.tui import afterimage, taken

    try:
        afterimage.show(sys.argv[1:])
        return _run()
    finally:
        taken.give_back()


def _run() -> int:
    from reader import modules

    modules.take()
    _import_pathlib()
    from reader.cli.main import main as run

    return run()


def _import_pathlib() -> None:
    """Import it without what it takes from `urllib.parse` for `Path.as_uri`, as Python does from 3.13 on.

    That, with `ipaddress`, takes 3 ms, which every start would wait for.
    """
    if sys.version_info >= (3, 13) or "urllib.parse" in sys.modules:
        return

    def quote_from_bytes(path: bytes) -> str:
        from urllib.parse import quote_from_bytes as quoted

        return quoted(path)

    parse = type(sys)("urllib.parse")
    parse.__dict__["quote_from_bytes"] = quote_from_bytes
    sys.modules["urllib.parse"] = parse
    try:
        import pathlib  # noqa: F401
    finally:
        del sys.modules["urllib.parse"]


if __name__ == "__main__":
    sys.exit(main())
