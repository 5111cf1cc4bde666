"""YAML as people write it, and as people get it wrong."""

from pathlib import Path

import pytest

from reader.library.yamlfile import DEEPEST, LARGEST, Entry, YamlError, mapping


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a test."""
    return tmp_path / "library.yaml"


def refused(path: Path, text: str) -> str:
    """What is said of a file that cannot be used, without its name."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(YamlError) as error:
        mapping(path)
    said = str(error.value)
    assert said.startswith(str(path))
    return said.removeprefix(str(path))


def test_entries_know_their_lines(path: Path) -> None:
    """Nested mappings are entries again; every scalar is a string, nothing is None."""
    path.write_text("a: 1\nb:\n  c: [x, 2]\n  d: yes\ne:\nf: ''\n", encoding="utf-8")

    assert mapping(path) == [
        Entry("a", "1", 1),
        Entry("b", (Entry("c", ["x", "2"], 3), Entry("d", "yes", 4)), 2),
        Entry("e", None, 5),
        Entry("f", "", 6),
    ]


def test_an_empty_file_says_nothing(path: Path) -> None:
    """Nor do comments."""
    for text in ("", "# nothing\n", "---\n", "~\n"):
        path.write_text(text, encoding="utf-8")
        assert mapping(path) == []


def test_what_is_no_mapping_is_refused(path: Path) -> None:
    """With the line, and what was expected."""
    assert refused(path, "# essays\n- a\n- b\n") == ", line 2: expected `name: value` lines."
    assert refused(path, "just words\n") == ", line 1: expected `name: value` lines."


def test_what_is_no_yaml_is_refused(path: Path) -> None:
    """An open bracket or quote, a tab, an unreadable character: the line is named."""
    assert refused(path, "a: 1\nb: [1, 2\nc: 3\n").startswith(", line 3: not YAML: ")
    assert refused(path, 'a: "never closed\n').startswith(", line 2: not YAML: ")
    assert refused(path, "a:\n\t- b\n").startswith(", line 2: not YAML: ")
    assert ": not YAML: " in refused(path, "a: \x00\n")


def test_bytes_that_are_no_text_are_refused(path: Path) -> None:
    """A file in another encoding is named, not misread."""
    path.write_bytes("a: 学会".encode("gb18030"))

    with pytest.raises(YamlError, match="not YAML"):
        mapping(path)


def test_tags_do_nothing(path: Path) -> None:
    """Nothing of Python is ever constructed."""
    path.write_text("a: !!python/object/apply:os.system [echo]\nb: !!int x\n", encoding="utf-8")

    assert mapping(path) == [Entry("a", ["echo"], 1), Entry("b", "x", 2)]


def test_an_alias_is_refused_where_it_stands(path: Path) -> None:
    """So a file cannot grow when it is read."""
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{last}, *{last}]\n"
        for last, name in zip("abcdefg", "bcdefgh", strict=True)
    )

    assert refused(path, bomb) == ", line 2: aliases (*name) are not allowed here."


def test_a_second_document_is_refused(path: Path) -> None:
    """Half of a file is never taken for all of it."""
    assert refused(path, "a: 1\n---\nb: 2\n").startswith(", line 2: ")


def test_a_name_is_a_word(path: Path) -> None:
    """Lists and mappings name nothing."""
    assert refused(path, "{a: b}: c\n") == (
        ", line 1: a name was expected here, not a list or a mapping."
    )


def test_a_file_is_no_deeper_than_a_person_nests(path: Path) -> None:
    """Neither a hundred brackets nor a megabyte of them."""
    for depth in (DEEPEST + 1, 100, 1_000_000):
        said = refused(path, "a: " + "[" * depth)
        assert said == f", line 1: nested deeper than {DEEPEST} levels."


def test_a_giant_file_is_not_read(path: Path) -> None:
    """What people write is smaller."""
    path.write_bytes(b"#" * (LARGEST + 1))

    with pytest.raises(YamlError, match="line 1: the file is larger than"):
        mapping(path)


def test_an_unreadable_file_is_named(path: Path) -> None:
    """With the system's reason: here, a link that leads to itself."""
    path.symlink_to(path)

    with pytest.raises(YamlError, match=r"cannot be read \(Too many levels"):
        mapping(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The message says why it cannot be read."""
    with pytest.raises(YamlError, match=r"cannot be read \(Is a directory\)"):
        mapping(tmp_path)
