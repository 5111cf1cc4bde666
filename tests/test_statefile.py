"""The state file outlives kills, full disks, second readers, and people who edit it."""

import errno
import fcntl
import json
import os
import stat
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.library import durable
from reader.library.state import State, merge, time_of
from reader.library.state.file import StateFile
from reader.library.state.text import NewerVersionError
from tests.locks import held

MORNING, NOON = "2025-03-09T08:00:00.000Z", "2025-03-09T12:00:00.000Z"
ROOT = Path(__file__).parents[1]


def marked(*ids: str, label: str = "") -> State:
    """A state with these bookmarks."""
    state = State()
    for each in ids:
        state = state.put(each, "bookmark", MORNING, label=label)
    return state


def ids(path: Path) -> list[str]:
    """What a file holds, as JSON has it."""
    return [row["id"] for row in json.loads(path.read_bytes())["records"]]


def beside(path: Path) -> set[str]:
    """The names of the other files in the folder."""
    return {each.name for each in path.parent.iterdir()} - {path.name, f"{path.name}.lock"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.yaml"


# Loading.


def test_a_file_that_is_as_it_was_written_is_not_read_through(path: Path) -> None:
    """Its records are read one by one, when they are asked for; and it is saved as ever."""
    seal = path.parent / "sum"
    StateFile(path, seal=seal).save(marked("b-1", "b-2"))
    file = StateFile(path, seal=seal)

    state = file.load().state

    assert not isinstance(state.records, dict)
    assert [each.id for each in state.of_kind("bookmark")] == ["b-1", "b-2"]
    file.save(state.put("b-3", "bookmark", NOON))
    assert ids(path) == ["b-1", "b-2", "b-3"]
    assert StateFile(path, seal=seal).load().state == StateFile(path).load().state


def test_two_readers_keep_what_both_did_whoever_read_what(path: Path) -> None:
    """Each saves over what the other has written since it was loaded."""
    seal = path.parent / "sum"
    now = time_of(time.time())
    StateFile(path, seal=seal).save(marked("b-1", "b-2", "b-3"))
    one, other = StateFile(path, seal=seal), StateFile(path, seal=seal)
    ours, theirs = one.load().state, other.load().state

    other.save(theirs.put("b-1", "bookmark", now, label="theirs").delete("b-2", now))
    one.save(ours.put("b-3", "bookmark", now, label="ours").put("b-4", "bookmark", now))

    both = marked("b-1", "b-2", "b-3").put("b-1", "bookmark", now, label="theirs")
    both = both.delete("b-2", now).put("b-3", "bookmark", now, label="ours")
    assert StateFile(path, seal=seal).load().state == both.put("b-4", "bookmark", now)
    assert StateFile(path).load().state == both.put("b-4", "bookmark", now)


def test_what_was_changed_by_others_is_looked_at(path: Path) -> None:
    """A person's edit counts, and damage is found although the file is as long as before."""
    seal = path.parent / "sum"
    StateFile(path, seal=seal).save(marked("b-1", label="tea"))
    written = path.read_bytes()

    path.write_bytes(written.replace(b"tea", b"rye"))
    edited = StateFile(path, seal=seal).load()
    path.write_bytes(written.replace(b'"tea"', b"'tea\n"))
    damaged = StateFile(path, seal=seal).load()

    assert edited.state.records["b-1"].fields["label"] == "rye"
    assert damaged.notices


def test_a_missing_file_is_an_empty_state(path: Path) -> None:
    """The first start has nothing to say, and creates nothing."""
    loaded = StateFile(path).load()

    assert (loaded.state, loaded.notices, loaded.writable) == (State(), (), True)
    assert not path.parent.exists()


def test_what_was_saved_is_loaded(path: Path) -> None:
    """By another reader, later."""
    state = marked("b-1", "b-2").delete("b-2", time_of(time.time()))
    StateFile(path).save(state)

    loaded = StateFile(path).load()

    assert (loaded.state, loaded.notices, loaded.writable) == (state, (), True)


def test_what_was_deleted_long_ago_is_a_bare_tombstone(path: Path) -> None:
    """Its text is in the file no more; nor does a copy of the file bring it back."""
    state = marked("b-1", label="secret").delete("b-1", NOON)

    saved = StateFile(path).save(state)

    assert b"secret" not in path.read_bytes()
    assert saved.records["b-1"].deleted
    assert merge(state, saved) == saved


def test_a_good_load_is_the_backup(path: Path) -> None:
    """And loading it again does not write it again."""
    StateFile(path).save(marked("b-1"))
    StateFile(path).load()
    backup = path.with_name("state.yaml.bak")
    before = backup.stat()

    StateFile(path).load()

    after = backup.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert backup.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(before.st_mode) == 0o600


def test_the_backup_is_the_file_before_the_last_save(path: Path) -> None:
    """So a file that is damaged after a long session has cost one change and no more."""
    file = StateFile(path)
    file.save(marked("b-1"))
    file.save(marked("b-1", "b-2"))

    assert ids(path) == ["b-1", "b-2"]
    assert ids(path.with_name("state.yaml.bak")) == ["b-1"]


def test_writing_into_the_file_leaves_the_backup_alone(path: Path) -> None:
    """The two are never one file under two names while the reader is away."""
    file = StateFile(path)
    file.save(marked("b-1"))
    file.save(marked("b-1", "b-2"))
    os.link(path, path.with_name("linked"))
    path.with_name("linked").replace(path.with_name("state.yaml.bak"))

    StateFile(path).load()

    path.write_text("damaged")
    assert ids(path.with_name("state.yaml.bak")) == ["b-1", "b-2"]


# Damage.


def test_a_damaged_file_is_set_aside_and_the_backup_used(path: Path) -> None:
    """The reader is told where it is, and what is there instead."""
    file = StateFile(path)
    file.save(marked("b-1"))
    file.save(marked("b-1", "b-2"))
    path.write_bytes(b'{"version": 1, "records": [\n{"id": "b-')

    loaded = StateFile(path).load()

    assert list(loaded.state.records) == ["b-1"]
    assert loaded.writable
    (notice,) = loaded.notices
    (aside,) = (name for name in beside(path) if "damaged" in name)
    assert path.with_name(aside).read_bytes() == b'{"version": 1, "records": [\n{"id": "b-'
    assert str(path) in notice
    assert aside in notice
    assert "from the backup" in notice


def test_the_backup_takes_the_damaged_files_place_at_once(path: Path) -> None:
    """A reader that is killed before its first save finds everything again, and hears no more."""
    file = StateFile(path)
    file.save(marked("b-1"))
    file.save(marked("b-1", "b-2"))
    path.write_bytes(b"")
    StateFile(path).load()

    loaded = StateFile(path).load()

    assert list(loaded.state.records) == ["b-1"]
    assert loaded.notices == ()


def test_without_a_backup_everything_begins_anew(path: Path) -> None:
    """The damaged file is kept all the same, and the next save works."""
    path.parent.mkdir()
    path.write_text("records: [")
    file = StateFile(path)

    loaded = file.load()
    file.save(marked("b-1"))

    assert (loaded.state, loaded.writable) == (State(), True)
    assert "no backup" in loaded.notices[0]
    assert ids(path) == ["b-1"]
    assert [name for name in beside(path) if "damaged" in name]


def test_a_damaged_backup_is_set_aside_too(path: Path) -> None:
    """Two damaged files may hold what one does not."""
    path.parent.mkdir()
    path.write_text("records: [")
    path.with_name("state.yaml.bak").write_text("also: [")

    loaded = StateFile(path).load()

    assert loaded.state == State()
    assert "damaged too" in loaded.notices[0]
    kept = {path.with_name(name).read_text() for name in beside(path)}
    assert kept == {"records: [", "also: ["}


def test_damaged_files_do_not_replace_each_other(path: Path) -> None:
    """However many there are in one second."""
    path.parent.mkdir()
    for number in range(3):
        path.write_text(f"damage {number}")
        StateFile(path).load()

    assert {path.with_name(name).read_text() for name in beside(path)} == {
        "damage 0",
        "damage 1",
        "damage 2",
    }


def test_damage_that_a_save_meets_is_set_aside(path: Path) -> None:
    """What the reader holds is saved, and the damaged file kept."""
    file = StateFile(path)
    file.save(marked("b-1"))
    path.write_text("half an edi")

    file.save(marked("b-1", "b-2"))

    assert ids(path) == ["b-1", "b-2"]
    assert "half an edi" in {path.with_name(name).read_text() for name in beside(path)}
    assert "damaged-" in file.notices[0]


def test_damage_that_cannot_be_set_aside_is_not_overwritten(path: Path) -> None:
    """The backup is shown, and saving is a message."""
    file = StateFile(path)
    file.save(marked("b-1"))
    file.save(marked("b-1", "b-2"))
    path.write_text("damaged")
    path.with_name("state.yaml.lock").unlink()
    path.with_name("state.yaml.lock").mkdir()

    loaded = file.load()

    assert list(loaded.state.records) == ["b-1"]
    assert not loaded.writable
    assert "The backup is shown" in loaded.notices[0]
    with pytest.raises(StateError):
        file.save(marked("b-1", "b-3"))
    assert path.read_text() == "damaged"


@pytest.mark.parametrize("what", ["folder", "pipe", "loop"])
def test_what_is_no_file_is_left_alone(path: Path, what: str) -> None:
    """Loading neither hangs nor raises, and saving is a message."""
    path.parent.mkdir()
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.name)
    before = path.lstat()
    file = StateFile(path)

    loaded = file.load()

    assert (loaded.state, loaded.writable) == (State(), False)
    assert str(path) in loaded.notices[0]
    with pytest.raises(StateError, match=r"state\.yaml"):
        file.save(marked("b-1"))
    assert path.lstat().st_ino == before.st_ino


