"""Devices work apart, meet in any order on any carrier, and all come to have the same."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reader.cli.main import main
from reader.errors import StateError
from reader.library.device import device_name
from reader.library.gitcarrier import GitError, GitFolder, Unreachable
from reader.library.journals import Journals
from reader.library.state import State, next_time
from reader.paths import config_file
from reader.session import kept
from reader.session.leaving import travelling
from reader.session.syncing import Exchange
from tests.keeping import LETTERS, SECRET, keep, library, said, state
from tests.shelves import offset_of, opened, session, write

WALL = 1_741_500_000.0
"""Seconds, some afternoon."""
DEVICES = 5


class Device:
    """One of the reader's machines: a state, and a folder that something carries."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number = number
        self.folder = folder
        self.session = session()
        self.journals = Journals(folder, f"device-{number}")

    def act(self, chance: Random, step: int) -> str:
        """Do something offline; the note that was written, if one was."""
        state = self.session.state
        # Clocks are hours apart.
        now = next_time(state, WALL + (self.number - 2) * 7_200 + step)
        there = sorted(each.id for each in state.of_kind(kept.BOOKMARK))
        what = chance.choice(["mark", "mark", "note", "note", "colour", "delete", "read"])
        text = f"<{self.number}.{step}>"
        if what == "mark" or not there:
            place = {"exact": text, "prefix": "", "suffix": "", "start": step, "end": step}
            mark = f"{kept.BOOKMARK}:{self.number}-{step}"
            state = state.put(mark, kept.BOOKMARK, now, essay="e", place=place, note=text)
        elif what == "note":
            mark = chance.choice(there)
            # What was told of it by one device may be here before what another told.
            before = state.records[mark].fields.get("note", "")
            text = f"{before}{text}"
            state = state.put(mark, kept.BOOKMARK, now, note=text)
        elif what == "colour":
            state = state.put(chance.choice(there), kept.BOOKMARK, now, colour=step % 6)
            text = ""
        elif what == "delete":
            state = state.delete(chance.choice(there), now)
            text = ""
        else:
            state = kept.with_essay(state, now, "e", opened=now, progress=step / 100)
            text = ""
        self.session.publish(state)
        return text

    def sync(self, git: GitFolder | None = None) -> str:
        """Meet the others."""
        return Exchange(self.session, self.journals).run(lambda: None, git)

    def told(self) -> State:
        """All that travels."""
        return State.of(travelling(self.session.state))


def all_is_well(devices: list[Device], notes: list[str], deleted: set[str]) -> None:
    """All devices are equal, no note is lost, and what one deleted is nowhere.

    Notes only grow, so every word that was ever written is there, if only in a tombstone.
    """
    first, *others = (device.told() for device in devices)
    assert all(other == first for other in others)
    text = "".join(str(each.fields.get("note")) for each in first.records.values())
    words = {f"<{word}" for note in notes for word in note.split("<")[1:]}
    assert all(word in text for word in words)
    assert all(first.get(each) is None for each in deleted)


def deletions(devices: list[Device]) -> set[str]:
    """What any device has deleted."""
    return {r.id for d in devices for r in d.session.state.records.values() if r.deleted}


