"""`python -m reader`, and the command `reader`."""

import sys

INTERRUPTED = 130
"""The exit code after Ctrl+C: 128 and the signal's number, as shells have it."""


def main() -> int:
    """Run the command line; gives the exit code."""
    try:
        from reader.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
