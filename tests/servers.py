"""Real servers on loopback, for the library that lies on one: WebDAV, SFTP, PostgreSQL."""

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
from cheroot.wsgi import Server
from wsgidav.wsgidav_app import WsgiDAVApp


@contextmanager
def webdav(folder: Path) -> Iterator[str]:
    """A WebDAV server over *folder*; gives its URL."""
    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": True}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = Server(("127.0.0.1", 0), app)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"webdav://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join()


@contextmanager
def sftp(
    folder: Path,
    user: str,
    password: str,
    kind: type[asyncssh.SFTPServer] = asyncssh.SFTPServer,
) -> Iterator[str]:
    """An SFTP server over *folder*; gives its URL. *kind* may do other things than serve."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    ports: list[int] = []
    connections: list[asyncssh.SSHServerConnection] = []

    class Guarded(asyncssh.SSHServer):
        def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
            connections.append(conn)

        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, given: str) -> bool:
            return (username, given) == (user, password)

    def rooted(channel: "asyncssh.SSHServerChannel[bytes]") -> asyncssh.SFTPServer:
        return kind(channel, chroot=str(folder).encode())

    async def serve() -> asyncssh.SSHAcceptor:
        return await asyncssh.create_server(
            Guarded,
            "127.0.0.1",
            0,
            server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")],
            sftp_factory=rooted,
        )

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(serve())
        ports.append(server.get_port())
        ready.set()
        loop.run_forever()
        server.close()
        for connection in connections:
            # Clients may keep theirs, and from Python 3.12 on the server waits for them.
            connection.abort()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(server.wait_closed())
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield f"sftp://{user}:{password}@127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@contextmanager
def answering(said: bytes | None) -> Iterator[int]:
    """Something else that listens at a port, and says the same to everyone; or nothing, and waits."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held = []

        def serve() -> None:
            while True:
                try:
                    one, _address = server.accept()
                except OSError:
                    return
                held.append(one)
                if said is not None:
                    one.sendall(said)
                    one.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for one in held:
            one.close()


def postgresql_programs() -> Path | None:
    """The folder of PostgreSQL's programs, where it is installed."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


@contextmanager
def postgresql(programs: Path, password: str = "") -> Iterator[str]:
    """A PostgreSQL server of its own; gives the URL of an empty database, without the *password* that it
    asks for, if there is one.
    """
    # It refuses to run as root; then it runs as nobody, in a folder that nobody may enter.
    as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    prefix = as_nobody if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="reader-pg-"))
    secret = folder / "password"
    secret.write_text(password or "none")
    if prefix:
        os.chown(folder, 65534, 65534)
        os.chown(secret, 65534, 65534)
    data = folder / "data"

    def run(*words: str) -> None:
        subprocess.run([*prefix, *words], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    def start() -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
        run(
            str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"),
            "-o", options, "start",
        )  # fmt: skip
        return port

    try:
        run(
            str(programs / "initdb"), "-D", str(data), "-U", "reader",
            "-A", "scram-sha-256" if password else "trust", f"--pwfile={secret}",
            "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        try:
            port = start()
        except subprocess.CalledProcessError:
            # Someone has taken the port in between.
            port = start()
        try:
            yield f"postgresql://reader@127.0.0.1:{port}/postgres"
        finally:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
