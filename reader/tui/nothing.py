"""What a list of essays says that holds none: why, and what leads on."""

from collections.abc import Iterator
from typing import NamedTuple

from reader.regex import regex
from reader.text.cells import width
from reader.text.line import Roles
from reader.tui.listing import Row
from reader.wording import _, told

_TOKEN = regex(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+")


class Elsewhere(NamedTuple):
    """What a row stands for that looks for words in the texts."""

    words: str


def looking(cells: int, lines: int) -> list[Row]:
    """The rows of a list whose folders are looked through for the first time."""
    return _told(_("Looking through the folders…"), cells, lines)


def unfitting(words: str, cells: int, lines: int) -> list[Row]:
    """The rows where the filter *words* leaves nothing; of *lines* lines each, *cells* wide."""
    from reader.session.filtering import misunderstood, plain_words

    if complaint := misunderstood(words, strictly=True):
        return _told(told(complaint), cells, lines)
    rows = _told(_("No essay is listed for that."), cells, lines)
    if plain := plain_words(words):
        key: tuple[str, Roles] = " S ", ("key",)
        said, onward = _("looks in the texts"), _("Enter: for these words")
        if lines > 1:
            detail = ((f"   {onward}", ("faint",)),)
            rows.append(Row((key, (said, ())), (), Elsewhere(plain), detail))
        else:
            rows.append(Row((key, (f"{said} · {onward}", ())), (), Elsewhere(plain)))
    return rows


def _told(text: str, cells: int, lines: int) -> list[Row]:
    """A sentence, as many of its lines in a row as rows have."""
    said = list(_broken(text, cells - 2))
    rows = []
    for n in range(0, len(said), lines):
        left, *below = ((f" {line}", ("faint",)) for line in said[n : n + lines])
        rows.append(Row((left,), (), None, tuple(below)))
    return rows


def _broken(text: str, cells: int) -> Iterator[str]:
    """A sentence in lines of *cells* at most, where its words allow it."""
    line = ""
    for token in _TOKEN.findall(text):
        if line and width(line + token.rstrip()) > cells:
            yield line.rstrip()
            line = ""
        line += token
    yield line.rstrip()
