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
    from reader import light

    light.import_what_starts_need()
    from reader.cli.main import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
