"""Starts of a Python that has a byte code cache of its own, for the tests of what is kept beside byte code."""

import os
import subprocess
import sys
from pathlib import Path

import reader


def run(cache: Path, program: str, *words: str, options: tuple[str, ...] = ()) -> str:
    """What *program*, given *words*, prints; Python has *options*, and keeps byte code in *cache*."""
    environment = os.environ | {"PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *options, "-c", program, *words],
        env=environment,
        cwd=Path(reader.__file__).parent.parent,
        capture_output=True,
        text=True,
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


def kept_in(cache: Path, ending: str) -> Path:
    """The one file there whose name ends so."""
    (file,) = cache.rglob(f"*{ending}")
    return file
