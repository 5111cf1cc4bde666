"""The pass over a large text in a fork: in a process of its own here, for a test has threads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import reader

PROGRAM = """
import os, signal, sys
from pathlib import Path
from reader.library import large
from reader.library.atlas import Atlas
from reader.library.index.source import Stamp
from reader.text.corrections import NOTHING
from reader.text.document import Stage

large.ASIDE = 1000
path = Path(sys.argv[1])
found = []
for how in ("alone", "aside"):
    source = large.LargeSource(path, Stamp.of(path.stat(), NOTHING), NOTHING, Atlas(None))
    parts = []
    if how == "aside":
        source.read_ahead()
        if "killed" in sys.argv:
            os.kill(source._forked._process, signal.SIGKILL)
        if "thread" in sys.argv:
            print("forked:", source._forked)
    source.deepen(Stage.WHOLE, parts.append)
    (document,) = source.documents
    text = "".join(document.text[at:at + 5000] for at in range(0, len(document.text), 5000))
    found.append((text, [(r.start, r.end) for r in document.regions], document.stage))
    if how == "aside":
        print(found[0] == found[1], len(text), len(document.regions), parts == sorted(parts) and len(parts) > 0)
"""
PAID = "##paidbegin##\n这一段要付费。\n##paidend##\n"
TEXT = "渡口\n" + "第一天下着很大的雨，我们在渡口等了很久。\n" * 3_000 + PAID + "船来了。\n" * 9_000


def run(tmp_path: Path, *words: str, before: str = "") -> str:
    """What the program tells of a large text that is read alone and aside."""
    file = tmp_path / "novel.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", before + PROGRAM, str(file), *words],
        cwd=Path(reader.__file__).parent.parent,
        env=os.environ | {"READER_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize("fate", ["well", "killed"])
def test_a_text_read_aside_is_what_it_is_read_alone(tmp_path: Path, fate: str) -> None:
    """Text, paid regions and all; also if the fork dies on the way."""
    said = run(tmp_path, fate).split()

    assert said[0] == "True"
    assert int(said[1]) > 100_000
    assert said[2] == "1"
    # A fork that died may have told how far it was: then it is told from the beginning again.
    assert fate == "killed" or said[3] == "True"


def test_there_is_no_fork_where_there_are_threads(tmp_path: Path) -> None:
    """What a thread holds at that moment, nobody would ever give back in the fork."""
    waits = (
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )

    assert run(tmp_path, "thread", before=waits).startswith("forked: None\nTrue")
