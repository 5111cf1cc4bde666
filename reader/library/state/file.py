"""The state file: how what the reader did outlives a crash, a full disk and a second reader.

A save goes, in this order: resolve links; lock `state.yaml.lock`; read what another reader wrote
meanwhile; merge; write a temporary file in the same folder; flush it to the disk; keep the old file
as `state.yaml.bak`; rename; flush the folder. So a kill at any instant leaves the old file or the
new one. It is a separate file that is locked because the rename would take a lock on the state file
itself away from under those who wait for it.

What a carrier of folders laid beside the file, because two machines had changed it, is merged at the
next start (`reader.library.state.copies`). Nothing that could not be read is ever overwritten: a damaged
file is set aside under another name and the backup used, a file of a newer version stays as it is.
What a state is, and how it is written down, others know: `reader.library.state`, `text`.
"""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from reader.contexts import contextmanager, suppress
from reader.errors import Said, StateError
from reader.library import durable
from reader.library.durable import Signature
from reader.library.state import Record, State, is_time, merge, time_of, with_edits
from reader.library.state.copies import conflict_copies
from reader.library.state.text import NewerVersionError, dump, parse, unread
from reader.text import clean
from reader.values import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

BURIED_AFTER_SECONDS = 90 * 86_400.0
"""How long what was deleted can be brought back."""

_FORM = 1
"""Counts changes of what a state must be to be whole."""

