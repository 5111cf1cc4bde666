"""The library on disk: what is found, read again only where it changed, and never forgotten rashly."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.library.catalogue import Catalogue, parse
from reader.library.essay import Essay, essay_id
from reader.library.index import Index
from reader.library.sources import Root
from reader.library.walk import Progress
from tests.shelves import write

PAIR = """\
两位邻居
（2篇）
两位邻居
楼下的老陈修了四十年的鞋。他说，鞋底会说话，走路重的人和走路轻的人，磨的地方不一样。
冬天有一只小炉子，炉子上总煨着一壶茶。

两位邻居2
楼上的周老师教了三十年的数学，她的窗台上有十一盆薄荷。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a small library."""
    folder = tmp_path / "library"
    write(folder / "1.txt")
    write(folder / "2.md", "# Rain\n\nIt rained, and nobody was in the street.\n")
    return folder


def change_unnoticed(path: Path) -> None:
    """Change a source but neither its size nor its time: who reads it again finds another title."""
    status = path.stat()
    path.write_bytes(
        path.read_bytes().replace("雨".encode(), "雪".encode()).replace(b"Rain", b"Snow")
    )
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def catalogue(index: Index, *paths: Path) -> Catalogue:
    """A catalogue of some roots."""
    return Catalogue([Root.at(path) for path in paths], index)


def titles(essays: Sequence[Essay]) -> list[str]:
    """What the essays are called."""
    return [essay.title for essay in essays]


def test_a_scan_finds_the_essays_of_all_roots(index: Index, folder: Path, tmp_path: Path) -> None:
    """In the order of the roots; a source in two of them is found in the first."""
    other = write(tmp_path / "other.txt", "雪\n\n下雪了，街上没有人。\n")

    scan = catalogue(index, other, folder, folder / "2.md").scan()

    assert titles(scan.essays) == ["雪", "雨", "Rain"]
    assert scan.complaints == ()


def test_an_essay_is_known_by_where_it_lies(index: Index, folder: Path) -> None:
    """Its id is that of its file alone, so the text and the title may change."""
    before = catalogue(index, folder).scan().essays[0]
    write(folder / "1.txt", "大雨\n\n下大雨了。\n")

    after = catalogue(index, folder).scan().essays[0]

    assert (before.title, after.title) == ("雨", "大雨")
    assert before.id == after.id == essay_id((folder / "1.txt").resolve().as_posix())


# Incremental.


def test_only_what_has_changed_is_read_again(index: Index, folder: Path) -> None:
    """By its size and time, a file is as it was."""
    first = catalogue(index, folder).scan()
    change_unnoticed(folder / "1.txt")
    change_unnoticed(folder / "2.md")
    assert catalogue(index, folder).scan() == first

    write(folder / "1.txt", "大雨\n\n下大雨了。\n")

    assert titles(catalogue(index, folder).scan().essays) == ["大雨", "Rain"]


def test_the_index_answers_without_a_look_at_the_sources(index: Index, folder: Path) -> None:
    """As the last scan found them, in the same order; before the first, nothing."""
    fresh = catalogue(index, folder)
    assert fresh.known() == ()
    scanned = fresh.scan().essays

    (folder / "1.txt").unlink()

    assert catalogue(index, folder).known() == scanned


def test_what_has_vanished_is_forgotten(index: Index, folder: Path) -> None:
    """At the next scan, also from the index."""
    catalogue(index, folder).scan()
    (folder / "1.txt").unlink()

    assert titles(catalogue(index, folder).scan().essays) == ["Rain"]
    assert titles(catalogue(index, folder).known()) == ["Rain"]


def test_what_vanishes_while_a_scan_goes_on_is_told(index: Index, folder: Path) -> None:
    """Between the look at a folder and the reading of its files; the others are found."""
    gone = folder / "2.md"

    def hear(progress: Progress) -> None:
        gone.unlink(missing_ok=True)

    said = catalogue(index, folder).scan(hear).complaints

    assert titles(catalogue(index, folder).known()) == ["雨"]
    assert said == (f"{gone}: cannot be read (No such file or directory).",)


def test_a_root_that_is_not_there_keeps_its_essays(index: Index, folder: Path) -> None:
    """A disk that is not plugged in is said so; when it is back, nothing is read again."""
    catalogue(index, folder).scan()
    away = folder.rename(folder.with_name("away"))

    scan = catalogue(index, folder).scan()

    assert titles(scan.essays) == ["雨", "Rain"]
    assert [root.path for root in scan.absent] == [folder]
    assert scan.complaints == (f"{folder} is not there now.",)
    assert titles(catalogue(index, folder).known()) == ["雨", "Rain"]
    away.rename(folder)


def test_essays_of_other_roots_stay_in_the_index(index: Index, folder: Path) -> None:
    """Opening one file by name forgets nothing of the library."""
    catalogue(index, folder).scan()

    catalogue(index, folder / "1.txt").scan()

    assert titles(catalogue(index, folder).known()) == ["雨", "Rain"]


def test_one_source_that_cannot_be_read_costs_no_other(index: Index, folder: Path) -> None:
    """It is complained about, and no longer in the list."""
    catalogue(index, folder).scan()
    (folder / "1.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)

    scan = catalogue(index, folder).scan()

    assert titles(scan.essays) == ["Rain"]
    assert len(scan.complaints) == 1
    assert scan.complaints[0].startswith(f"{folder}/1.txt is a program")
    assert titles(catalogue(index, folder).known()) == ["Rain"]


def test_progress_is_told(index: Index, folder: Path) -> None:
    """Sources and essays, so far: as often as there is time, but each step at least once."""
    told: list[Progress] = []
    write(folder / "3.txt", PAIR)

    catalogue(index, folder).scan(told.append)

    steps = dict.fromkeys((each.done, each.found) for each in told if each.essays)
    assert list(steps) == [(1, 1), (2, 2), (3, 4)]


def test_the_same_text_through_another_root_has_other_ids(index: Index, folder: Path) -> None:
    """Ids of the shipped essays do not depend on where they lie; both are right."""
    plain = catalogue(index, folder).scan().essays
    keyed = Catalogue([Root.at(folder, "shipped")], index)

    assert keyed.known() == ()
    shipped = keyed.scan().essays

    assert titles(shipped) == titles(plain)
    assert {essay.id for essay in shipped} & {essay.id for essay in plain} == set()


# What `library.yaml` says.


def test_a_folder_describes_its_files(index: Index, folder: Path) -> None:
    """Title, author, date, tags; what is not said is as the source has it."""
    write(folder / "library.yaml", "essays:\n  1.txt: {title: 大雨, author: 我, tags: [水]}\n")

    essay = catalogue(index, folder).scan().essays[0]

    assert (essay.title, essay.author, essay.date, essay.tags) == ("大雨", "我", "", ("水",))


def test_an_edit_of_the_description_holds_at_once(index: Index, folder: Path) -> None:
    """Also for what the index remembers; no source is read for it."""
    path = write(folder / "library.yaml", "essays:\n  1.txt: {title: 大雨}\n")
    catalogue(index, folder).scan()
    change_unnoticed(folder / "2.md")

    path.write_text("essays:\n  1.txt: {title: 小雨}\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))

    assert titles(catalogue(index, folder).known()) == ["小雨", "Rain"]
    assert titles(catalogue(index, folder).scan().essays) == ["小雨", "Rain"]


def test_a_source_is_read_again_when_it_is_to_be_read_in_another_way(
    index: Index, folder: Path
) -> None:
    """The file is what it was; what its folder says of it is not."""
    write(folder / "1.txt", PAIR)
    assert len(catalogue(index, folder).scan().essays) == 3

    write(folder / "library.yaml", "essays:\n  1.txt:\n    essays: one\n")

    assert len(catalogue(index, folder).scan().essays) == 2
    assert len(catalogue(index, folder).known()) == 2


def test_a_collection_has_its_titles_from_its_text(index: Index, folder: Path) -> None:
    """One title in the list would name all of its essays alike; the author is that of all."""
    write(folder / "3.txt", PAIR)
    write(folder / "library.yaml", "essays:\n  3.txt: {title: 两篇, author: 我}\n")

    essays = catalogue(index, folder / "3.txt").scan().essays

    assert titles(essays) == ["两位邻居", "两位邻居2"]
    assert {essay.author for essay in essays} == {"我"}


def test_the_nearest_description_counts(index: Index, folder: Path) -> None:
    """A folder may speak of files in folders below, unless they speak for themselves."""
    write(folder / "old/3.txt")
    write(folder / "old/4.txt")
    write(folder / "library.yaml", "essays:\n  old/3.txt: {title: A}\n  old/4.txt: {title: B}\n")
    write(folder / "old/library.yaml", "essays:\n  4.txt: {title: C}\n")

    assert titles(catalogue(index, folder).scan().essays) == ["雨", "Rain", "A", "C"]


def test_a_folder_orders_its_files(index: Index, folder: Path, tmp_path: Path) -> None:
    """Those with an order first, the others behind them; other folders and roots stay apart."""
    write(folder / "old/a.txt", "甲\n\n甲乙丙。\n")
    write(folder / "old/b.txt", "乙\n\n甲乙丙。\n")
    write(folder / "old/library.yaml", "essays:\n  b.txt: {order: 1}\n")
    write(folder / "library.yaml", "essays:\n  2.md: {order: 1}\n")
    first = write(tmp_path / "first/z.txt", "丙\n\n甲乙丙。\n").parent

    essays = catalogue(index, first, folder).scan().essays

    assert titles(essays) == ["丙", "Rain", "雨", "乙", "甲"]
    assert catalogue(index, first, folder).known() == essays


def test_every_description_is_complained_about_once(index: Index, folder: Path) -> None:
    """At each scan, in folders below too."""
    write(folder / "library.yaml", "essays:\n  1.txt: {order: first}\n")
    write(folder / "old/3.txt")
    write(folder / "old/4.txt")
    write(folder / "old/library.yaml", "- 3.txt\n")

    for _scan in range(2):
        complaints = catalogue(index, folder).scan().complaints
        assert complaints == (
            f"{folder}/library.yaml, line 2: `order` is not a number: first.",
            f"{folder}/old/library.yaml, line 1: expected `name: value` lines.",
        )


# Parsing.


def test_a_source_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    """With its name."""
    with pytest.raises(SourceError, match=r"nowhere\.txt: there is no such file"):
        parse(tmp_path / "nowhere.txt")


def test_a_source_alone_is_kept_in_no_index(tmp_path: Path) -> None:
    """It is read at each look; what is known of it stays while it is away."""
    path = write(tmp_path / "1.txt")
    write(tmp_path / "2.txt")
    (tmp_path / "library.yaml").write_text("essays: {1.txt: {author: 某人}}\n", encoding="utf-8")
    index = Index(tmp_path / "cache" / "index.sqlite3")
    alone = Catalogue([Root.at(path)], index, is_alone=True)

    first = alone.scan()
    write(path, "雪\n\n下雪了，街上没有人。\n")
    again = alone.scan()
    path.unlink()
    away = alone.scan()

    assert [(each.title, each.author) for each in first.essays] == [("雨", "某人")]
    assert [each.title for each in again.essays] == ["雪"]
    assert list(away.essays) == list(again.essays)
    assert [root.path for root in away.absent] == [path]
    assert not (tmp_path / "cache").exists()
