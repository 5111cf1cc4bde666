"""What a command of the reader's own says of a passage: run beside the screens, shown in a window that scrolls.

The passage goes to the command's standard input and never through a shell. A command has some seconds, its output a
bound; `Esc` ends both. What it prints is shown without colours, and harmless to the terminal.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from reader.contexts import suppress
from reader.regex import regex
from reader.text import clean
from reader.tui.keys import key_name
from reader.tui.layers.hints import Hints
from reader.tui.layers.layer import Layer
from reader.wording import _

SECONDS = 30.0
"""How long a command may take."""
LARGEST = 200_000
"""Bytes of its output that are shown."""

_SEQUENCE = regex(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_OVERSTRUCK = regex(r".\x08")


class Answer(NamedTuple):
    """What a command answered."""

    text: str
    """What it printed, as it may be shown."""
    said: str
    """A sentence if it went wrong, else empty."""


async def answer(argv: Sequence[str], text: str, seconds: float = SECONDS) -> Answer:
    """Give a command *text* on its standard input; what it prints, and what went wrong.

    Cancelling ends the command and all that it started.
    """
    pipe = asyncio.subprocess.PIPE
    name = clean.line(argv[0])
    try:
        process = await asyncio.create_subprocess_exec(
            *argv, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.STDOUT, start_new_session=True
        )
    except (OSError, ValueError) as error:
        why = clean.line(getattr(error, "strerror", None) or str(error))
        return Answer("", _("{name} could not be run: {why}.").format(name=name, why=why))
    output = bytearray()
    try:
        async with asyncio.timeout(seconds):
            await asyncio.gather(_give(process, text), _take(process, output))
            code = await process.wait()
    except TimeoutError:
        said = _("{name} took more than {seconds} seconds and was ended.")
        return Answer(_shown(output), said.format(name=name, seconds=round(seconds)))
    finally:
        _end(process)
    said = _("{name} ended with code {code}.").format(name=name, code=code) if code else ""
    if len(output) > LARGEST:
        said = _("{name} printed more than is shown.").format(name=name)
    return Answer(_shown(output), said)


async def _give(process: asyncio.subprocess.Process, text: str) -> None:
    if process.stdin is None:
        return
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(text.encode("utf-8", "replace"))
        await process.stdin.drain()
    process.stdin.close()


async def _take(process: asyncio.subprocess.Process, output: bytearray) -> None:
    if process.stdout is None:
        return
    while len(output) <= LARGEST and (some := await process.stdout.read(65_536)):
        output += some
    if len(output) > LARGEST:
        _end(process)


def _end(process: asyncio.subprocess.Process) -> None:
    """End a command with all that it started."""
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    # What was not read would keep the pipe open beyond the event loop; asyncio has no other way to close it.
    process._transport.close()  # type: ignore[attr-defined]


def _shown(output: bytearray) -> str:
    text = bytes(output[:LARGEST]).decode("utf-8", "replace").replace("\r\n", "\n")
    text = _OVERSTRUCK.sub("", _SEQUENCE.sub("", text))
    return clean.shown(text).expandtabs(8).rstrip()


class Output(Layer[None]):
    """A command's answer."""

    def __init__(self, name: str, argv: Sequence[str], text: str) -> None:
        super().__init__()
        self._command = name
        self._argv = argv
        self._given = text
        self._answered = ""

    def compose(self) -> ComposeResult:
        """The answer, and a word on the keys."""
        with Vertical(id="output") as box:
            box.border_title = clean.line(self._command)
            with VerticalScroll(id="output-body", can_focus=False):
                yield Static("…", id="output-text", markup=False)
            yield Hints(_("Esc ends it"), id="output-footer")

    def on_mount(self) -> None:
        """Run the command."""
        self.run_worker(self._run(), exclusive=True)

    async def _run(self) -> None:
        found = await answer(self._argv, self._given)
        self._answered = found.text
        said = "\n\n".join(each for each in (found.text, found.said) if each)
        self.query_one("#output-text", Static).update(said or _("It said nothing."))
        footer = _("j k Space scroll · y copies · Esc closes")
        self.query_one("#output-footer", Hints).update(footer)

    def on_key(self, event: events.Key) -> None:
        """Scroll, copy, close: a command that still runs is ended."""
        name = key_name(event.key, event.character)
        event.stop()
        event.prevent_default()
        body = self.query_one("#output-body", VerticalScroll)
        if name in ("Esc", "q", "Enter"):
            self.dismiss(None)
        elif name in ("j", "↓"):
            body.scroll_down(animate=False)
        elif name in ("k", "↑"):
            body.scroll_up(animate=False)
        elif name in ("Space", "PgDn"):
            body.scroll_page_down(animate=False)
        elif name in ("b", "PgUp"):
            body.scroll_page_up(animate=False)
        elif name in ("y", "Ctrl+C") and self._answered:
            from reader.tui.clipboard import copy

            copy(self.app, lambda: self._answered)
            self.query_one("#output-footer", Hints).update(_("Copied."))
