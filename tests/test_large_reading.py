"""A large essay: its first page is there at once, and the rest becomes known behind it."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.events import MouseMove
from textual.pilot import Pilot

from reader.errors import SourceError
from reader.library.atlas import Atlas
from reader.library.catalogue import Catalogue
from reader.library.essay import Essay
from reader.library.index import Index
from reader.library.sources import Root
from reader.library.state import State
from reader.library.state.file import StateFile
from reader.session import kept
from reader.session.kept import EssayState
from reader.session.reading import Reading
from reader.session.session import Session
from reader.text.document import Stage
from reader.text.view import View
from reader.tui.app import ReaderApp
from reader.tui.desk import Desk
from reader.tui.sitting import Sitting
from tests.desk import page_text, settled, shown, until

LARGE = 2_000
"""Bytes that are many in these tests."""
SENTENCE = "第{n}天下着很大的雨，我们在渡口等了很久，船还没有来，谁也没有说一句话，只听见风声。"


def chapters(count: int) -> str:
    """A novel of some chapters, each of some paragraphs."""
    parts = ["雨中渡口"]
    for chapter in range(1, count + 1):
        parts.append(f"第{chapter}章 渡口")
        parts += [SENTENCE.format(n=10 * chapter + n) * 3 for n in range(8)]
    return "\n".join(parts) + "\n"


def session_on(path: Path, tmp_path: Path) -> Session:
    """A session on one file, for which small files are large."""
    roots = [Root.at(path)]
    atlas = Atlas(tmp_path / "atlas")
    return Session(State(), roots, Catalogue(roots, Index(None), atlas, large=LARGE))


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    """A file of 40 chapters, of which a head has some."""
    path = tmp_path / "novel.txt"
    path.write_text(chapters(40), encoding="utf-8")
    return path


def opened(session: Session, path: Path) -> Reading:
    """The first essay of a file, as it is at once."""
    return session.open(session.read_source(path, at_once=True)[0], at_once=True)


def deepened(session: Session, reading: Reading, stage: Stage, offset: int = 0) -> Reading:
    """The same essay at a later stage."""
    session.stages.deepen(reading, stage)
    found = session.stages.renewed(reading, offset)
    assert found is not None
    return found[0]


def test_the_head_is_there_at_once(novel: Path, tmp_path: Path) -> None:
    """It is the beginning of the essay, and says about how long the whole is."""
    reading = opened(session_on(novel, tmp_path), novel)
    session = session_on(novel, tmp_path)
    whole = session.open(session.read_source(novel)[0])

    assert reading.is_head
    assert whole.view.text().startswith(reading.view.text()[:1000])
    assert reading.view.extent == pytest.approx(whole.view.end, rel=0.05)
    assert reading.view.length.han == pytest.approx(whole.view.length.han, rel=0.05)


def test_what_is_known_later_has_the_same_offsets(novel: Path, tmp_path: Path) -> None:
    """From stage to stage the text stays; the outline fills in."""
    session = session_on(novel, tmp_path)
    head = opened(session, novel)
    whole = deepened(session, head, Stage.WHOLE)
    last = deepened(session, whole, Stage.UNDERSTOOD)

    assert [each.view.stage for each in (head, whole, last)] == list(Stage)
    assert whole.view.text() == last.view.text()
    assert len(last.view.sections) == 40
    assert last.essay.id == head.essay.id
    assert last.essay.fingerprint


def test_the_next_time_all_is_known_at_once(novel: Path, tmp_path: Path) -> None:
    """What was found out is kept."""
    before = session_on(novel, tmp_path).open(session_on(novel, tmp_path).read_source(novel)[0])

    again = opened(session_on(novel, tmp_path), novel)

    assert again.view.stage is Stage.UNDERSTOOD
    assert again.view.text() == before.view.text()
    assert again.view.sections == before.view.sections
    assert again.essay == before.essay


def test_a_damaged_record_of_it_is_made_again(novel: Path, tmp_path: Path) -> None:
    """The atlas is worthless: deleting or breaking it loses only time."""
    session_on(novel, tmp_path).read_source(novel)
    for file in (tmp_path / "atlas").iterdir():
        file.write_bytes(file.read_bytes()[:500])

    assert opened(session_on(novel, tmp_path), novel).is_head


def test_a_collection_becomes_its_essays(tmp_path: Path) -> None:
    """Where the reader was, they still are: in the essay that it turned out to be."""
    path = tmp_path / "two.txt"
    essays = (f"篇{n}：雨{n}\n" + f"{SENTENCE.format(n=n)}\n" * 40 for n in "一二三")
    path.write_text("渡口散文（3篇）\n" + "".join(essays), encoding="utf-8")
    session = session_on(path, tmp_path)
    whole = deepened(session, opened(session, path), Stage.WHOLE)
    place = whole.view.text().index("第二天下着")

    session.stages.deepen(whole, Stage.UNDERSTOOD)
    found = session.stages.renewed(whole, place)

    assert found is not None
    reading, offset = found
    assert reading.essay.ordinal == 1
    assert reading.view.text(offset, offset + 5) == "第二天下着"


SECRET = "谁也不该看见的话"


def paid(path: Path, begin: int, end: int | None) -> Path:
    """A novel in which what stands between two chapters is paid."""
    text = chapters(40).replace(f"第{begin}章 渡口\n", f"第{begin}章 渡口\n##paidbegin##{SECRET}")
    if end is not None:
        text = text.replace(f"第{end}章 渡口\n", f"##paidend##\n第{end}章 渡口\n")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("begin", "end"), [(2, 4), (2, None), (30, 32), (30, None)])
def test_closed_text_is_closed_at_every_stage(begin: int, end: int | None, tmp_path: Path) -> None:
    """Also while nobody has read on to where a region ends, or begins."""
    path = paid(tmp_path / "paid.txt", begin, end)
    session = session_on(path, tmp_path)
    head = opened(session, path)
    whole = deepened(session, head, Stage.WHOLE)
    last = deepened(session, whole, Stage.UNDERSTOOD)

    for reading in (head, whole, last):
        assert SECRET not in reading.view.text()
        assert SENTENCE.format(n=10 * begin + 1) not in reading.view.text()
    every = frozenset(region.id for region in last.view.regions)
    assert SECRET in View(last._document, every).text()


def test_the_outline_of_a_large_essay_is_made_without_its_text(tmp_path: Path) -> None:
    """Which headings a region cuts, who understood the text has found out: only those are looked at."""
    path = tmp_path / "paid.txt"
    text = chapters(40)
    text = text.replace("第2章 渡口", f"第2章##paidbegin## 渡口{SECRET}", 1)
    text = text.replace("第3章", "##paidend##第3章", 1)
    for n in range(4, 40, 2):
        text = text.replace(f"第{n}章", f"##paidbegin##第{n}章", 1)
        text = text.replace(f"第{n + 1}章", f"##paidend##第{n + 1}章", 1)
    path.write_text(text, encoding="utf-8")
    session = session_on(path, tmp_path)
    deepened(session, opened(session, path), Stage.UNDERSTOOD)
    view = opened(session_on(path, tmp_path), path).view
    assert view.stage is Stage.UNDERSTOOD
    chunks = view._document.parts.chunks  # type: ignore[union-attr]

    titles = [section.title for section in view.sections]

    assert set(chunks._made) <= {0}
    assert len(chunks) > 3
    assert titles[1] == "第2章…"
    assert not [title for title in titles if SECRET in title]


def test_a_place_in_a_large_essay_is_found_after_an_edit(novel: Path, tmp_path: Path) -> None:
    """A bookmark moves along with its sentence, also far down."""
    told = "灯塔看守人的女儿把钥匙扔进了井里，从此没有人再去过那座岛。"
    text = chapters(40).replace("第37章 渡口\n", f"第37章 渡口\n{told}\n")
    novel.write_text(text, encoding="utf-8")
    session = session_on(novel, tmp_path)
    reading = session.open(session.read_source(novel)[0])
    offset = reading.view.text().index(told)
    place = reading.place(offset, offset + len(told))

    novel.write_text(text.replace("第2章", f"{text[:30_000]}\n第2章"), encoding="utf-8")
    again = session.open(session.read_source(novel)[0])

    found = again.offset(place)
    assert found is not None
    assert again.view.text(found, found + len(told)) == told


def test_a_changed_file_is_a_sentence(novel: Path, tmp_path: Path) -> None:
    """What has changed under the reader's hands is neither garbage nor a fault of the program."""
    session = session_on(novel, tmp_path)
    reading = session.open(session.read_source(novel)[0])
    novel.write_text(chapters(10), encoding="utf-8")
    os.utime(novel, ns=(1, 1))

    with pytest.raises(SourceError, match="was changed while it was open"):
        reading.view.text()


