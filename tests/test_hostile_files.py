"""Whatever file is opened, of whatever format: text or a sentence, nothing raw, in bounded room."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.errors import SourceError
from reader.formats import read
from reader.text import clean
from tests import laws
from tests.books import docx, epub, odt, p, page, zipped
from tests.test_extras import RTF, pdf

ESCAPES = (
    "\x1b[2J\x1b[31m\x1b]0;title\x07\x1b]52;c;eA==\x07\x1b]8;;http://e.org\x1b\\x\x1bP1$r\x1b\\\x1b[c\x1b[6n"
    "\x9b31m\x9d0;x\x9c\u202eabc\u2066\u200f\u061c\x7f\x08\x0b"
)
ENTITIES = "".join(f"&#{ord(character)};" for character in ESCAPES)
MARKUP = "[bold red]x[/] [@click=app.quit]y[/] %s {0} {x!r} $HOME `id`"
TITLE = f"江{ENTITIES}上"

PROSE = "下了一天的雨，谁也没有出门，只有河上的船还亮着灯。" * 60
"""So much that a few control characters do not make a text a binary file."""
FILES: dict[str, bytes] = {
    "a.txt": f"江{ESCAPES}上 {MARKUP}\n\n作者：某{ESCAPES}甲\n\n一、雾{ESCAPES}\n\n正文。{ESCAPES}{PROSE}\n".encode(),
    "a.md": (
        f"# 江{ESCAPES}上 {MARKUP}\n\n{PROSE}[{ESCAPES}](http://e.org/{ESCAPES})"
        f" ![{ESCAPES}](a{ESCAPES}.png)\n"
    ).encode(),
    "a.html": (
        f"<html><head><title>{TITLE}</title><meta name=author content='{ENTITIES}'></head><body><h1>{TITLE}</h1>"
        f"<p>正文。{ENTITIES}{ESCAPES}<a href='http://e.org/{ENTITIES}'>x</a>{PROSE}"
        f"<img src='a{ENTITIES}.png' alt='{ENTITIES}'>"
        f"<pre><code class='language-{ENTITIES}'>{ENTITIES}</code></pre><h2>{TITLE}</h2><p>正文。"
    ).encode(),
    "a.epub": epub(
        {"one.xhtml": page(f"<h1>{TITLE}</h1><p>正文。{ENTITIES}</p><img src='{ENTITIES}.png'/>")},
        f"<ol><li><a href='one.xhtml'>{TITLE}</a></li></ol>",
        metadata=f"<dc:title>{TITLE}</dc:title><dc:creator>{ENTITIES}</dc:creator>",
        spine=f'<itemref idref="p0"/><itemref idref="{ENTITIES}"/>',
    ),
    "a.docx": docx(p(TITLE, "a3") + p(f"雾{ENTITIES}", "1") + p(f"正文。{ENTITIES}")),
    "a.odt": odt(
        f"<text:h text:outline-level='1'>{TITLE}</text:h><text:p>正文。{ENTITIES}</text:p>"
    ),
    "a.fb2": (
        f"<?xml version='1.0'?><FictionBook><description><title-info><book-title>{TITLE}</book-title></title-info>"
        f"</description><body><section><title><p>{TITLE}</p></title><p>正文。{ENTITIES}</p></section></body></FictionBook>"
    ).encode(),
    "a.rtf": RTF.replace(b"Rain.", b"\\'1b[2J\\'9b31m\\u8238?"),
    "a.pdf": pdf("Rain \\033[2J\\033]0;x\\007 fell.", "And \\23331m again."),
    "a.txt.gz": gzip.compress(f"江{ESCAPES}上\n\n正文。{ESCAPES}{PROSE}\n".encode()),
    "a.zip": zipped({f"a{ESCAPES}/b\n.txt": f"江{ESCAPES}上\n\n正文。{PROSE}"}),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    "command", [("show",), ("show", "--plain"), ("outline",), ("inspect", "-v")]
)
def test_nothing_of_a_file_reaches_the_terminal_raw(
    name: str,
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither as bytes nor as entities, in text, titles, headings, names or addresses."""
    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    path = tmp_path / name
    path.write_bytes(FILES[name])

    code = main((*command, str(path)))

    said = capsys.readouterr()
    assert code == 0 or (name, command[0]) == ("a.zip", "inspect")
    assert said.out or said.err
    assert not clean.HARMFUL.search((said.out + said.err).replace("\n", ""))


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.txt",
        "\x1b[2J\x1b]0;x\x07.md",
        "\u202etxt.html",
        "[bold]x[red] %s {0}.txt",
        "长" * 83 + ".txt",
        "-x.txt",
        os.fsdecode(b"\xff\xfe.txt"),
    ],
)
def test_a_name_from_a_stranger_is_harmless(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("READER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "essays"
    folder.mkdir()
    (folder / name).write_bytes("下了一天的雨，谁也没有出门，只有河上的船还亮着灯。".encode())

    assert main(("add", str(folder))) == 0
    assert main(("list",)) == 0
    assert main(("show", str(folder / name))) == 0

    said = capsys.readouterr()
    assert not clean.HARMFUL.search((said.out + said.err).replace("\n", ""))


BYTES = {
    "overlong": b"\xc0\x80\xe0\x80\xaf\xf0\x80\x80\xaf" * 20 + "正文。".encode() * 40,
    "surrogates": b"\xed\xa0\x80\xed\xbf\xbf" * 10 + "正文。".encode() * 200,
    "beyond unicode": b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80" * 4 + "正文。".encode() * 200,
    "cut in a character": "正文。".encode()[:-1],
    "one bad byte": "正文。".encode() * 200 + b"\xff" + "正文。".encode() * 200,
    "a byte order mark": b"\xef\xbb\xbf",
    "half a mark": b"\xff\xfe",
    "half a character": b"\xff\xfea",
    "zeros": bytes(5_000),
    "a zip of nothing": zipped({}),
    "a mark of a zip": b"PK\x03\x04",
    "a mark of a book": b"%PDF-",
    "a mark of rtf": b"{\\rtf",
    "a mark of gzip": b"\x1f\x8b\x08",
    "a mark of zstd": b"\x28\xb5\x2f\xfd",
    "a declaration": b"<?xml version='1.0' encoding='utf-16'?>",
    "an encoding of nothing": b"<html><meta charset='rot13'><p>x",
    "an encoding that is none": b"<html><meta charset='\xff\xfe'><p>x",
}


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.epub", "a.docx", "a"])
@pytest.mark.parametrize("what", BYTES)
def test_any_bytes_under_any_name_give_text_or_a_sentence(what: str, name: str) -> None:
    try:
        parsed = read(BYTES[what], name)
    except SourceError as error:
        assert str(error).startswith("a")
        assert str(error).endswith(".")
    else:
        laws.check(parsed)


BOMBS = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))
from pathlib import Path
from reader.errors import SourceError
from reader.formats import read
for name in sys.argv[1:]:
    try:
        read(Path(name).read_bytes(), name)
    except SourceError as error:
        print("is not opened" in str(error))
"""


def test_bombs_need_little_room(tmp_path: Path) -> None:
    """Gigabytes in kilobytes, as a book, a document, a text: refused within 700 MB of everything."""
    blanks = " " * (48 << 20)
    bombs = {
        "a.epub": epub({"one.xhtml": blanks}),
        "a.docx": docx(blanks),
        "a.odt": odt(blanks),
        "a.txt.gz": gzip.compress(gzip.compress(blanks.encode() * 4)),
        "b.txt.gz": gzip.compress(blanks.encode() * 4),
    }
    for name, data in bombs.items():
        (tmp_path / name).write_bytes(data)

    said = subprocess.run(
        [sys.executable, "-c", BOMBS, *(str(tmp_path / name) for name in bombs)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.split() == ["True"] * len(bombs)