# A newer version.


def test_a_newer_version_is_never_overwritten(path: Path) -> None:
    """It is not read either: its fields may mean something else."""
    path.parent.mkdir()
    newer = b'{"version": 2, "records": [\n{"id": "b-1", "kind": "bookmark"}\n]}\n'
    path.write_bytes(newer)
    file = StateFile(path)

    loaded = file.load()

    assert (loaded.state, loaded.writable) == (State(), False)
    assert "newer reader" in loaded.notices[0]
    with pytest.raises(NewerVersionError):
        file.save(marked("b-2"))
    assert path.read_bytes() == newer
    assert beside(path) == set()


def test_a_newer_version_that_a_save_meets_is_not_overwritten(path: Path) -> None:
    """A newer reader was started meanwhile."""
    file = StateFile(path)
    file.save(marked("b-1"))
    path.write_bytes(b'{"version": 2}')

    with pytest.raises(NewerVersionError):
        file.save(marked("b-1", "b-2"))
    assert path.read_bytes() == b'{"version": 2}'


def test_a_backup_of_a_newer_version_is_not_overwritten(path: Path) -> None:
    """Nor is the damaged file beside it."""
    path.parent.mkdir()
    path.write_text("damaged")
    path.with_name("state.yaml.bak").write_text('{"version": 2}')
    file = StateFile(path)

    assert not file.load().writable
    with pytest.raises(NewerVersionError):
        file.save(marked("b-1"))
    assert path.read_text() == "damaged"
    assert path.with_name("state.yaml.bak").read_text() == '{"version": 2}'


