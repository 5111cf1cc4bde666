"""What `--output` names: a file, whole or not at all; a pipe or a device; `-`, standard output."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from reader.cli.opening import path_of
from reader.errors import ReaderError
from reader.library import durable
from reader.text import clean
from reader.wording import _


def write(word: str, data: bytes) -> None:
    """Bring *data* to where *word* says; ReaderError if that cannot be done.

    A file keeps its permissions; a new one gets what is usual for the user's files.
    """
    if word == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    path = path_of(word)
    try:
        _write(path, data)
    except OSError as error:
        said = _("{name} cannot be written ({why}).")
        why = clean.line(error.strerror or "")
        raise ReaderError(said.format(name=clean.line(str(path)), why=why)) from None


def _write(path: Path, data: bytes) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = stat.S_IFREG | 0o666 & ~mask
    if not stat.S_ISREG(mode):
        # A rename would put a file in the place of the pipe or the device.
        path.write_bytes(data)
        return
    target = path.resolve()
    with durable.written(target, data) as temporary:
        temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
