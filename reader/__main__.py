"""`python -m reader`, and the command `reader`."""

import gc
import sys

INTERRUPTED = 130
"""The exit code after Ctrl+C: 128 and the signal's number, as shells have it."""


def main() -> int:
    """Run the command line; gives the exit code."""
    # Nothing that is imported is ever garbage: looking for some meanwhile only costs time.
    gc.disable()
    from reader.tui import afterimage, taken

    try:
        afterimage.show(sys.argv[1:])
        from reader.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        taken.give_back()


if __name__ == "__main__":
    sys.exit(main())