# On the screen.


Script = Callable[[Pilot[int], Desk], Awaitable[None]]


def sit_down_at(path: Path, tmp_path: Path, script: Script) -> None:
    """Start the screens at a file, for which small files are large."""
    session = session_on(path, tmp_path)
    run_at(session, session.read_source(path, at_once=True)[0], tmp_path, script)


def run_at(session: Session, first: Essay, tmp_path: Path, script: Script) -> None:
    """Start the screens at an essay, and leave with `q`."""
    app = ReaderApp(Sitting(session), StateFile(tmp_path / "state.yaml"), (), first)

    async def run() -> None:
        async with app.run_test(size=(120, 34)) as pilot:
            await settled(pilot)
            desk = app.screen
            assert isinstance(desk, Desk)
            await script(pilot, desk)
            await pilot.press("q")

    try:
        asyncio.run(run())
    finally:
        app.keeper.close()


def _stage(desk: Desk) -> Stage | None:
    return desk.reading.view.stage if desk.reading else None


def test_the_page_stays_while_the_outline_fills_in(novel: Path, tmp_path: Path) -> None:
    """From the first page on one may read; at the end the outline has every chapter."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("j", "j", "j")
        before = page_text(desk)
        await until(pilot, lambda: _stage(desk) is Stage.UNDERSTOOD)
        await settled(pilot)
        assert page_text(desk) == before
        assert "第1章 渡口" in shown(desk)

        await pilot.press("G")
        await settled(pilot)
        assert "第407天" in page_text(desk)
        await pilot.press("[")
        await settled(pilot)
        assert "第40章" in page_text(desk)

    sit_down_at(novel, tmp_path, script)


def test_nobody_waits_until_a_large_essay_is_understood(novel: Path, tmp_path: Path) -> None:
    """What is known of it so far is shown, also while something behind the screens does wait."""
    session = session_on(novel, tmp_path)
    (first,) = session.read_source(novel, at_once=True)
    session.stages.deepen(opened(session, novel), Stage.WHOLE)
    source = session._holdings.large(novel)
    assert source is not None
    waiting = threading.Thread(target=lambda: session.open(first), daemon=True)

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        waiting.start()
        await pilot.press("i")
        await until(pilot, lambda: "encoding" in shown(desk))
        await pilot.press("escape", "space")
        assert desk.sitting.leaf.position > 0
        assert waiting.is_alive()

    with source._recognition:
        run_at(session, first, tmp_path, script)
    waiting.join()


def test_the_end_is_there_before_all_was_read(novel: Path, tmp_path: Path) -> None:
    """A key that needs the whole text waits for it, and for nothing else."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await pilot.press("G")
        await settled(pilot)
        assert "第407天" in page_text(desk)

    sit_down_at(novel, tmp_path, script)


