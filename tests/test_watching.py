"""Following the library while one reads: files that come, change and go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from textual.pilot import Pilot

from reader.library.watching import changes
from reader.tui.desk import Desk
from tests.desk import shown, sit_down, until
from tests.shelves import write


@contextmanager
def told_of(*paths: Path) -> Iterator[Event]:
    """What is set by each change in *paths*; at the end nobody waits for one any more."""
    end, told = Event(), Event()

    def watch() -> None:
        for _change in changes(paths, end):
            told.set()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    yield told
    end.set()
    thread.join(5)
    assert not thread.is_alive()


def is_told(told: Event, change: Callable[[int], object]) -> bool:
    """Whether one of many a *change* is told: nobody says when the watching has begun."""
    told.clear()
    for n in range(100):
        change(n)
        if told.wait(0.2):
            return True
    return False


def test_a_change_is_told(tmp_path: Path) -> None:
    """Soon after it, and no more when the end is set."""
    with told_of(tmp_path, tmp_path / "gone") as told:
        assert is_told(told, lambda n: write(tmp_path / f"{n}.txt", "雨\n\n　　下着雨。\n"))


def test_a_file_is_followed_by_its_name(tmp_path: Path) -> None:
    """Each time that another takes its place, as editors save, and when it goes and comes again."""
    file, new = tmp_path / "rain.txt", tmp_path / "new"
    write(file, "雨\n")

    def save(n: int) -> None:
        write(new, f"雨{n}\n")
        new.replace(file)

    def take_away(n: int) -> None:
        write(file, f"雨{n}\n")
        file.unlink()

    with told_of(file) as told:
        assert is_told(told, save)
        assert is_told(told, save)
        assert is_told(told, take_away)
        assert is_told(told, lambda n: write(file, f"雪{n}\n"))


def test_a_file_that_goes_or_is_overwritten_is_read_again_when_it_is_back(tmp_path: Path) -> None:
    """It is told once; until then the page shows what was read of it."""
    source = tmp_path / "rain.txt"
    write(source, "雨\n\n　　那天下着雨。\n")

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await until(pilot, lambda: desk.following.scanned < float("inf"))
        source.unlink()

        desk.opening.reload()
        await pilot.pause()
        assert "The file is gone" in shown(desk).splitlines()[-1]
        desk.hush()
        desk.opening.reload()
        await pilot.pause()
        assert "The file is gone" not in shown(desk).splitlines()[-1]
        assert "那天下着雨" in str(desk.reading and desk.reading.view.text())
        source.write_bytes(bytes(range(256)))
        desk.opening.reload()
        await pilot.pause()
        assert "binary" in shown(desk).splitlines()[-1]
        write(source, "雨\n\n　　那天下着很大的雨。\n")
        desk.opening.reload()
        assert "很大" in str(desk.reading and desk.reading.view.text())

    sit_down(script, source)


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
