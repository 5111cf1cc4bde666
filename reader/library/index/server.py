"""A PostgreSQL server: one connection to it, and what is said where it cannot be used.

Whoever asks gets an answer within some seconds or `UnansweredError`; then the server is *away*, and
stays so until someone tries again. No statement waits longer than the server is told it may, and
whoever leaves waits for none.
"""

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import Any, Protocol, TypeAlias
from urllib.parse import unquote, urlsplit

from reader.contexts import closing, suppress
from reader.errors import Said, SourceError
from reader.regex import regex
from reader.text import clean

_PATIENCE_SECONDS = 3.0
"""How long one waits for a server to let one in."""
_LONGEST_SECONDS = 10
"""How long one waits for a part of an answer."""
_LIMITS = {
    # What a crash of the server destroys is read again.
    "synchronous_commit": "off",
    "statement_timeout": "8s",
    "lock_timeout": "5s",
    # A reader that is stopped amid a transaction holds up others for no longer.
    "idle_in_transaction_session_timeout": "30s",
}
_PAUSE_SECONDS = 10.0
"""After a failure the server is left alone for so long."""
_ATTEMPTS = 3
"""How often something is written that another reader writes at the same time."""
_OTHERS = ("23505", "40P01", "40001")
"""What the server says then: the same key, a deadlock, a serialization failure."""
_NOT_ALLOWED = ("42501", "25006")
"""No right to do it; or it is a copy of another server, which cannot be written."""
_LOCK = 0x72656164
"""An advisory lock: who makes the tables, makes them alone."""
_MOST = 300
"""Characters of what a server says that are shown."""

Rows: TypeAlias = list[list[Any]]


class UnansweredError(Exception):
    """The server does not answer: what was asked cannot be told."""


class Run(Protocol):
    """Runs a statement, with the version of the tables in place of `{v}`."""

    def __call__(self, query: str, **values: Any) -> Rows:
        """Its rows."""