# Saving.


def test_the_file_and_its_folder_are_the_owners_alone(path: Path) -> None:
    """What somebody reads is nobody else's business, whatever the umask and the old file's mode."""
    file = StateFile(path)
    file.save(marked("b-1"))
    path.chmod(0o644)
    file.save(marked("b-1", "b-2"))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.with_name("state.yaml.lock").stat().st_mode) == 0o600


def test_a_save_without_a_change_writes_nothing(path: Path) -> None:
    """Not even into the folder."""
    StateFile(path).save(State())
    assert not path.parent.exists()

    file = StateFile(path)
    state = file.save(marked("b-1"))
    written = path.stat().st_mtime_ns
    again = StateFile(path)
    loaded = again.load().state
    path.with_name("state.yaml.bak").unlink()

    assert file.save(state) is state
    assert again.save(loaded) is loaded
    assert path.stat().st_mtime_ns == written
    assert beside(path) == set()


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    """Who keeps the state in a synchronised folder has it written there."""
    real = tmp_path / "synced" / "mine.yaml"
    path.parent.mkdir()
    path.symlink_to(real)

    StateFile(path).save(marked("b-1"))
    StateFile(path).save(marked("b-2"))

    assert path.is_symlink()
    assert ids(real) == ["b-1", "b-2"]
    assert ids(tmp_path / "synced" / "mine.yaml.bak") == ["b-1"]
    assert list(path.parent.iterdir()) == [path]


def test_old_temporary_files_are_swept(path: Path) -> None:
    """Ours that a kill left; not those of a reader that is writing now, and nobody else's."""
    path.parent.mkdir()
    names = [".state.yaml.1-0-0.tmp", ".state.yaml.2-0-0.tmp", ".other.tmp", "state.yaml.tmp"]
    for name in names:
        path.with_name(name).write_text("half")
    for name in names[1:]:
        os.utime(path.with_name(name), (0, 0))

    StateFile(path).save(marked("b-1"))

    assert beside(path) == {".state.yaml.1-0-0.tmp", ".other.tmp", "state.yaml.tmp"}


# Other readers.


def test_two_readers_keep_each_others_marks(path: Path) -> None:
    """A save gives back what the other one wrote."""
    one, other = StateFile(path), StateFile(path)
    one.save(marked("b-1"))

    both = other.save(marked("b-2"))

    assert sorted(both.records) == ids(path) == ["b-1", "b-2"]


def test_what_another_reader_deleted_stays_deleted(path: Path) -> None:
    """Although this one still holds it."""
    state = marked("b-1")
    one, other = StateFile(path), StateFile(path)
    one.save(state)
    other.load()
    other.save(state.delete("b-1", NOON))

    merged = one.save(state.put("b-2", "bookmark", NOON))

    assert merged.get("b-1") is None
    assert StateFile(path).load().state.get("b-1") is None