_HEAD_BYTES = 4096
"""How much of a file is looked at to see whether it is a state file."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
"""What flock says on file systems that cannot lock."""


@dataclass(frozen=True)
class Loaded:
    """What was found when the reader started."""

    state: State
    notices: tuple[str, ...] = ()
    """Sentences for the reader."""
    writable: bool = True
    """Whether saving makes sense. Where it does not, `StateFile.save` raises StateError."""


class StateFile:
    """The file in which the state is kept, as one reader knows it.

    Not for two threads at once; two readers, or two of these in one process, may share a path.
    """

    def __init__(
        self, path: Path, *, patience_seconds: float = 5.0, seal: Path | None = None
    ) -> None:
        """*patience_seconds* bounds the wait for another reader, which needs milliseconds.

        In the file *seal* is kept what tells that the state file is whole and as it was written, so that its records
        need not be looked at before they are asked for. It is a cache, and goes by the contents alone.
        """
        self.path = path
        self._seal = seal
        self.notices: tuple[str, ...] = ()
        """Sentences for the reader about the last load or save: what was odd although it went."""
        self._patience_seconds = patience_seconds
        self._known: tuple[Signature, State] | None = None
        """The file as it was last read or written."""
        self._lines: dict[str, tuple[Record, bytes]] = {}
        self._can_lock = True
        self._swept = False

    def load(self) -> Loaded:
        """The state on the disk; an empty one if there is no file yet. Never raises."""
        self.notices, self._known = (), None
        target = _target(self.path)
        try:
            data, signature = durable.read(target)
            state = self._as_sealed(data) or parse(data, str(target))
        except FileNotFoundError:
            return self._with_copies(target, State())
        except OSError as error:
            return self._read_only(
                target, Said("{name} cannot be read: {why}.", name=_name(target), why=_why(error))
            )
        except NewerVersionError as error:
            self._notice(
                Said(
                    "{error} It is left as it is, and nothing of this session is kept.", error=error
                )
            )
            return Loaded(State(), self.notices, writable=False)
        except StateError as damage:
            try:
                with self._locked(target):
                    state = self._on_disk(target)
            except StateError as hindrance:
                return self._read_only(
                    target, Said("{damage} {error}", damage=damage, error=hindrance)
                )
            except OSError as error:
                why = Said("{name} cannot be written: {why}.", name=_name(target), why=_why(error))
                return self._read_only(target, Said("{damage} {error}", damage=damage, error=why))
            return self._with_copies(target, state)
        self._known = signature, state
        with suppress(OSError):
            durable.copy(data, signature, _backup(target))
        return self._with_copies(target, state)

    def _with_copies(self, target: Path, state: State) -> Loaded:
        """*state* with what stands in conflict copies beside the file; those are set aside."""
        copies = conflict_copies(target)
        if not copies:
            return Loaded(state, self.notices)
        said = [*self.notices]
        merged, read = state, []
        for copy in copies:
            try:
                merged = merge(merged, parse(durable.read(copy)[0], str(copy)))
                read.append(copy)
            except NewerVersionError as error:
                said.append(Said("{error} It is left as it is.", error=error))
            except StateError as damage:
                aside = _moved_aside(copy, "damaged")
                said.append(
                    Said(
                        "{damage} It is kept as {name}.", damage=damage, name=clean.line(aside.name)
                    )
                )
            except OSError as error:
                said.append(
                    Said("{name} cannot be read: {why}.", name=_name(copy), why=_why(error))
                )
        try:
            merged = self.save(merged)
            for copy in read:
                aside = _moved_aside(copy, "merged")
                said.append(
                    Said(
                        "{name} was merged, and is kept as {aside}.",
                        name=_name(copy),
                        aside=clean.line(aside.name),
                    )
                )
        except (StateError, OSError) as error:
            said.append(str(error))
            merged = state
        return Loaded(merged, tuple(said))

    def save(self, state: State) -> State:
        """Brings *state* to the disk, and gives it merged with what other readers wrote there.

        Returns when it is there to stay. Where nothing changed nothing is written. Raises
        StateError, a sentence: then what was on the disk is still there, whole.
        """
        self.notices = ()
        target = _target(self.path)
        if self._is_on_disk(state, target):
            return state
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked(target):
                found = self._on_disk(target)
                merged = merge(state, found)
                if self._known is None or merged.records != found.records:
                    merged = merged.without_remains(time_of(time.time() - BURIED_AFTER_SECONDS))
                    self._write(target, merged)
            return merged
        except OSError as error:
            raise StateError(
                Said("{name} was not saved: {why}.", name=_name(target), why=_why(error))
            ) from error

    def hindrance(self) -> str:
        """A sentence on why nothing can be saved at present; empty if something can.

        Makes the folder, as a first save would, and tries no more than what costs nothing.
        """
        target = _target(self.path)
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(_opened_lock(target))
            # A lock that is there already may be opened in a folder in which nothing can be made.
            if not os.access(target.parent, os.W_OK | os.X_OK):
                is_fixed = os.statvfs(target.parent).f_flag & os.ST_RDONLY
                raise OSError(0, os.strerror(errno.EROFS if is_fixed else errno.EACCES))
        except OSError as error:
            return Said(
                "{name} cannot be written: {why}. Nothing of this session is kept.",
                name=_name(target),
                why=_why(error),
            )
        return ""

    def holds(self, state: State) -> bool:
        """Whether the file holds *state* and nothing else, as far as its signature tells."""
        return self._is_on_disk(state, _target(self.path))

    def has_changed(self) -> bool:
        """Whether somebody else has written the file since it was last read or written here."""
        known = self._known
        try:
            return known is not None and known[0] != Signature.of(_target(self.path).stat())
        except OSError:
            return False

    def _is_on_disk(self, state: State, target: Path) -> bool:
        """Whether there is nothing to do."""
        try:
            signature = Signature.of(target.stat())
        except FileNotFoundError:
            return not state.records
        except OSError:
            return False
        return self._known is not None and self._known == (signature, state)

    def _on_disk(self, target: Path) -> State:
        """What the file holds, read anew if somebody else wrote it. Called under the lock.

        A damaged file is set aside and the backup takes its place. Raises StateError for a file
        that must not be written.
        """
        try:
            if self._known is not None and self._known[0] == Signature.of(target.stat()):
                return self._known[1]
            data, signature = durable.read(target)
            state = parse(data, str(target))
        except FileNotFoundError:
            self._known = None
            return State()
        except OSError as error:
            raise StateError(
                Said("{name} cannot be read: {why}.", name=_name(target), why=_why(error))
            ) from error
        except NewerVersionError as error:
            raise NewerVersionError(
                Said("{error} It is left as it is; nothing was saved.", error=error)
            ) from error
        except StateError as damage:
            try:
                return self._recover(target, str(damage))
            except OSError as hindrance:
                raise StateError(
                    Said(
                        "{damage} It cannot be set aside either: {why}.",
                        damage=damage,
                        why=_why(hindrance),
                    )
                ) from damage
        if self._known is not None:
            state = with_edits(self._known[1], state, time.time())
        self._known = signature, state
        return state

    def _recover(self, target: Path, damage: str) -> State:
        """What the backup holds; it takes the damaged file's place, which gets a new name."""
        backup = _backup(target)
        state, problem = State(), ""
        try:
            data, signature = durable.read(backup)
            state = parse(data, str(backup))
        except FileNotFoundError:
            problem = Said("there is no backup")
        except NewerVersionError as error:
            raise NewerVersionError(
                Said("{damage} {error} Nothing was saved.", damage=damage, error=error)
            ) from error
        except StateError:
            also = _set_aside(backup)
            backup.unlink()
            problem = Said(
                "the backup is damaged too and kept as {name}", name=clean.line(also.name)
            )
        aside = _set_aside(target)
        self._known = None
        if problem:
            target.unlink()
            outcome = Said("{problem}, so everything begins anew", problem=problem)
        else:
            with durable.written(target, data) as restored:
                restored.replace(target)
            self._known = Signature.of(target.stat()), state
            from datetime import datetime

            saved = datetime.fromtimestamp(signature.changed / 1e9)
            outcome = Said(
                "what was saved until {saved:%Y-%m-%d %H:%M} is there, from the backup", saved=saved
            )
        self._notice(
            Said(
                "{damage} It is kept as {name}; {outcome}.",
                damage=damage,
                name=clean.line(aside.name),
                outcome=outcome,
            )
        )
        return state

    def _read_only(self, target: Path, problem: str) -> Loaded:
        """What the backup holds, when the file itself can be neither read nor set aside."""
        state = State()
        with suppress(StateError, OSError):
            state = parse(durable.read(_backup(target))[0], str(_backup(target)))
            problem = Said("{problem} The backup is shown.", problem=problem)
        self._notice(Said("{problem} Nothing of this session is kept.", problem=problem))
        return Loaded(state, self.notices, writable=False)

    def _write(self, target: Path, state: State) -> None:
        """Puts *state* in the place of the file, which becomes the backup if it was good."""
        if not self._swept:
            durable.sweep(target)
            self._swept = True
        data = dump(state, self._lines)
        with durable.written(target, data) as new:
            if self._known is not None:
                with suppress(OSError):
                    durable.duplicate(target, _backup(target))
            new.replace(target)
        durable.flush_folder(target.parent)
        self._known = Signature.of(target.stat()), state
        self._put_seal(data, state.newest)

    def _as_sealed(self, data: bytes) -> State | None:
        """The state in *data*, if a reader has written it so; None if that is not known."""
        if self._seal is None:
            return None
        try:
            seal, newest = self._seal.read_bytes().decode("ascii").split("\n")
        except (OSError, ValueError):
            return None
        return unread(data, newest) if seal == _sum(data) and is_time(newest) else None

    def _put_seal(self, data: bytes, newest: str) -> None:
        if self._seal is not None:
            said = f"{_sum(data)}\n{newest}".encode()
            with suppress(OSError):
                self._seal.parent.mkdir(parents=True, exist_ok=True)
                with durable.written(self._seal, said, durable=False) as new:
                    new.replace(self._seal)

    @contextmanager
    def _locked(self, target: Path) -> Iterator[None]:
        """Keeps other readers from saving. Raises OSError, or StateError, when it cannot be had."""
        lock = _opened_lock(target)
        try:
            self._wait_for(lock, _lock_of(target))
            yield
        finally:
            os.close(lock)

    def _wait_for(self, lock: int, path: Path) -> None:
        import fcntl

        give_up = time.monotonic() + self._patience_seconds
        pause = 0.001
        while self._can_lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() >= give_up:
                    raise StateError(
                        Said(
                            "Nothing was saved: another reader has held {name} for {most:g} seconds.",
                            name=_name(path),
                            most=self._patience_seconds,
                        )
                    ) from None
            except OSError as error:
                if error.errno not in _NO_LOCKS:
                    raise StateError(
                        Said("{name} cannot be locked: {why}.", name=_name(path), why=_why(error))
                    ) from error
                self._can_lock = False
                self._notice(
                    Said(
                        "{name} cannot be locked on this file system: of two readers that"
                        " save at the same instant one may lose a change.",
                        name=_name(path),
                    )
                )
                return
            time.sleep(pause)
            pause = min(2 * pause, 0.02)

    def _notice(self, sentence: str) -> None:
        self.notices = (*self.notices, sentence)


