"""The frame that the next start will show, kept on leaving: a start prints it before it imports anything.

What a start shows depends on a few things that take microseconds to compare: the window, the environment, the program,
some files (source, configuration, index…) and what the state file says of the essays in the frame. If all are what they
were, the frame is what it was. In any doubt nothing is shown, and the first frame is made anew (`reader.tui.early`).
The screens paint over it in either case.

One file for each thing that can be asked for and size of window, in the cache folder, for its owner alone, worthless:

    essay-reader frame 1 0.1.0
    what it depends on besides files, in one line
    the state file's stamp, the sum of its lines that speak of these essays, their ids
    a stamp and a path, for each file (after their number)
    the looks, as the parameters of SGR sequences
    the rows (after their number): the pieces of a row, each a character that counts the looks, and text
    end

There is nothing in it that a terminal could obey: a look is digits, a text that holds a control character is refused.
"""

import os
import sys
from _imp import source_hash

from reader import __version__, homes
from reader.tui import taken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORM = f"essay-reader frame 1 {__version__}"
_END = "end"
_BETWEEN = "\x1f"
"""Stands between the pieces of a row."""
_FIRST = 0x100
"""The character that counts as look 0."""
_ENVIRONMENT = (
    *("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "READER_HOME", "HOME", "TZ"),
    *("TERM_PROGRAM_VERSION", "VTE_VERSION", "KONSOLE_VERSION", "TMUX", "SSH_TTY"),
    *("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"),
    *("XDG_STATE_HOME", "XDG_CONFIG_HOME"),
)
ROOMS = (
    *(
        "text",
        "text/anchor",
        "session",
        "library",
        "library/index",
        "library/state",
        "tui",
        "tui/layers",
    ),
    *(
        "formats",
        "formats/decoding",
        "formats/plaintext",
        "formats/markdown",
        "formats/hypertext",
        "formats/large",
    ),
    *("formats/books", "formats/office", "formats/org"),
)
"""The folders of the program that a frame comes from."""
_MOST = 64
"""Frames that are kept; the oldest go."""

HARMFUL = frozenset(
    map(
        chr,
        (
            *range(0x20),
            *range(0x7F, 0xA0),
            *(0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, *range(0x202A, 0x202F)),
            *(*range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC)),
        ),
    )
)
"""What `reader.text.clean` replaces: no kept frame may hold it. Not asked there: that imports `re`."""


def show(words: "Sequence[str]") -> None:
    """Show what was kept for the *words* after the program's name, if it still holds."""
    asked = asked_for(words)
    if asked is None or not taken.is_terminal():
        return
    try:
        size = os.get_terminal_size(1)
        rows = _rows(_read(_file(asked, size)), _surroundings(asked, size))
    except (OSError, ValueError, IndexError):
        return
    if rows is not None:
        taken.take(rows)


def asked_for(words: "Sequence[str]") -> str | None:
    """What a frame is kept under: the path of the one source, empty for the library; None for what keeps none."""
    if not words:
        return ""
    word = words[0]
    # What is no path is a command, a title or an option.
    if len(words) > 1 or word.startswith("-") or not ("/" in word or "." in word):
        return None
    return os.path.realpath(os.path.expanduser(word))


class Grounds:
    """What a frame will be made of, as it was before the frame was made."""

    def __init__(self, files: "Iterable[str]") -> None:
        """*files* are paths; what is not there is told from what comes there."""
        self.files = [f"{_stamp(path)} {path}" for path in files]
        self.state = _stamp(_state_file())


def keep(
    asked: str,
    size: os.terminal_size,
    rows: "Iterable[Iterable[tuple[str, str]]]",
    grounds: Grounds,
    essays: "Iterable[str]",
) -> None:
    """Keep a frame for when *asked* is asked for again.

    A row is made of pieces: the parameters of an SGR sequence, and text. It holds as long as the *grounds* do, or as
    the state file says the same of *essays*, which are ids, and of settings.
    """
    looks: dict[str, str] = {}
    lines = [
        _BETWEEN.join(looks.setdefault(look, chr(_FIRST + len(looks))) + text for look, text in row)
        for row in rows
    ]
    ids = " ".join(essays)
    data = "\n".join(
        (
            *(_FORM, _surroundings(asked, size), grounds.state),
            *(_sum(_state(), ids), ids),
            *(str(len(grounds.files)), *grounds.files, " ".join(looks)),
            *(str(len(lines)), *lines, _END),
        )
    )
    if _harmful(lines) or _stamp(_state_file()) != grounds.state:
        return
    file = _file(asked, size)
    folder = os.path.dirname(file)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    new = f"{file}.{os.getpid()}"
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "wb") as opened:
        opened.write(data.encode())
    os.replace(new, file)
    _forget_old(folder)


