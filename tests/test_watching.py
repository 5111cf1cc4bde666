"""Following the library while one reads: files that come, change and go."""

from pathlib import Path
from threading import Event, Thread

from textual.pilot import Pilot

from reader.library.watching import changes
from reader.tui.desk import Desk
from tests.desk import sit_down, until
from tests.shelves import write


def test_a_change_is_told(tmp_path: Path) -> None:
    """Soon after it, and no more when the end is set."""
    end, told, ready = Event(), Event(), Event()

    def watch() -> None:
        ready.set()
        for _change in changes([tmp_path, tmp_path / "gone"], end):
            told.set()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    ready.wait(5)
    for n in range(50):
        # Nobody says when the watching has begun.
        write(tmp_path / f"{n}.txt", "雨\n\n　　下着雨。\n")
        if told.wait(0.2):
            break
    end.set()
    thread.join(5)

    assert told.is_set()
    assert not thread.is_alive()


def test_coming_back_to_the_window_shows_what_is_new(tmp_path: Path) -> None:
    """An essay that came meanwhile is in the list; the open one is read again."""
    write(tmp_path / "rain.txt", "雨\n\n　　那天下着雨。\n")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await until(pilot, lambda: desk.following.scanned < float("inf"))
        write(tmp_path / "snow.txt", "雪\n\n　　那天下着雪。\n")
        write(tmp_path / "rain.txt", "雨\n\n　　那天下着很大的雨。\n")
        desk.following.scanned = -1_000.0

        desk.on_app_focus()

        await until(pilot, lambda: len(desk.session.essays) == 2)
        await until(pilot, lambda: "很大" in str(desk.reading and desk.reading.view.text()))

    sit_down(script, tmp_path)
