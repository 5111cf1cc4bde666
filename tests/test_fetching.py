"""`reader add https://…`: fetched once, within bounds, and never from where a stranger wants it."""

import gzip
import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from reader.cli.main import main
from reader.errors import SourceError
from reader.library import fetching
from reader.library.fetching import Fetched, fetch, is_address, keep, kept, name_for
from tests.books import epub, page

PAGE = "<html><head><title>江上</title></head><body><p>雾散了，<a href='/b'>船</a>开出去。</p><img src=c.png>"


class Site(BaseHTTPRequestHandler):
    """A site on this machine."""

    def do_GET(self) -> None:
        """Answer."""
        kind, status, headers, body = "text/html; charset=gb18030", 200, [], PAGE.encode("gb18030")
        match self.path:
            case "/loop":
                status, headers = 302, [("Location", "/loop")]
            case "/moved":
                status, headers = 301, [("Location", "/a")]
            case "/away":
                status, headers = 302, [("Location", "file:///etc/passwd")]
            case "/missing":
                status = 404
            case "/bomb":
                body, headers = gzip.compress(b" " * 3_000_000), [("Content-Encoding", "gzip")]
            case "/book":
                kind, body = "application/epub+zip", epub({"a.xhtml": page("<p>雾。</p>")})
            case "/picture":
                kind, body = "image/png", b"\x89PNG\r\n\x1a\n" + bytes(100)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for header in headers:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def refusal(address: str, *, may_be_private: bool = True) -> str:
    """What is said of an address that is not taken."""
    with pytest.raises(SourceError) as error:
        fetch(address, may_be_private=may_be_private)
    return str(error.value)


def test_a_page_is_added_to_the_library(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a file that says where it is from; its links and images are addresses. Once."""
    monkeypatch.setenv("READER_HOME", str(tmp_path))
    words = ("add", "--json", "--private", f"{site}/a")

    assert main(words) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(words) == 0
    second = json.loads(capsys.readouterr().out)

    assert (first["essays"], first["added"], second["added"]) == (1, True, False)
    written = Path(first["path"]).read_text(encoding="utf-8")
    assert written.startswith("<!-- saved from url=")
    assert main(("show", "--json", first["path"])) == 0
    told = capsys.readouterr().out
    assert "雾散了" in told
    assert f"{site}/c.png" in told
    assert main(("list",)) == 0
    assert "江上" in capsys.readouterr().out


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0"]
)
def test_the_local_network_is_not_asked(host: str) -> None:
    """Unless that is allowed: a link may come from a stranger."""
    assert "lies in the local network" in refusal(f"http://{host}/x", may_be_private=False)


def test_redirects_are_followed_a_few_times(site: str) -> None:
    assert fetch(f"{site}/moved", may_be_private=True).address == f"{site}/a"
    assert "is redirected more than" in refusal(f"{site}/loop")
    assert refusal(f"{site}/away") == "file:///etc/passwd is no address of the web (http or https)."


def test_what_is_no_page_is_refused(site: str, tmp_path: Path) -> None:
    """With what the server said, or what the file is; nothing is kept."""
    assert refusal(f"{site}/missing").endswith("answers with 404, not with a page.")
    picture = fetch(f"{site}/picture", may_be_private=True)
    with pytest.raises(SourceError, match="is a PNG image"):
        keep(picture, f"{site}/picture", tmp_path / "pages")
    assert not (tmp_path / "pages").exists()


def test_too_much_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted as it is unpacked."""
    monkeypatch.setattr(fetching, "_LARGEST", 1_000_000)

    assert "has more than 1,000,000 bytes" in refusal(f"{site}/bomb")


def test_who_takes_too_long_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_LONGEST_SECONDS", -1.0)

    assert "takes longer than" in refusal(f"{site}/a")


def test_a_host_that_is_nowhere_is_named() -> None:
    assert "there is no host called" in refusal("http://nowhere.invalid/")


def test_a_book_has_its_address_beside_it(site: str, tmp_path: Path) -> None:
    found = fetch(f"{site}/book", may_be_private=True)

    path = keep(found, f"{site}/book", tmp_path)

    assert path.suffix == ".epub"
    assert f"URL={site}/book" in (tmp_path / f"{path.name}.url").read_text()


def test_without_its_library_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)

    assert "`pip install 'essay-reader[web]'`" in refusal("https://example.org/")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/2023/夜行火车/", "example-org-2023-夜行火车-"),
        ("https://example.org/../../x\x1b[2J.html", "example-org-x-2J-"),
        ("https://example.org/?id=5", "example-org-"),
        ("https://example.org/" + "长" * 200, "example-org-" + "长" * 22),
    ],
)
def test_names_are_harmless_and_tell_addresses_apart(address: str, name: str) -> None:
    assert name_for(address, ".html").startswith(name)
    assert name_for(address, ".html") != name_for(f"{address}1", ".html")
    assert len(name_for(address, ".html").encode()) < 120


def test_a_page_cannot_break_out_of_what_is_said_of_it() -> None:
    found = Fetched(b"<p>x", 'https://example.org/-->"><script>', ".html", "")

    head = kept(found).split(b"<p>x")[0]

    assert head.count(b"-->") == 1
    assert b'"><script>' not in head


def test_only_the_web_has_addresses() -> None:
    assert [is_address(word) for word in ("https://a", "HTTP://a", "file:///a", "a.html")] == [
        True,
        True,
        False,
        False,
    ]
