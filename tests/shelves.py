"""Sessions for tests: a folder of sources, and a reader who has them at hand."""

from collections.abc import Mapping
from pathlib import Path

from reader.library.catalogue import Catalogue
from reader.library.essay import Essay
from reader.library.index import Index
from reader.library.sources import Root
from reader.library.state import State
from reader.session.reading import Reading
from reader.session.session import Session

ROAD = """# 长路

天亮了。他出门，走了很久。路上没有人。

树下有一口井。水很凉。

## 第二段

##paidbegin##这一段要付钱。##paidend##

天黑了。他回家。
"""
"""One short essay, a paragraph of it paid."""

SEASONS = {
    "spring.txt": "春天的街\n\n作者：周明\n\n2021-03-02\n\n街上的树先醒，人后醒。\n",
    "autumn.txt": "秋天的井\n\n作者：李禾\n\n2023-10-08\n\n井水比人凉得早。\n",
    "winter.txt": "冬天的灯\n\n作者：周明\n\n2023-12-21\n\n灯亮得早，天黑得也早。\n",
}
"""Three short essays by two authors, by the names of their files."""
NEIGHBOURS = """两位邻居
（2篇）
两位邻居
楼下的老陈修了四十年的鞋。他说，鞋底会说话，走路重的人和走路轻的人，磨的地方不一样。
一、鞋摊
鞋摊在楼梯口，冬天有一只小炉子。
##paidbegin##二、炉子
炉子上总煨着一壶茶。秘密的茶叶来自福建。
三、茶
茶凉了，他就收摊。

两位邻居2
楼上的周老师教了三十年的数学。
她的窗台上有十一盆薄荷。
##paidend##
"""
"""A collection of two short essays, paid from the middle of the first to the end of the second."""


def write(path: Path, text: str = "雨\n\n下雨了，街上没有人。\n") -> Path:
    """Write a source, and the folders around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def session(
    *roots: Path,
    state: State | None = None,
    given: Mapping[Path, bytes] | None = None,
    defaults: Mapping[str, object] | None = None,
) -> Session:
    """A session that has scanned some roots; its index is forgotten with it."""
    found = [Root.at(root) for root in roots]
    catalogue = Catalogue(found, Index(None))
    sitting = Session(state or State(), found, catalogue, given=given, defaults=defaults)
    sitting.scan()
    return sitting


def again(before: Session) -> Session:
    """The next start: the same state and roots, and nothing else."""
    return session(*(root.path for root in before.roots), state=before.state)


def called(session: Session, title: str) -> Essay:
    """The essay with a title."""
    return next(essay for essay in session.essays if essay.title == title)


def opened(session: Session, title: str) -> Reading:
    """The essay with a title, open."""
    return session.open(called(session, title))


def offset_of(reading: Reading, words: str) -> int:
    """Where words stand in an essay all of whose regions are thought open."""
    ids = frozenset(region.id for region in reading.view.regions)
    return reading.through(ids).view.text().index(words)