class Pass:
    """The pass over a source, held up: as if reading it took long."""

    def __init__(self, session: Session, path: Path) -> None:
        large = session._holdings.large(path)
        assert large is not None
        self._lock = large._pass
        self._lock.acquire()

    def goes_on(self) -> None:
        """Nothing holds it up any more."""
        if self._lock.locked():
            self._lock.release()


def sit_down_early(
    path: Path, tmp_path: Path, script: Callable[[Pilot[int], Desk, Pass], Awaitable[None]]
) -> EssayState:
    """Start the screens at a file of which nothing but the head is read until the script says so.

    Gives what is kept of the essay.
    """
    session = session_on(path, tmp_path)
    first = session.read_source(path, at_once=True)[0]
    held = Pass(session, path)

    async def told(pilot: Pilot[int], desk: Desk) -> None:
        try:
            await script(pilot, desk, held)
        finally:
            held.goes_on()

    run_at(session, first, tmp_path, told)
    return kept.essay_state(session.state, first.id)


def test_the_end_is_in_sight_while_all_is_read(novel: Path, tmp_path: Path) -> None:
    """`G` waits for nothing; when all is read the reader is there, and can go back."""

    async def script(pilot: Pilot[int], desk: Desk, reading: Pass) -> None:
        await pilot.press("G")
        await settled(pilot)
        ends = page_text(desk)
        assert "第407天" in ends
        assert "100%" in shown(desk)
        assert _stage(desk) is Stage.HEAD

        reading.goes_on()
        await until(pilot, lambda: _stage(desk) is Stage.UNDERSTOOD)
        await settled(pilot)
        assert page_text(desk) == ends
        assert "100%" in shown(desk)
        await pilot.press("k")
        await settled(pilot)
        assert page_text(desk) != ends
        await pilot.press("'", "'")
        await settled(pilot)
        assert "第10天" in page_text(desk)

    sit_down_early(novel, tmp_path, script)


