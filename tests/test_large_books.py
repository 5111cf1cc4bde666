"""Large files that are no plain text are read as wholes, and look the same as small ones."""

from pathlib import Path

import pytest

from reader.library.atlas import Atlas
from reader.library.index import Stamp
from reader.library.large import LargeSource
from reader.text.corrections import NOTHING
from reader.text.document import Stage
from tests.books import docx, epub, p, page

PROSE = "江上的雾散了，船一只一只地开出去，岸上的人还在说着昨夜的雨。"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.epub", epub({"one.xhtml": page(f"<h1>一</h1><p>{PROSE}</p>")})),
        ("a.docx", docx(p("江上", "a3") + p(PROSE))),
        ("a.html", f"<html><title>江上</title><p>{PROSE}</p></html>".encode("gb18030")),
    ],
)
def test_a_large_file_of_another_format_is_read_at_once(
    name: str, data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    source = LargeSource(path, Stamp(len(data), 1), NOTHING, Atlas(None))

    assert not source.is_in_parts
    assert PROSE in source.documents[0].text
    assert source.stage is not Stage.HEAD