# A folder that something else carries.


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],  # to make forty steps fewer takes minutes
)
@given(st.randoms(use_true_random=False))
def test_five_devices_and_a_folder_that_arrives_in_pieces(
    tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    """As under Syncthing: each has a folder, and others' files come when they come."""
    top = tmp_path_factory.mktemp("devices")
    devices = [Device(n, top / str(n)) for n in range(DEVICES)]
    notes: list[str] = []
    for step in range(40):
        device = chance.choice(devices)
        notes.append(device.act(chance, step))
        if chance.random() < 0.4:
            device.sync()
        if chance.random() < 0.4:
            carry(chance.choice(devices), chance.choice(devices))
    deleted = deletions(devices)

    # A deletion and a change of the same bookmark may have met: what was deleted stays so.
    for _round in range(2):
        for device in devices:
            device.sync()
            for other in devices:
                carry(device, other)
    for device in devices:
        device.sync()

    all_is_well(devices, notes, deleted)
    shutil.rmtree(top)


def carry(one: Device, other: Device) -> None:
    """What a carrier of folders does: bring the file that one device writes to another."""
    if one is not other and one.journals.path.exists():
        other.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(one.journals.path, other.folder)


def test_a_file_only_grows_until_it_is_merged(tmp_path: Path) -> None:
    """Line by line; then it is written anew, and says all that it said."""
    device, reader = Device(0, tmp_path), Device(1, tmp_path)
    place = {"exact": "雨", "prefix": "", "suffix": "", "start": 0, "end": 1}
    state, mark = kept.with_bookmark(
        State(), "2025-03-09T08:00:00.000Z", essay="e", title="t", place=place
    )
    sizes = []
    for number in range(250):
        state = state.put(mark, kept.BOOKMARK, next_time(state, WALL), colour=number)
        device.session.publish(state)
        before = device.journals.path.read_bytes() if number else b""
        device.sync()
        after = device.journals.path.read_bytes()
        sizes.append(len(after.splitlines()))
        assert after.startswith(before) or sizes[-1] == 1

    reader.sync()

    assert max(sizes) <= 204
    assert sizes.count(1) == 2
    assert reader.told() == device.told()


def test_a_line_that_is_still_on_its_way_is_passed_over(tmp_path: Path) -> None:
    """It is told with its number, and the next time it is whole."""
    one, other = Device(0, tmp_path), Device(1, tmp_path)
    one.act(Random(1), 1)
    one.sync()
    whole = one.journals.path.read_bytes()
    one.journals.path.write_bytes(whole[:-20])
    with one.journals.path.open("ab") as file:
        file.write(b'\n[]\n{"id": "x"}\n')

    told = other.journals.read()

    assert [
        notice.split(": ")[0].rpartition("/")[2].split(" ", 3)[:3] for notice in told.notices
    ] == [
        ["device-0.jsonl,", "line", "1"],
        ["device-0.jsonl,", "line", "2"],
        ["device-0.jsonl,", "line", "3"],
    ]
    one.sync()
    assert other.sync() == ""
    assert other.told() == one.told()


def test_a_conflict_copy_of_a_file_is_one_more_to_read(tmp_path: Path) -> None:
    """Whatever a carrier made of it, nothing of it is lost."""
    one, other = Device(0, tmp_path), Device(1, tmp_path)
    one.act(Random(1), 1)
    one.sync()
    one.journals.path.rename(tmp_path / "device-0.sync-conflict-20250309-120000-ABCDEFG.jsonl")

    other.sync()

    assert other.told() == one.told()


def test_what_belongs_to_the_machine_stays(tmp_path: Path) -> None:
    """Settings and folders do not travel."""
    one = Device(0, tmp_path)
    one.session.set("theme", "night")
    one.session.folders.add(tmp_path)

    one.sync()

    assert not one.journals.path.exists()


# Closed regions.


def test_closed_text_is_in_no_file_and_its_place_travels(tmp_path: Path) -> None:
    """The other device finds it in its own copy, sees it when it opens it, and not before."""
    source = write(tmp_path / "letters.txt", LETTERS)
    carried = tmp_path / "sync"
    one, other = Device(0, carried), Device(1, carried)
    one.session, other.session = session(source), session(source)
    reading, _ticket = one.session.regions.turn_all(opened(one.session, "秋天的信"))
    at = offset_of(reading, SECRET)
    reading, mark, _ticket = one.session.marks.keep(reading, at, end=at + len(SECRET))
    one.session.leave(reading, at, reading.view.end)
    one.session.regions.turn_all(reading)

    one.sync()
    other.sync()

    assert not any(word in everything(carried) for word in (SECRET, "从来没有", "坐了下来"))
    (found,) = opened(other.session, "秋天的信").marks
    assert (found.start, found.end, found.how) == (at, at + len(SECRET), "exact")
    assert found.bookmark.quotation == ""
    assert SECRET not in repr(other.session.state)
    there, _ticket = other.session.regions.turn_all(opened(other.session, "秋天的信"))
    assert there.marks[0].bookmark.quotation == SECRET
    assert kept.bookmark(other.session.state, mark).quotation == SECRET  # type: ignore[union-attr]


def test_what_is_closed_later_is_taken_back(tmp_path: Path) -> None:
    """Out of the device's own file; when it is opened again, it is told again."""
    source = write(tmp_path / "letters.txt", LETTERS)
    one = Device(0, tmp_path / "sync")
    one.session = session(source)
    reading, _ticket = one.session.regions.turn_all(opened(one.session, "秋天的信"))
    at = offset_of(reading, SECRET)
    reading, _mark, _ticket = one.session.marks.keep(reading, at, end=at + len(SECRET))

    one.sync()
    assert SECRET in everything(one.folder)
    reading, _ticket = one.session.regions.turn_all(reading)
    one.sync()
    assert SECRET not in everything(one.folder)
    one.session.regions.turn_all(reading)
    one.sync()
    assert SECRET in everything(one.folder)


def everything(folder: Path) -> str:
    """All that is in the files of a folder."""
    return "".join(p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.jsonl")))


# Git.


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A git server of this machine: its address, and where its repositories are."""
    top = tmp_path_factory.mktemp("server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("--reuseaddr", "--export-all", "--enable=receive-pack", f"--base-path={top}")
    server = subprocess.Popen(
        ("git", "daemon", *words, "--listen=127.0.0.1", f"--port={port}", str(top)),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _try in range(2_000):
            with socket.socket() as knock:
                knock.settimeout(5)
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, "git daemon ended"
        else:
            raise AssertionError("git daemon does not answer")
        yield f"git://127.0.0.1:{port}", top
    finally:
        os.killpg(server.pid, 15)
        server.wait()


def repository(daemon: tuple[str, Path], name: str) -> str:
    """The address of a new, empty repository."""
    address, top = daemon
    subprocess.run(["git", "init", "--quiet", "--bare", str(top / name)], check=True)
    return f"{address}/{name}"


def test_five_devices_through_a_git_daemon(daemon: tuple[str, Path], tmp_path: Path) -> None:
    """Random work offline, random order of syncing; the second time nobody has anything to say."""
    address = repository(daemon, "reading.git")
    chance = Random(1)
    devices = [Device(n, tmp_path / str(n)) for n in range(DEVICES)]
    gits = {device: GitFolder(device.folder, address) for device in devices}
    notes: list[str] = []
    for step in range(50):
        device = chance.choice(devices)
        notes.append(device.act(chance, step))
        if chance.random() < 0.15:
            assert device.sync(gits[device]) == ""
    deleted = deletions(devices)

    for device in chance.sample(devices, DEVICES) + devices:
        assert device.sync(gits[device]) == ""

    all_is_well(devices, notes, deleted)
    before = [device.journals.path.read_bytes() for device in devices]
    assert devices[0].sync(gits[devices[0]]) == ""
    assert [device.journals.path.read_bytes() for device in devices] == before


def test_who_is_pushed_past_tries_again(daemon: tuple[str, Path], tmp_path: Path) -> None:
    """Another device pushes between our fetch and our push."""
    address = repository(daemon, "race.git")
    one, other = (Device(n, tmp_path / str(n)) for n in (0, 1))
    gits = [GitFolder(device.folder, address) for device in (one, other)]
    one.act(Random(1), 1)
    assert one.sync(gits[0]) == ""
    other.act(Random(2), 2)
    one.act(Random(3), 3)
    raced: list[str] = []

    class Slow(GitFolder):
        """Git on a machine whose push comes too late, once."""

        def _run(self, words: tuple[str, ...], seconds: float) -> subprocess.CompletedProcess[str]:
            if words[0] == "push" and not raced:
                raced.append(other.sync(gits[1]))
            return super()._run(words, seconds)

    assert one.sync(Slow(one.folder, address)) == ""
    assert raced == [""]
    assert other.sync(gits[1]) == ""
    assert one.told() == other.told()


def test_offline_everything_waits_in_the_folder(tmp_path: Path) -> None:
    """A remote that is not there is a sentence; what was kept is committed."""
    one = Device(0, tmp_path / "sync")
    one.act(Random(1), 1)

    failure = one.sync(GitFolder(one.folder, str(tmp_path / "nowhere.git")))

    assert "git fetch" in failure
    log = subprocess.run(
        ["git", "-C", str(one.folder), "log", "--format=%s"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert log.stdout == "device-0: what was kept\n"


def test_a_remote_that_hangs_costs_its_time_and_no_more(tmp_path: Path) -> None:
    """A server that takes the call and says nothing."""
    one = Device(0, tmp_path / "sync")
    one.act(Random(1), 1)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        address = f"git://127.0.0.1:{mute.getsockname()[1]}/x.git"

        failure = one.sync(GitFolder(one.folder, address, remote_seconds=0.5))

    assert "did not answer within 0.5 seconds" in failure


def test_a_folder_that_was_cloned_is_used_as_it_is(
    daemon: tuple[str, Path], tmp_path: Path
) -> None:
    """With its own remote and branch, and what else is in it."""
    address = repository(daemon, "cloned.git")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", address, str(clone)], check=True, capture_output=True
    )
    write(clone / "README.md", "mine")
    one, other = Device(0, clone), Device(1, tmp_path / "other")
    one.act(Random(1), 1)

    assert one.sync(GitFolder(clone)) == ""
    assert other.sync(GitFolder(other.folder, address)) == ""

    assert other.told() == one.told()
    assert (clone / "README.md").read_text() == "mine"
    assert not (other.folder / "README.md").exists()


def test_a_rebase_that_was_killed_is_undone(daemon: tuple[str, Path], tmp_path: Path) -> None:
    """The next sync begins from what was committed."""
    address = repository(daemon, "killed.git")
    one, other = (Device(n, tmp_path / str(n)) for n in (0, 1))
    for device in (one, other):
        device.act(Random(device.number), device.number)
    assert one.sync(GitFolder(one.folder, address)) == ""
    other.sync(GitFolder(other.folder))
    git = ["git", "-C", str(other.folder), "-c", "user.name=x", "-c", "user.email=x@localhost"]
    subprocess.run([*git, "fetch", "--quiet", address, "main"], check=True)
    subprocess.run(
        [*git, "rebase", "--quiet", "--exec", "false", "FETCH_HEAD"], capture_output=True
    )

    assert other.sync(GitFolder(other.folder, address)) == ""
    assert one.sync(GitFolder(one.folder)) == ""
    assert one.told() == other.told()


# The command.


def test_without_a_folder_nothing_is_synced(capsys: pytest.CaptureFixture[str]) -> None:
    """Off by default; the sentence says what to write."""
    assert main(["sync"]) == 1
    assert "sync: {folder:" in capsys.readouterr().err


def test_a_dry_run_shows_what_would_be_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And writes nothing."""
    library(tmp_path / "essays")
    keep("雨天散步", "水洼里都是天空的颜色", note="蓝")
    write(config_file(), f"sync: {{folder: {tmp_path / 'sync'}, device: laptop}}\n")

    told = said(capsys, "sync", "--dry-run")

    assert "bookmark  雨天散步  水洼里都是天空的颜色 · 蓝" in told
    assert not (tmp_path / "sync").exists()


def test_two_homes_meet_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The essays lie elsewhere on the other machine: they are known by their text."""
    homes = {home: tmp_path / home for home in "ab"}
    words = {"a": "他撑着伞", "b": "街上没有人"}
    for turn, home in enumerate("abababa"):
        # What lies on one machine is not on the other.
        for each in homes.values():
            if (each / "away").exists():
                (each / "away").rename(each / "essays")
        other = homes["b" if home == "a" else "a"] / "essays"
        monkeypatch.setenv("READER_HOME", str(homes[home]))
        if turn < 2:
            library(homes[home] / "essays")
            write(config_file(), f"sync: {{folder: {tmp_path / 'sync'}, device: {home}}}\n")
            keep("雨天散步", words[home], note=home)
        if other.exists():
            other.rename(other.with_name("away"))
        assert main(["sync"]) == 0
    capsys.readouterr()
    before = everything(tmp_path / "sync")

    assert main(["sync"]) == 0
    assert everything(tmp_path / "sync") == before
    listed = said(capsys, "bookmarks", "雨天散步")

    assert "他撑着伞" in listed
    assert "街上没有人" in listed
    ids = {mark.essay for mark in kept.bookmarks(state())}
    assert len(ids) == 1
    assert len(list(state().of_kind(kept.BOOKMARK))) == 2


def test_a_device_keeps_its_name_and_a_copied_home_gets_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two machines never write one file."""
    file = tmp_path / "device"
    monkeypatch.setattr("platform.node", lambda: "laptop")
    name = device_name(file)

    assert device_name(file) == name
    assert name.startswith("laptop-")
    monkeypatch.setattr("platform.node", lambda: "老电脑.local")
    assert device_name(file).startswith("local-")


def test_a_folder_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    write(tmp_path / "sync", "a file")

    with pytest.raises(StateError, match="cannot be read"):
        Journals(tmp_path / "sync", "a").read()
    with pytest.raises((GitError, Unreachable, OSError)):
        GitFolder(tmp_path / "sync").prepare()