class Server:
    """A database on a server, with the tables of some version. Threads may share one."""

    def __init__(self, url: str, version: str, tables: Sequence[str], last: str) -> None:
        """*url* is `postgresql://user:password@host:port/database`; *tables* are the statements that
        make the tables, of which *last* is there when all are.

        It is connected to when it is asked for the first time.
        """
        self._url = url
        self._version = version
        self._tables = tables
        self._last = last
        self._lock = RLock()
        self._connection: Any = None
        self._socket: socket.socket | None = None
        self._failed_at = float("-inf")
        self._is_closed = False
        self._was_tried = False
        self._said: str | None = None
        """What was wrong when it was connected to, or with what was written last."""
        self.failures = 0
        """How often it has ceased to answer."""

    @property
    def name(self) -> str:
        """The machine's name."""
        with suppress(ValueError):
            return clean.line(urlsplit(self._url).hostname or "localhost")
        return "localhost"

    @property
    def is_away(self) -> bool:
        """Whether it was asked and does not answer."""
        return self._was_tried and self._connection is None

    @property
    def complaint(self) -> str | None:
        """What is wrong now, as a sentence."""
        if self.is_away and self._said is None:
            return Said(
                "The index on {name} does not answer: the file takes its place until it does.",
                name=self.name,
            )
        return self._said

    def try_again(self) -> None:
        """Connect, if it is away and was left alone for long enough."""
        with self._lock:
            if self.is_away and monotonic() - self._failed_at > _PAUSE_SECONDS:
                self._try()

    def _try(self) -> None:
        self._was_tried = True
        self._said = None
        if not self._is_closed:
            try:
                self._connect()
            except Exception as error:  # each layer below raises its own
                self._let_go()
                self._said = self._cannot_be_used(error)

    def ask(self, query: str, **values: Any) -> Rows:
        """The rows that a query finds. UnansweredError if the server does not answer."""
        with self._lock:
            try:
                return self._run(query, **values)
            except UnansweredError:
                raise
            except Exception:  # each layer below raises its own
                self._give_up()
                raise UnansweredError from None

    def write(self, work: Callable[[Run], None]) -> bool:
        """Do *work*, which gets a function that runs a statement, in a transaction; whether that could
        be done. Else nothing of it is kept.
        """
        with self._lock:
            for attempt in range(_ATTEMPTS):
                try:
                    self._run("START TRANSACTION")
                    work(self._run)
                    self._run("COMMIT")
                except UnansweredError:
                    return False
                except Exception as error:  # as above
                    code = _code(error)
                    try:
                        if not code:
                            raise
                        self._run("ROLLBACK")
                    except Exception:  # as above
                        self._give_up()
                        return False
                    if code in _OTHERS and attempt < _ATTEMPTS - 1:
                        # Now what the other wrote can be seen.
                        continue
                    self._said = self._refused(error)
                    return False
                self._said = None
                return True
        return False

    def close(self) -> None:
        """Give the connection back; who is waiting for an answer gets none."""
        self._is_closed = True
        if self._lock.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._lock.release()
        elif (connected := self._socket) is not None:
            with suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    def _run(self, query: str, **values: Any) -> Rows:
        if not self._was_tried:
            self._try()
        if self._connection is None:
            raise UnansweredError
        return list(self._connection.run(query.format(v=self._version), **values) or ())

    def _give_up(self) -> None:
        """Forget a connection on which something failed: what was begun on it is undone."""
        self.failures += 1
        self._said = None
        self._let_go()

    def _let_go(self) -> None:
        with suppress(Exception):
            self._connection.close()
        with suppress(Exception):
            if self._socket is not None:
                self._socket.close()
        self._connection = self._socket = None
        self._failed_at = monotonic()

    # The connection.

    def _connect(self) -> None:
        try:
            from pg8000.native import Connection
        except ImportError:
            raise SourceError(
                Said("`pip install 'essay-reader[shared]'` brings what it needs.")
            ) from None
        try:
            parts = urlsplit(self._url)
            host, port = parts.hostname or "localhost", parts.port or 5432
        except ValueError:
            raise SourceError(
                Said(
                    "its URL is not understood; {expected} was expected.",
                    expected="postgresql://user@host/database",
                )
            ) from None
        self._socket = socket.create_connection((host, port), _PATIENCE_SECONDS)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection = Connection(
            self._user,
            host=host,
            port=port,
            database=self._database,
            password=_password(self._url),
            sock=self._socket,
            application_name="reader",
        )
        # With TLS it has become another.
        self._socket = getattr(connection, "_usock", self._socket)
        limits = ", ".join(f"set_config('{name}', '{to}', false)" for name, to in _LIMITS.items())
        connection.run(f"SELECT {limits}")
        self._make_tables(connection.run)
        self._socket.settimeout(_LONGEST_SECONDS)
        self._connection = connection

    def _make_tables(self, run: Callable[..., Any]) -> None:
        # Only where they are missing: who may not make tables may use those that are there.
        last = self._last.format(v=self._version)
        if run("SELECT to_regclass(:last) IS NULL", last=last) == [[True]]:
            run("START TRANSACTION")
            run(f"SELECT pg_advisory_xact_lock({_LOCK})")
            for statement in self._tables:
                run(statement.format(v=self._version))
            run("COMMIT")

    @property
    def _user(self) -> str:
        return unquote(urlsplit(self._url).username or "reader")

    @property
    def _database(self) -> str:
        return unquote(urlsplit(self._url).path.strip("/")) or self._user

    # What is said.

    def _cannot_be_used(self, error: Exception) -> Said:
        return Said(
            "The index on {name} cannot be used, and the file takes its place: {why}",
            name=self.name,
            why=self._why(error),
        )

    def _refused(self, error: Exception) -> Said:
        """Why something could not be written."""
        return Said(
            "What was read is not kept in the index on {name}: {why}",
            name=self.name,
            why=self._why(error),
        )

    def _why(self, error: Exception) -> str:
        user, database = clean.line(self._user), clean.line(self._database)
        cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
        match cause:
            case SourceError():
                return str(cause)
            case ConnectionRefusedError():
                return Said(
                    "nothing answers at that port. Is PostgreSQL running there, and does it listen"
                    " to other machines (`listen_addresses`)?"
                )
            case TimeoutError():
                return Said("it does not answer. Is it under way, and reached from here?")
            case socket.gaierror():
                return Said("no machine of that name is known. Look at `index` in config.yaml.")
            case ConnectionError():
                return Said("what answers there is no PostgreSQL server, or it has broken off.")
            case OSError():
                return f"{clean.line(str(cause.strerror or cause))}."
        match _code(error):
            case "28P01":
                return Said(
                    "it takes another password for {user}. It may stand in the URL, in ~/.pgpass or in"
                    " PGPASSWORD.",
                    user=user,
                )
            case "28000":
                return Said(
                    "it does not let {user} in ({said}). Whoever keeps it can say so in pg_hba.conf.",
                    user=user,
                    said=_said_in(error),
                )
            case "3D000":
                return Said(
                    "it has no database {database}; `createdb {database}` there makes it.",
                    database=database,
                )
            case code if code in _NOT_ALLOWED:
                return Said(
                    "{user} may not write into {database} ({said}). Whoever owns it can say:"
                    " GRANT CREATE, USAGE ON SCHEMA public TO {user}; and GRANT ALL on its tables and"
                    " sequences that begin with reader_.",
                    user=user,
                    database=database,
                    said=_said_in(error),
                )
            case "":
                # pg8000 takes the password for granted where it is to be proved (SCRAM).
                if isinstance(error, AttributeError) or "no password was provided" in str(error):
                    return Said(
                        "it wants a password for {user}. It may stand in the URL, in ~/.pgpass or in"
                        " PGPASSWORD.",
                        user=user,
                    )
                return Said("what answers there is no PostgreSQL server, or it has broken off.")
        return f"{_said_in(error)}."