def _rows(data: bytes, surroundings: str) -> "list[str] | None":
    """The rows as the terminal is sent them; None if they do not hold any more."""
    lines = data.decode().split("\n")
    if lines[0] != _FORM or lines[1] != surroundings or lines[-1] != _END:
        return None
    if _stamp(_state_file()) != lines[2] and _sum(_state(), lines[4]) != lines[3]:
        return None
    at = 6 + int(lines[5])
    for line in lines[6:at]:
        stamp, _blank, path = line.partition(" ")
        if _stamp(path) != stamp:
            return None
    looks = lines[at].split(" ")
    rows = lines[at + 2 : at + 2 + int(lines[at + 1])]
    if not set(lines[at]) <= set("0123456789; ") or _harmful(rows):
        return None
    begin = {
        chr(_FIRST + n): f"\x1b[0;{look}m" if look else "\x1b[0m" for n, look in enumerate(looks)
    }
    try:
        return [
            "".join(begin[piece[0]] + piece[1:] for piece in row.split(_BETWEEN)) for row in rows
        ]
    except KeyError:
        return None


def _harmful(rows: "list[str]") -> bool:
    return not HARMFUL.isdisjoint("".join(rows).replace(_BETWEEN, ""))


def _surroundings(asked: str, size: os.terminal_size) -> str:
    """What a frame depends on besides files, in one line: what is asked for, window, environment, program."""
    house = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    # Another checkout, or an upgrade, changes the folders; the version alone would miss the former.
    rooms = [_stamp(f"{house}/{room}") for room in ROOMS]
    environment = [os.environ.get(name) for name in _ENVIRONMENT]
    return ascii((asked, *size, environment, sys.version, rooms))


def _stamp(path: str) -> str:
    """What tells one version of a file from the next without reading it."""
    try:
        found = os.stat(path)
    except OSError:
        return "-"
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"


def _sum(state: bytes, ids: str) -> str:
    """A sum over the lines of a state file that speak of essays with these *ids*, or of no essay.

    What is read elsewhere then leaves this frame as it is. The state has a record a line
    (`reader.library.state.text`); in one that a person wrote in another way, all lines count.
    """
    lines = state.split(b"\n")
    if lines[0].startswith(b'{"version": '):
        ours = {b"", *ids.encode().split()}
        # Behind the last record there is no comma, whichever that is.
        lines = [line.rstrip(b",") for line in lines if _essay_of(line) in ours]
    return _hash(b"\n".join(lines))


def _essay_of(line: bytes) -> bytes:
    """The id of the essay that a record is about; empty for another."""
    begin = b'{"id": "essay:'
    if line.startswith(begin):
        return line[len(begin) :].split(b'"', 1)[0]
    # Within a string the quotation marks would have a backslash before them.
    return line.partition(b'"essay": "')[2].split(b'"', 1)[0]


def _state_file() -> str:
    return f"{homes.folder('state')}/state.yaml"


def _state() -> bytes:
    """The state file's text; nothing where nothing was kept yet."""
    try:
        return _read(_state_file())
    except FileNotFoundError:
        return b""


def _file(asked: str, size: os.terminal_size) -> str:
    """Where the frame of what is asked for is kept, for a window of some size."""
    name = _hash(os.fsencode(asked)) if asked else "library"
    return f"{homes.folder('cache')}/frames/{name}-{size.columns}x{size.lines}"


def _hash(data: bytes) -> str:
    """What Python itself tells sources by: `zlib` would have to be looked for."""
    return source_hash(0, data).hex()


def _read(path: str) -> bytes:
    """What a file of the reader's own holds; OSError if it is somebody else's."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_uid != os.geteuid():
            raise PermissionError(path)
        return file.read()


def _forget_old(folder: str) -> None:
    with os.scandir(folder) as found:
        kept = sorted(found, key=lambda entry: entry.stat().st_mtime_ns)
    for entry in kept[:-_MOST]:
        os.unlink(entry.path)