def is_foreign(path: Path) -> bool:
    """Whether something is there that is no state file, nor the remains of one.

    Such a file was named by mistake: setting it aside as damaged would take it from its owner.
    """
    target = _target(path)
    try:
        head = durable.read(target, _HEAD_BYTES)[0]
    except FileNotFoundError:
        return False
    except OSError:
        return target.exists() and not target.is_file()
    return bool(head.strip(b"\0\r\n\t ")) and not (
        b"version" in head or b"records" in head or _backup(target).exists()
    )


def _target(path: Path) -> Path:
    """The file that *path* leads to: a link stays a link, and what it points to is written."""
    return Path(os.path.realpath(path))


def _sum(data: bytes) -> str:
    """What tells *data* from what became of it by accident."""
    from zlib import crc32

    return f"{_FORM} {len(data)} {crc32(data):08x}"


def _lock_of(target: Path) -> Path:
    return target.with_name(target.name + ".lock")


def _opened_lock(target: Path) -> int:
    return os.open(_lock_of(target), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _backup(target: Path) -> Path:
    """The last file that was read or written whole before the present one."""
    return target.with_name(target.name + ".bak")


def _set_aside(path: Path) -> Path:
    """A second name for a damaged file, under which it stays when *path* is written anew."""
    free = _free_name(path, "damaged")
    durable.duplicate(path, free)
    return free


def _moved_aside(path: Path, why: str) -> Path:
    """The new name of a file that is out of the way."""
    return path.replace(_free_name(path, why))


def _free_name(path: Path, why: str) -> Path:
    from datetime import UTC, datetime

    name = f"{path.name}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    free, number = path.with_name(name), 1
    while free.exists():
        number += 1
        free = path.with_name(f"{name}-{number}")
    return free


def _name(path: Path) -> str:
    return clean.line(str(path))


def _why(error: OSError) -> str:
    if error.errno in _FULL:
        return Said("the disk is full")
    return clean.line(error.strerror or str(error))
