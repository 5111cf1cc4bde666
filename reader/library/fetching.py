"""Fetching a page from the web, once, when the reader asks for it: `reader add https://…`.

Nothing else in the program opens a connection for an essay. Size, time and redirects are bounded,
and no address of the local network is asked unless that is allowed: a link may come from a stranger,
and so may a redirect, so each hop is resolved, checked, and connected to at the address that was
checked.
"""

import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from reader import __version__
from reader.errors import Said, SourceError
from reader.formats.extras import extra
from reader.text import clean

if TYPE_CHECKING:
    import httpx

_LARGEST = 64 * 1024 * 1024
"""Bytes, unpacked."""
_LONGEST_SECONDS = 60.0
_PATIENCE_SECONDS = 15.0
"""How long one wait for the other side may be."""
_MOST_HOPS = 6
_LONGEST_NAME, _LONGEST_SUFFIX = 80, 10
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}


class Fetched(NamedTuple):
    """What was found at an address."""

    data: bytes
    address: str
    """Where it was found in the end."""
    suffix: str
    """What a file of its kind is called: `.html`."""
    charset: str
    """The encoding that the server names, or empty."""


def is_address(word: str) -> bool:
    """Whether *word* is an address of the web."""
    return word[:8].lower().startswith(("http://", "https://"))


def fetch(address: str, *, may_be_private: bool = False) -> Fetched:
    """What is at *address*. SourceError says why it is not taken.

    *may_be_private* allows addresses of this machine and the local network.
    """
    httpx = extra("httpx", address, Said("on the web"), "web")
    deadline = time.monotonic() + _LONGEST_SECONDS
    try:
        with httpx.Client(
            timeout=_PATIENCE_SECONDS, follow_redirects=False, trust_env=False
        ) as client:
            for _ in range(_MOST_HOPS):
                found = _hop(client, address, may_be_private, deadline)
                if isinstance(found, Fetched):
                    return found
                address = found
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
        told = clean.line(str(error))[:200] or type(error).__name__
        raise SourceError(
            Said("{address} cannot be fetched: {why}.", address=clean.line(address), why=told)
        ) from None
    raise SourceError(
        Said(
            "{address} is redirected more than {most} times.",
            address=clean.line(address),
            most=_MOST_HOPS - 1,
        )
    )


def _hop(
    client: "httpx.Client", address: str, may_be_private: bool, deadline: float
) -> Fetched | str:
    """What is at *address*, or the address that it leads on to."""
    parts = urlsplit(address)
    shown = clean.line(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(Said("{name} is no address of the web (http or https).", name=shown))
    host = (
        parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    )
    port = parts.port or (443 if parts.scheme == "https" else 80)
    number = _checked(host, port, shown, may_be_private)
    pinned = f"[{number}]" if ":" in number else number
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    request = client.build_request(
        "GET",
        f"{parts.scheme}://{pinned}:{port}{path}",
        headers={
            "Host": host if parts.port is None else f"{host}:{port}",
            "User-Agent": f"essay-reader/{__version__}",
            "Accept": "text/html, text/*, application/epub+zip, application/pdf, */*;q=0.5",
        },
        extensions={"sni_hostname": host},
    )
    response = client.send(request, stream=True)
    try:
        if response.is_redirect:
            return urljoin(address, response.headers["location"])
        if response.status_code != 200:
            raise SourceError(
                Said(
                    "{name} answers with {status}, not with a page.",
                    name=shown,
                    status=response.status_code,
                )
            )
        data = _body(response, shown, deadline)
    finally:
        response.close()
    kind, _, rest = response.headers.get("content-type", "").partition(";")
    charset = rest.partition("charset=")[2].partition(";")[0].strip(" \"'")
    kind = kind.strip().lower()
    suffix = _SUFFIXES.get(kind) or PurePosixPath(unquote(parts.path)).suffix.lower()
    if not 1 < len(suffix) < _LONGEST_SUFFIX:
        suffix = ".html" if not kind or kind.startswith("text/") else ".bin"
    return Fetched(data, address, suffix, charset)


def _checked(host: str, port: int, shown: str, may_be_private: bool) -> str:
    """The number of *host*. SourceError if it has none, or one that may not be asked."""
    import socket
    from ipaddress import ip_address

    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise SourceError(
            Said("{name}: there is no host called {host}.", name=shown, host=clean.line(host))
        ) from None
    numbers = [str(each[4][0]).partition("%")[0] for each in found]
    private = [n for n in numbers if not ip_address(n).is_global or ip_address(n).is_multicast]
    if private and not may_be_private:
        raise SourceError(
            Said(
                "{name} lies in the local network ({private}); --private allows that.",
                name=shown,
                private=private[0],
            )
        )
    return numbers[0]


def _body(response: "httpx.Response", shown: str, deadline: float) -> bytes:
    """All bytes, unpacked."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise SourceError(
                Said(
                    "{name} has more than {most:,} bytes; it is not taken.",
                    name=shown,
                    most=_LARGEST,
                )
            )
        if time.monotonic() > deadline:
            raise SourceError(
                Said(
                    "{name} takes longer than {most:.0f} seconds.",
                    name=shown,
                    most=_LONGEST_SECONDS,
                )
            )
    return b"".join(parts)


def name_for(address: str, suffix: str) -> str:
    """What a file with what is at *address* is called: always the same, and harmless."""
    import zlib

    parts = urlsplit(address)
    path = unquote(parts.path).rstrip("/")
    path = (
        path.removesuffix(PurePosixPath(path).suffix)
        if len(PurePosixPath(path).suffix) < 7
        else path
    )
    words = "".join(c if c.isalnum() else " " for c in f"{parts.hostname or ''} {path}").split()
    said = "-".join(words).encode()[:_LONGEST_NAME].decode("utf-8", "ignore").strip("-")
    # Two addresses may differ in what a name cannot hold.
    return f"{said or 'page'}-{zlib.crc32(address.encode()):08x}{suffix}"


def kept(found: Fetched) -> bytes:
    """The bytes to keep: a page says where it is from, as browsers have it say, and its encoding."""
    if found.suffix not in (".html", ".htm", ".xhtml"):
        return found.data
    from reader.formats.hypertext.charset import declared

    data = found.data
    if (
        found.charset
        and declared(data) is None
        and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe"))
    ):
        try:
            data = data.decode(found.charset, "replace").encode()
        except LookupError:
            pass
        else:
            data = b'<meta charset="utf-8">' + data
    where = found.address.replace("--", "%2D%2D").replace('"', "%22").encode()
    return b'<!-- saved from url=(%04d)%s -->\n<base href="%s">\n%s' % (
        len(where),
        where,
        where,
        data,
    )


def keep(found: Fetched, address: str, folder: Path) -> Path:
    """Write what was *found* at *address* into *folder*; gives the file. SourceError if it is no text.

    A page says in itself where it is from; for other files a link beside it (`.url`) does.
    """
    from reader.formats import read

    path = folder / name_for(address, found.suffix)
    data = kept(found)
    read(data, str(path))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, data)
        if data is found.data:
            link = f"[InternetShortcut]\r\nURL={found.address}\r\n"
            _write(path.with_name(f"{path.name}.url"), link.encode())
    except OSError as error:
        raise SourceError(
            Said(
                "{path} cannot be written ({why}).", path=clean.line(str(path)), why=error.strerror
            )
        ) from None
    return path


def _write(path: Path, data: bytes) -> None:
    """Put a file in place as a whole."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    new.replace(path)
