"""`reader outline`: an essay's sections, its paid regions and how many bookmarks are where."""

from collections import Counter
from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import print_json
from reader.cli.regions import Numbered, numbered
from reader.session.reading import Reading
from reader.text import clean
from reader.text.document import Section
from reader.text.view import View


def outline(asked: Asked) -> int:
    """Print the sections of what ESSAY names, as a tree."""
    with library(asked) as opened:
        essays = essays_named(opened, asked.word("ESSAY") or "")
        readings = [opened.session.open(essay) for essay in essays]
    regions = list(numbered(readings))
    if asked.has("--json"):
        print_json({"essays": [_data(reading, regions) for reading in readings]})
        return 0
    for number, reading in enumerate(readings):
        if number:
            print()
        _print(reading, [region for region in regions if region.reading is reading])
    return 0


def section_data(view: View, section: Section) -> dict[str, Any]:
    """A section as JSON has it: *parent* is an index into the essay's sections."""
    return {
        "level": section.level,
        "title": section.title,
        "start": section.start,
        "end": section.end,
        "parent": section.parent,
        "paid": view.region_at(section.start) is not None,
        "closed": view.closed_region_at(section.start) is not None,
    }


def _print(reading: Reading, regions: list[Numbered]) -> None:
    view, kept = reading.view, _kept(reading)
    print(f"{clean.line(view.title)}  {reading.essay.id}{_signs(view, regions, kept, None)}")
    for index, section in enumerate(view.sections):
        shift = "  " * _depth(view, index)
        print(f"{shift}{clean.line(section.title)}{_signs(view, regions, kept, index)}")


def _kept(reading: Reading) -> Counter[int | None]:
    """How many bookmarks are in each section, by its index; None: before the first."""
    return Counter(
        reading.view.section_at(found.start) for found in reading.marks if found.how != "lost"
    )


def _signs(
    view: View, regions: list[Numbered], kept: Counter[int | None], section: int | None
) -> str:
    """The regions that a section is in or that begin in it, and its bookmarks: `  🔒1 ⚑2`."""
    signs = [
        ("🔓" if region.is_open else "🔒") + str(region.number)
        for region in regions
        if view.section_at(region.region.start) == section
        or (section is not None and _holds(region, view.sections[section].start))
    ]
    if kept[section]:
        signs.append(f"⚑{kept[section]}")
    return "  " + " ".join(signs) if signs else ""


def _holds(region: Numbered, offset: int) -> bool:
    return region.region.start <= offset < region.region.end


def _depth(view: View, index: int) -> int:
    """How many sections stand around one, itself included."""
    depth = 0
    around: int | None = index
    while around is not None:
        depth += 1
        around = view.sections[around].parent
    return depth


def _data(reading: Reading, regions: list[Numbered]) -> dict[str, Any]:
    view, kept = reading.view, _kept(reading)
    return {
        "id": reading.essay.id,
        "title": view.title,
        "end": view.end,
        "sections": [
            {**section_data(view, section), "bookmarks": kept[index]}
            for index, section in enumerate(view.sections)
        ],
        "regions": [region.data for region in regions if region.reading is reading],
    }
