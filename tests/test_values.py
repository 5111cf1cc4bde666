"""Values: what Python's dataclasses do, ours do too."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import pytest

from reader.values import NamedTuple, dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Leaf:
    """A frozen value with slots."""

    name: str
    size: int = 3
    marks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def double(self) -> int:
        """Twice the size."""
        return 2 * self.size


@dataclass(frozen=True)
class Stem:
    """A frozen value that remembers what it worked out."""

    leaf: Leaf
    hidden: str = field(default="h", repr=False)
    beside: str = field(default="b", compare=False)
    limit: ClassVar[int] = 7

    @cached_property
    def length(self) -> int:
        """The length of the leaf's name."""
        return len(self.leaf.name)


@dataclass(frozen=True, eq=False)
class Lone:
    """A value that is equal to itself alone."""

    name: str = ""


@dataclass
class Pot:
    """A value that may be changed."""

    stems: list[Stem] = field(default_factory=list)
    label: str = ""


def twin(kind: type) -> type:
    """The same class, made by Python's own module."""
    body = {
        "__annotations__": {"name": str, "size": int, "marks": Mapping},
        "size": 3,
        "marks": dataclasses.field(default_factory=dict),
        "__qualname__": kind.__qualname__,
    }
    return dataclasses.dataclass(frozen=True, slots=True)(type(kind.__name__, (), body))


def test_instances_are_made_as_by_the_original() -> None:
    """Values by place and by name, defaults, a new default of each instance's own, and the same complaints."""
    original = twin(Leaf)

    assert repr(Leaf("a")) == repr(original("a")) == "Leaf(name='a', size=3, marks={})"
    assert repr(Leaf("a", marks={"x": 1})) == repr(original("a", marks={"x": 1}))
    assert Leaf("a").marks is not Leaf("a").marks
    assert Leaf("a", 4).double == 8
    with pytest.raises(TypeError, match="missing 1 required"):
        Leaf()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="from 2 to 4 positional"):
        Leaf("a", 1, {}, 2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="multiple values for argument 'name'"):
        Leaf("a", name="b")  # type: ignore[misc]
    with pytest.raises(TypeError, match="unexpected keyword"):
        Leaf("a", colour=1)  # type: ignore[call-arg]
    assert [Leaf(str(n)).name for n in range(100)] == [str(n) for n in range(100)]
    assert [*inspect.signature(Leaf("a").__init__).parameters] == ["name", "size", "marks"]  # type: ignore[misc]


def test_values_are_compared_by_their_fields() -> None:
    """Equal values have equal hashes; another class is another value; some fields do not count."""
    assert Leaf("a") == Leaf("a", 3) != Leaf("a", 4)
    other: object = ("a", 3, {})
    assert Leaf("a") != other
    assert hash(Stem(Leaf("a", 3, ()))) == hash(Stem(Leaf("a", 3, ()), beside="other"))  # type: ignore[arg-type]
    assert Stem(Leaf("a"), beside="x") == Stem(Leaf("a"), beside="y") != Stem(Leaf("a"), hidden="x")
    assert Lone() != Lone()
    assert len({Lone(), Lone()}) == 2
    assert repr(Stem(Leaf("a"))) == "Stem(leaf=Leaf(name='a', size=3, marks={}), beside='b')"


def test_frozen_values_stay_what_they_are() -> None:
    """Setting and deleting are refused, with and without slots; what is worked out is still remembered."""
    for value in (Leaf("a"), Stem(Leaf("a"))):
        with pytest.raises(AttributeError, match="cannot be changed"):
            value.name = "b"  # type: ignore[misc,union-attr]
        with pytest.raises(AttributeError, match="cannot be changed"):
            del value.leaf  # type: ignore[union-attr]
    assert not hasattr(Leaf("a"), "__dict__")
    stem = Stem(Leaf("ab"))
    assert stem.length == 2 == stem.__dict__["length"]


def test_changeable_values_change_and_have_no_hash() -> None:
    """Each has a list of its own."""
    pot, other = Pot(), Pot()
    pot.stems.append(Stem(Leaf("a")))
    pot.label = "x"

    assert (len(pot.stems), other.stems, pot == other) == (1, [], False)
    with pytest.raises(TypeError):
        hash(pot)


def test_replacing_and_matching() -> None:
    """The others stay; patterns go by place."""
    assert replace(Leaf("a", 5), name="b") == Leaf("b", 5)
    with pytest.raises(TypeError):
        replace(Leaf("a"), colour=1)  # type: ignore[call-arg]
    match Leaf("a", 5):
        case Leaf(name, size):
            assert (name, size) == ("a", 5)


def test_pythons_own_functions_work_on_them() -> None:
    """Debuggers, tests and other libraries ask for fields in Python's way."""
    leaf = Leaf("a", 5, {"x": 1})

    assert dataclasses.is_dataclass(leaf)
    assert [each.name for each in dataclasses.fields(leaf)] == ["name", "size", "marks"]
    assert dataclasses.asdict(Stem(leaf))["leaf"] == {"name": "a", "size": 5, "marks": {"x": 1}}
    assert dataclasses.replace(leaf, size=6) == Leaf("a", 6, {"x": 1})
    assert copy.copy(Pot([], "x")) == Pot([], "x")


class Row(NamedTuple):
    """A named tuple of ours."""

    start: int
    end: int = 0
    name: "Unknown" = "row"  # type: ignore[name-defined] # noqa: F821 - what a field's type is, nobody asks

    @property
    def length(self) -> int:
        """From its start to its end."""
        return self.end - self.start

    def __str__(self) -> str:
        return f"{self.name}: {self!r}"


class One(NamedTuple):
    """A named tuple of one field."""

    only: int


def test_a_named_tuple_does_what_pythons_does() -> None:
    """Fields and defaults, methods of its own, comparing, matching, unpacking, copying, and what it says."""
    row = Row(2, end=5)

    assert (row.start, row.end, row.name, row.length) == (2, 5, "row", 3)
    assert row == Row._make([2, 5, "row"])
    assert tuple(row) == (2, 5, "row")
    assert hash(row) == hash((2, 5, "row"))
    assert row._replace(name="x") == Row(2, 5, "x")
    assert row._asdict() == {"start": 2, "end": 5, "name": "row"}
    assert repr(row) == "Row(start=2, end=5, name='row')"
    assert str(row) == f"row: {row!r}"
    assert copy.copy(row) == pickle.loads(pickle.dumps(row)) == row
    assert type(pickle.loads(pickle.dumps(row))) is Row
    assert not hasattr(row, "__dict__")
    assert (Row._fields, Row._field_defaults) == (
        ("start", "end", "name"),
        {"end": 0, "name": "row"},
    )
    assert str(inspect.signature(Row)) == "(start, end=0, name='row')"
    assert One(3) == (3,)
    match row:
        case Row(start, end):
            assert (start, end) == (2, 5)


def test_a_named_tuple_complains_as_pythons_does() -> None:
    """Of what is missing, too much, unknown, or out of order."""
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'start'"):
        Row()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Row(1, 2, "a", 4)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="unexpected field names"):
        Row(1)._replace(size=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Expected 3 arguments, got 1"):
        Row._make([1])
    with pytest.raises(AttributeError):
        Row(1).start = 2  # type: ignore[misc]
    with pytest.raises(TypeError, match="default"):

        class Wrong(NamedTuple):
            first: int = 1
            second: int  # type: ignore[misc]