def test_the_end_in_sight_takes_another_size(novel: Path, tmp_path: Path) -> None:
    """It stays the end in a smaller window, and the mouse does nothing to it."""

    async def script(pilot: Pilot[int], desk: Desk, reading: Pass) -> None:
        await pilot.press("G")
        await settled(pilot)
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert "第407天" in page_text(desk)
        before = page_text(desk)
        desk.page.scroll_rows(-3)
        await pilot.mouse_down(desk.page, offset=(10, 5))
        await pilot.mouse_up(desk.page, offset=(20, 5))
        await settled(pilot)
        assert page_text(desk) == before
        assert desk.sitting.leaf.selection is None

    sit_down_early(novel, tmp_path, script)


def test_who_leaves_at_the_end_is_there_the_next_time(novel: Path, tmp_path: Path) -> None:
    """Also one who left before all was read."""

    async def script(pilot: Pilot[int], desk: Desk, reading: Pass) -> None:
        await pilot.press("G")
        await settled(pilot)
        reading.goes_on()

    left = sit_down_early(novel, tmp_path, script)

    assert left.progress == 1
    assert left.place is not None
    assert left.place["start"] > 10_000


@pytest.mark.parametrize(("begin", "end"), [(30, 32), (38, None)])
def test_no_end_is_in_sight_that_may_be_paid(begin: int, end: int | None, tmp_path: Path) -> None:
    """Where anything is paid, nothing behind the head is shown before all was read."""
    session = session_on(paid(tmp_path / "paid.txt", begin, end), tmp_path)
    reading = opened(session, tmp_path / "paid.txt")

    assert session.stages.foot(reading) is None


def test_a_file_that_changes_is_read_again(novel: Path, tmp_path: Path) -> None:
    """No key shows garbage, or ends the program: what is there now is shown."""

    async def script(pilot: Pilot[int], desk: Desk) -> None:
        await until(pilot, lambda: _stage(desk) is Stage.UNDERSTOOD)
        novel.write_text(chapters(30), encoding="utf-8")
        os.utime(novel, ns=(1, 1))
        await pilot.press("G")
        await until(pilot, lambda: "changed" in shown(desk))
        await until(pilot, lambda: _stage(desk) is Stage.UNDERSTOOD)
        await pilot.press("G")
        await settled(pilot)
        assert "第307天" in page_text(desk)

    sit_down_at(novel, tmp_path, script)


