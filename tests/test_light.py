"""What stands in for Python's own modules does what they do: remembering, contexts, imports of less."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from reader.contexts import closing, contextmanager, suppress
from reader.memo import cache, cached_property, lru_cache
from tests import starts

Manager = Callable[[Callable[..., Iterator[str]]], Callable[..., AbstractContextManager[str]]]
MANAGERS: list[Manager] = [contextmanager, contextlib.contextmanager]


@pytest.mark.parametrize("manager", MANAGERS)
def test_a_context_begins_and_ends(manager: Manager) -> None:
    """What it gives is what the generator yields; what stands behind that is done when the body has ended."""
    told: list[str] = []

    @manager
    def tea(leaf: str, *, cups: int) -> Iterator[str]:
        """A pot of tea."""
        told.append("boil")
        try:
            yield f"{leaf} for {cups}"
        finally:
            told.append("wash")

    with tea("black", cups=2) as said:
        told.append(said)
    with pytest.raises(KeyError), tea("green", cups=1):
        raise KeyError

    assert told == ["boil", "black for 2", "wash", "boil", "wash"]
    assert (tea.__name__, tea.__doc__) == ("tea", "A pot of tea.")


@pytest.mark.parametrize("manager", MANAGERS)
@pytest.mark.parametrize("raised", [ValueError, StopIteration, RuntimeError, KeyboardInterrupt])
def test_an_error_of_the_body_is_raised_where_the_generator_waits(
    manager: Manager, raised: type[BaseException]
) -> None:
    """It may be passed on, swallowed, or answered with another one; and it keeps its trace."""
    seen: list[type[BaseException]] = []

    @manager
    def passing() -> Iterator[str]:
        try:
            yield ""
        except BaseException as error:
            seen.append(type(error))
            raise

    @manager
    def swallowing() -> Iterator[str]:
        with suppress(BaseException):
            yield ""

    @manager
    def answering() -> Iterator[str]:
        try:
            yield ""
        except BaseException as error:
            raise LookupError("other") from error

    with pytest.raises(raised) as told, passing():
        raise raised("spilt")
    assert "spilt" in str(told.value)
    assert str(told.traceback[-1].path).endswith("test_light.py")
    with swallowing():
        raise raised
    with pytest.raises(LookupError, match="other"), answering():
        raise raised
    assert seen == [raised]


@pytest.mark.parametrize("manager", MANAGERS)
def test_a_generator_that_yields_twice_is_a_mistake(manager: Manager) -> None:
    """Whether the body raised something or not."""

    @manager
    def twice() -> Iterator[str]:
        with suppress(ValueError):
            yield ""
        yield ""

    with pytest.raises(RuntimeError, match="didn't stop"), twice():
        pass
    with pytest.raises(RuntimeError, match="didn't stop"), twice():
        raise ValueError


def test_errors_are_passed_over_and_things_closed() -> None:
    """Errors of these kinds alone; what is closed is closed whatever happens."""

    class Tin:
        is_closed = False

        def close(self) -> None:
            self.is_closed = True

    tin = Tin()
    with suppress(KeyError, ValueError):
        raise IndexError if tin.is_closed else KeyError
    with pytest.raises(IndexError), suppress(KeyError):
        raise IndexError
    with pytest.raises(KeyError), closing(tin) as opened:
        assert opened is tin
        raise KeyError
    assert tin.is_closed


def test_what_was_worked_out_once_is_remembered() -> None:
    """As much as is said, what was asked for last; a property until it is deleted."""
    asked: list[int] = []

    @lru_cache(2)
    def twice(number: int) -> int:
        """Twice the number."""
        asked.append(number)
        return 2 * number

    @cache
    def name() -> str:
        return "tea"

    class Cup:
        """A cup."""

        @cached_property
        def size(self) -> int:
            """Its size."""
            asked.append(0)
            return 7

    assert [twice(n) for n in (1, 2, 1, 3, 2)] == [2, 4, 2, 6, 4]
    assert asked == [1, 2, 3, 2]
    info = twice.cache_info()
    assert (info.hits, info.misses, info.maxsize, info.currsize) == (1, 4, 2, 2)
    twice.cache_clear()
    assert twice.cache_info().currsize == 0
    assert (twice.__name__, twice.__doc__) == ("twice", "Twice the number.")
    assert name() is name()
    cup = Cup()
    assert (cup.size, cup.size, asked.count(0)) == (7, 7, 1)
    del cup.size
    assert (cup.size, asked.count(0)) == (7, 2)
    assert isinstance(Cup.size, cached_property)
    assert Cup.size.__doc__ == "Its size."
    assert functools.cached_property is not type(Cup.size)


PROGRAM = """
import sys
from reader import light
light.import_what_starts_need()
from reader.light import array as arrays
early = {"re", "enum", "functools", "collections", "fnmatch", "ntpath", "urllib.parse"} & {*sys.modules}
import collections.abc, array, json, pathlib, re, functools, urllib.parse
assert arrays is array.array and isinstance(arrays("q"), collections.abc.MutableSequence)
here = pathlib.Path(sys.argv[1])
print(
    [module.__spec__ is not None for module in (re, functools, urllib.parse)],
    [found.name for found in here.glob("*e.t?t")],
    (here / "a b").as_uri() == "file://" + urllib.parse.quote(str(here / "a b")),
    pathlib.PurePath("tea.txt").match("*.TXT"), pathlib.PureWindowsPath("C:/tea").match("c:/T*"),
    pathlib.PureWindowsPath("C:\\\\a", "b").as_posix(),
    json.loads('\\n {"a": [1, 2.5, null, "\\\\u8336\\\\n"]} '), json.dumps({"b": "茶"}),
)
try:
    json.loads("[1,\\n x]")