def _code(error: Exception) -> str:
    """What the server calls an error (SQLSTATE); empty if it is not the server's."""
    said = error.args[0] if error.args else None
    return str(said.get("C", "")) if isinstance(said, dict) else ""


def _said_in(error: Exception) -> str:
    said = error.args[0] if error.args else None
    text = said.get("M", "") if isinstance(said, dict) else str(error)
    return clean.line(str(text)).rstrip(".")[:_MOST]


def _password(url: str) -> str | None:
    """The password that goes with a URL: in it, in PGPASSWORD, or in the file of passwords, as
    PostgreSQL's own programs look for it.
    """
    parts = urlsplit(url)
    if parts.password:
        return unquote(parts.password)
    if given := os.environ.get("PGPASSWORD"):
        return given
    user = unquote(parts.username or "reader")
    asked = (
        parts.hostname or "localhost",
        str(parts.port or 5432),
        unquote(parts.path.strip("/")) or user,
        user,
    )
    for *fields, password in _passwords():
        if len(fields) == 4 and all(
            field in ("*", one) for field, one in zip(fields, asked, strict=True)
        ):
            return password
    return None


def _passwords() -> Iterator[list[str]]:
    """The lines of the file of passwords, in their fields; none if others may read it."""
    path = Path(os.environ.get("PGPASSFILE") or Path.home() / ".pgpass")
    with suppress(OSError, UnicodeDecodeError), closing(path.open(encoding="utf-8")) as lines:
        if not os.fstat(lines.fileno()).st_mode & 0o077:
            for line in lines:
                fields = _FIELD.findall(line.rstrip("\n"))
                yield [_ESCAPED.sub(r"\1", field) for field in fields[:5]]


_FIELD = regex(r"((?:[^:\\]|\\.)*)(?::|$)")
_ESCAPED = regex(r"\\(.)")
