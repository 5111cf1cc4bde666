"""Enumerations: what Python's do, ours do too."""

import copy
import enum
import json
import pickle

import pytest

from reader.enums import Enum, IntEnum, StrEnum


class Leaf(StrEnum):
    """An enumeration of texts."""

    GREEN = "green"
    BLACK = "black"
    """What a member is, stands below it."""
    DARK = "black"

    @property
    def is_dark(self) -> bool:
        """Whether it is black."""
        return self is Leaf.BLACK


class Heat(IntEnum):
    """An enumeration of numbers."""

    WARM = 60
    HOT = 95


class Pot(Enum):
    """An enumeration of anything."""

    CLAY = ("clay", 1)
    IRON = ("iron", 2)


class Original(enum.StrEnum):
    """The same, by Python's own."""

    GREEN = "green"
    BLACK = "black"
    DARK = "black"


def test_members_are_values_with_names() -> None:
    """Each has its name and value, and of those with one value there is one."""
    assert (Leaf.BLACK.name, Leaf.BLACK.value) == ("BLACK", "black")
    also, plain, pair = (Leaf["DARK"], str(Leaf.GREEN), ("clay", 1))
    assert also is Leaf.BLACK
    assert plain == Leaf.GREEN
    assert Heat.HOT > Heat.WARM == int("60")
    assert Pot.CLAY.value == pair
    assert pair not in list[object](Pot)
    assert Leaf.BLACK.is_dark
    assert isinstance(Leaf.GREEN, Leaf)
    assert plain in {Leaf.GREEN: 1}


def test_they_are_found_by_value_and_by_name() -> None:
    """What is none is refused, as by Python's own."""
    assert Leaf("black") is Leaf(Leaf.BLACK) is Leaf["DARK"] is Leaf.BLACK
    assert Heat(95) is Heat.HOT
    assert [*Leaf] == [*Original] == ["green", "black"]
    assert [*Leaf.__members__] == [*Original.__members__]
    assert len(Leaf) == 2
    assert Leaf.GREEN in Leaf
    for kind in (Leaf, Original):
        with pytest.raises(ValueError, match=f"'red' is not a valid {kind.__name__}"):
            kind("red")
        with pytest.raises(KeyError):
            kind["RED"]
        with pytest.raises(AttributeError, match="cannot reassign member 'GREEN'"):
            kind.GREEN = "x"  # type: ignore[misc]


def test_they_say_what_they_are() -> None:
    """Texts and numbers print as such; what is shown to a programmer names the member."""
    assert (str(Leaf.GREEN), f"{Leaf.GREEN:>6}") == ("green", " green")
    assert (str(Heat.HOT), f"{Heat.HOT:04}", json.dumps([Heat.HOT, Leaf.GREEN])) == (
        "95",
        "0095",
        '[95, "green"]',
    )
    assert str(Pot.CLAY) == "Pot.CLAY"
    assert repr(Original.GREEN).replace("Original", "Leaf") == repr(Leaf.GREEN)
    assert repr(Heat.HOT) == "<Heat.HOT: 95>"
    assert repr(Leaf) == "<enum 'Leaf'>"


def test_a_copy_is_the_member_itself() -> None:
    """Also one that comes out of a file."""
    for member in (Leaf.GREEN, Heat.HOT, Pot.IRON):
        assert copy.copy(member) is member
        assert copy.deepcopy(member) is member
        assert pickle.loads(pickle.dumps(member)) is member


def test_patterns_match_them() -> None:
    """As values that stand for themselves."""
    match Heat(60):
        case Heat.HOT:
            found = "hot"
        case Heat.WARM:
            found = "warm"

    assert found == "warm"