def test_a_large_page_of_another_format_is_read_as_a_whole(tmp_path: Path) -> None:
    """Only plain text and Markdown have a head that can be read by itself."""
    path = tmp_path / "page.html"
    told = "".join(f"<p>{SENTENCE.format(n=n)}</p>" for n in range(60))
    path.write_text(f"<html><title>渡口</title><body>{told}</body></html>", encoding="utf-8")

    reading = opened(session_on(path, tmp_path), path)

    assert reading.view.stage is Stage.UNDERSTOOD
    assert SENTENCE.format(n=59) in reading.view.text()


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A file of 400 chapters in Markdown, which can only be read as a whole."""
    path = tmp_path / "novel.md"
    parts = (f"## 第{n}章\n\n*{SENTENCE.format(n=n)}*\n" for n in range(400))
    path.write_text("# 渡口\n\n" + "\n".join(parts), encoding="utf-8")
    return path


def test_large_markdown_has_a_head_too(marked: Path, tmp_path: Path) -> None:
    """It is parsed as a whole behind its first page, and tells how far it is."""
    session = session_on(marked, tmp_path)
    told: list[float] = []

    head = opened(session, marked)
    session.stages.deepen(head, Stage.UNDERSTOOD, told.append)
    last = session.stages.renewed(head, 0)

    assert head.is_head
    assert last is not None
    assert len(last[0].view.sections) == 400
    assert last[0].view.text().startswith(head.view.text()[:500])
    assert told == sorted(told)
    assert 0 < told[0] < 0.5 < told[-1] <= 1


def test_keys_go_before_the_details_of_large_markdown(marked: Path, tmp_path: Path) -> None:
    """Who parses it for them tells again and again how far it is, and may be held up there."""
    session = session_on(marked, tmp_path)
    told: list[float] = []

    parsed = session.parsed(marked, told.append)

    assert parsed.format == "markdown"
    assert len(told) > 10


def test_a_drag_beyond_what_was_read_is_followed_when_it_can_be(
    marked: Path, tmp_path: Path
) -> None:
    """Meanwhile the page is at the last that is known."""

    async def script(pilot: Pilot[int], desk: Desk, reading: Pass) -> None:
        leaf, bar, last = desk.sitting.leaf, desk.page.size.width - 1, desk.page.size.height - 1
        await pilot.mouse_down("#page", offset=(bar, leaf.thumb[0]))
        await pilot._post_mouse_events([MouseMove], "#page", offset=(bar, last), button=1)
        await settled(pilot)
        assert _stage(desk) is Stage.HEAD
        assert leaf.window[0].start > 0
        await pilot.mouse_up("#page", offset=(bar, last))
        await settled(pilot)
        assert "follows" in shown(desk)

        reading.goes_on()
        await until(pilot, lambda: leaf.is_at_end)
        await settled(pilot)
        assert "100%" in shown(desk)

    sit_down_early(marked, tmp_path, script)


def test_a_key_that_needs_all_of_a_text_is_obeyed_when_it_is_there(
    marked: Path, tmp_path: Path
) -> None:
    """The window says so meanwhile; and another key takes it back."""

    async def script(pilot: Pilot[int], desk: Desk, reading: Pass) -> None:
        await pilot.press("B", "j", "G")
        await settled(pilot)
        assert "G follows" in shown(desk)
        assert "G…" in shown(desk)
        assert "第399天" not in page_text(desk)

        reading.goes_on()
        await until(pilot, lambda: _stage(desk) is Stage.UNDERSTOOD)
        await settled(pilot)
        assert "第399天" in page_text(desk)
        assert "G…" not in shown(desk)
        assert desk.app.screen is desk

    sit_down_early(marked, tmp_path, script)


def test_one_finds_while_the_rest_is_read(marked: Path, tmp_path: Path) -> None:
    """What is typed is looked for in what is there, and then in the rest."""

    async def script(pilot: Pilot[int], desk: Desk, reading: Pass) -> None:
        await pilot.press("/", *"第398天")
        await settled(pilot)
        assert "0/0…" in shown(desk)

        reading.goes_on()
        await until(pilot, lambda: "1/1" in shown(desk))
        await settled(pilot)
        assert "第398天" in page_text(desk)
        await pilot.press("escape")
        await settled(pilot)
        assert "第0天" in page_text(desk)

    sit_down_early(marked, tmp_path, script)


@pytest.mark.parametrize("chapters", [9_000, 24_000])
def test_a_place_in_a_long_text_that_is_held_is_found_after_an_edit(
    chapters: int, tmp_path: Path
) -> None:
    """It is described by what stands around it, and nothing closed; so are bookmarks in a very long one."""
    path = tmp_path / "long.txt"
    told = "灯塔看守人的女儿把钥匙扔进了井里，从此没有人再去过那座岛。"
    lines = [SENTENCE.format(n=n) for n in range(chapters)]
    lines[7_000] = f"{told}\n##paidbegin##{SECRET}##paidend##"
    path.write_text("渡口\n" + "\n".join(lines), encoding="utf-8")
    roots = [Root.at(path)]
    session = Session(State(), roots, Catalogue(roots, Index(None), large=1 << 40))
    reading = session.open(session.read_source(path)[0])
    offset = reading.view.text().index(told)

    left, marked = reading.place_left(offset), reading.place(offset, offset + len(told))

    assert reading.offset(left) == reading.offset(marked) == offset
    assert SECRET not in f"{left}{marked}"
    path.write_text("渡口\n" + "\n".join(lines[:50] + lines), encoding="utf-8")
    again = session.open(session.read_source(path)[0])
    for place in (left, marked):
        found = again.offset(place)
        assert found is not None
        assert found > offset
        assert again.view.text(found, found + len(told)) == told