def test_what_a_person_edits_meanwhile_is_kept(path: Path) -> None:
    """Also if they did not touch the time of the change."""
    file = StateFile(path)
    state = file.save(marked("b-1", label="z"))
    path.write_bytes(path.read_bytes().replace(b'"z"', b'"a better label"'))

    merged = file.save(state.put("b-2", "bookmark", NOON))

    assert merged.records["b-1"].fields["label"] == "a better label"
    assert StateFile(path).load().state == merged


def test_a_file_that_was_removed_is_written_whole(path: Path) -> None:
    """What the reader holds is not lost with it."""
    file = StateFile(path)
    state = file.save(marked("b-1"))
    path.unlink()

    file.save(state)

    assert ids(path) == ["b-1"]


def test_a_lock_that_is_not_given_back_is_a_message(path: Path) -> None:
    """The wait has an end."""
    file = StateFile(path, patience_seconds=0.01)

    with held(path), pytest.raises(StateError, match=r"another reader has held .*\.lock"):
        file.save(marked("b-1"))

    file.save(marked("b-1"))
    assert ids(path) == ["b-1"]


def test_a_save_waits_for_the_other_reader(path: Path) -> None:
    """Which needs milliseconds."""
    with held(path):
        waiting = threading.Thread(target=StateFile(path).save, args=(marked("b-1"),))
        waiting.start()
        assert not path.exists()
    waiting.join()

    assert ids(path) == ["b-1"]


def test_a_file_system_without_locks_is_written_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a word about it, once."""

    def no_locks(file: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    file = StateFile(path)

    file.save(marked("b-1"))
    said = file.notices
    file.save(marked("b-1", "b-2"))

    assert ids(path) == ["b-1", "b-2"]
    assert "cannot be locked" in said[0]
    assert file.notices == ()


def test_a_file_system_without_hard_links_has_a_backup_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a copy there."""

    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    file = StateFile(path)
    file.save(marked("b-1"))
    file.save(marked("b-1", "b-2"))

    assert ids(path.with_name("state.yaml.bak")) == ["b-1"]


# Disks.


FULL_DISK = """
    import resource, signal, sys
    from pathlib import Path
    from reader.errors import StateError
    from reader.library.state import State, merge, time_of
    from reader.library.state.file import StateFile

    path, now = Path(sys.argv[1]), "2025-03-09T08:00:00.000Z"
    file = StateFile(path)
    small = file.save(State().put("b-1", "bookmark", now, label=""))
    big = small.put("b-2", "bookmark", now, label="x" * 5000)
    before = path.read_bytes()
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        file.save(big)
    except StateError as error:
        print(error)
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["state.yaml", "state.yaml.lock"]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert file.save(big) is big
"""


def test_a_full_disk_is_a_message_and_leaves_the_old_file(path: Path) -> None:
    """Also where the system takes a part of it first; once there is room, the save works."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL_DISK), str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout == f"{path} was not saved: the disk is full.\n"
    assert ids(path) == ["b-1", "b-2"]


def test_a_write_that_the_system_cuts_short_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`write` may take less than it was given and call that a success."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:7]))

    with durable.written(tmp_path / "file", b"twelve bytes", durable=False) as temporary:
        assert temporary.read_bytes() == b"twelve bytes"

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_message(tmp_path: Path) -> None:
    """Loading and saving name the file; the reader goes on."""
    (tmp_path / "state").write_text("a file")
    file = StateFile(tmp_path / "state" / "state.yaml")

    loaded = file.load()

    assert (loaded.state, loaded.writable) == (State(), False)
    with pytest.raises(StateError, match=r"state\.yaml was not saved"):
        file.save(marked("b-1"))
    assert (tmp_path / "state").read_text() == "a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes where it likes")
def test_a_read_only_folder_is_a_message(path: Path) -> None:
    """What is there can be read all the same."""
    StateFile(path).save(marked("b-1"))
    path.parent.chmod(0o500)
    file = StateFile(path)
    try:
        loaded = file.load()
        with pytest.raises(StateError, match="Permission denied"):
            file.save(marked("b-1", "b-2"))
    finally:
        path.parent.chmod(0o700)

    assert list(loaded.state.records) == ["b-1"]
    assert ids(path) == ["b-1"]


def test_a_strange_path_cannot_reach_the_terminal(tmp_path: Path) -> None:
    """Its control characters are pictures in the message."""
    path = tmp_path / "\x1b[31m" / "state.yaml"
    path.parent.mkdir()
    path.write_text("damaged")

    (notice,) = StateFile(path).load().notices

    assert "\x1b" not in notice
