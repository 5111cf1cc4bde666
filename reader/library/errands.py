"""Work that may never end, such as what a server is asked for, and how long one waits for it."""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Thread

from reader.errors import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Found = TypeVar("Found")


class HungError(Exception):
    """Nothing has come for too long; the message is a part of a sentence."""


def waited_for(
    work: Callable[[], Found], seconds: float, sign: Callable[[], object] = lambda: None
) -> Found:
    """What *work* gives, on a thread of its own. HungError if for some *seconds* nothing has come of
    it: neither its end, nor another *sign* of life than before. Then the thread is left to itself.
    """
    told: SimpleQueue[tuple[bool, Found | BaseException]] = SimpleQueue()

    def run() -> None:
        try:
            told.put((True, work()))
        except BaseException as error:  # it is raised where one waits
            told.put((False, error))

    Thread(target=run, name="reader-errand", daemon=True).start()
    seen = sign()
    while True:
        try:
            is_done, found = told.get(timeout=seconds)
        except Empty:
            now = sign()
            if now == seen:
                raise HungError(
                    Said("nothing has come for {seconds:g} seconds", seconds=seconds)
                ) from None
            seen = now
            continue
        if is_done:
            return found  # type: ignore[return-value]
        raise found  # type: ignore[misc]
