"""A large text on standard input: its first page is there before all of it is understood."""

from pathlib import Path

from reader.library.catalogue import Catalogue
from reader.library.index import Index
from reader.library.sources import STANDARD_INPUT
from reader.library.state import State
from reader.session.session import Session
from reader.text.document import Stage

SENTENCE = "天下着很大的雨，我们在渡口等了很久，船还没有来，谁也没有说一句话。\n"
CHAPTERS = "雨中渡口\n" + "".join(f"第{n}章 渡口\n{SENTENCE * 8}" for n in range(1, 41))
ESSAYS = "渡口散文（3篇）\n" + "".join(f"篇{n}：雨{n}\n{SENTENCE * 40}" for n in "一二三")


def session_on(text: str, large: int = 2_000) -> Session:
    """A session that was given *text*; *large* bytes are many for it."""
    catalogue = Catalogue([], Index(None), large=large)
    return Session(State(), [], catalogue, given={STANDARD_INPUT: text.encode()})


def test_the_head_is_there_at_once_and_the_rest_later() -> None:
    """As of a file; and what is known in the end is what is known of it read whole."""
    session = session_on(CHAPTERS)
    small = session_on(CHAPTERS, large=1_000_000)
    whole = small.open(small.recall()[0])

    reading = session.open(session.recall(at_once=True)[0], at_once=True)
    assert reading.is_head
    session.stages.deepen(reading, Stage.UNDERSTOOD)
    found = session.stages.renewed(reading, 0)

    assert found is not None
    assert found[0].view.text() == whole.view.text()
    assert found[0].view.sections == whole.view.sections
    assert found[0].essay == whole.essay


def test_a_command_has_all_its_essays() -> None:
    """Who does not ask for a first page waits until the essays are told apart."""
    session = session_on(ESSAYS)

    titles = [essay.title for essay in session.recall()]

    assert len(titles) == 3


def test_the_list_has_all_its_essays_when_they_are_known() -> None:
    """A scan behind the page shows what it has become."""
    session = session_on(ESSAYS)
    (first,) = session.recall(at_once=True)
    reading = session.open(first, at_once=True)

    session.stages.deepen(reading, Stage.UNDERSTOOD)
    session.scan()

    assert [essay.ordinal for essay in session.essays] == [0, 1, 2]
    assert {essay.path for essay in session.essays} == {Path("-")}