except json.JSONDecodeError as error:
    print(error)
if sys.version_info < (3, 12):
    print(sorted(early))
"""


def test_what_is_imported_lightly_does_all_that_it_does(tmp_path: Path) -> None:
    """Patterns, addresses, paths of other systems, JSON and its complaints; and nobody else meets a stand-in."""
    (tmp_path / "tree.txt").touch()

    starts.run(tmp_path / "cache", PROGRAM, str(tmp_path))  # What compiles all patterns needs `re`.
    said = starts.run(tmp_path / "cache", PROGRAM, str(tmp_path)).splitlines()

    assert said[0] == (
        "[True, True, True] ['tree.txt'] True False True C:/a/b "
        """{'a': [1, 2.5, None, '茶\\n']} {"b": "\\u8336"}"""
    )
    assert said[1].startswith("Expecting value: line 2 column 2")
    assert said[2:] in ([], ["[]"])


MARKDOWN = """
import sys
from reader import light
light.import_what_starts_need()
from reader.formats import read
text = "# A\\n\\n[a b](<c d> 'e') &amp; `x`\\n\\n- [ ] f[^1]\\n\\n[^1]: g\\n\\n| h |\\n|---|\\n| i |\\n\\n<b>j</b>\\n"
document = read(text.encode(), "a.md").documents[0]
early = {"dataclasses", "inspect", "linkify_it", "logging", "urllib.parse"} & sys.modules.keys()
print([document.text[block.start:block.end] for block in document.blocks])
import dataclasses, logging, markdown_it, markdown_it.token
token = markdown_it.token.Token("a", "b", 0).copy(content="c")
print(logging.getLogger("markdown_it").level, token.as_dict()["content"])
print(markdown_it.MarkdownIt().render("*a*"), end="")
print(sorted(early))
"""


def test_markdown_is_read_without_what_it_would_be_rendered_with(tmp_path: Path) -> None:
    """Nothing is logged, linked or rendered; who asks for that gets it, and the real modules."""
    starts.run(tmp_path / "cache", MARKDOWN)
    said = starts.run(tmp_path / "cache", MARKDOWN).splitlines()

    assert said == [
        "['A', 'a b & x', 'f[1]', 'h\\ni', 'j', 'g']",
        "0 c",
        "<p><em>a</em></p>",
        "[]",
    ]
