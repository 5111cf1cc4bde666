"""`reader outline`: an essay's sections, its paid regions and how many bookmarks are where."""

from typing import Any

from reader.cli.asked import Asked
from reader.cli.opening import essays_named, library
from reader.cli.printing import print_json
from reader.cli.regions import Numbered, numbered
from reader.session.reading import Reading
from reader.text import clean


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


def _print(reading: Reading, regions: list[Numbered]) -> None:
    view = reading.view
    print(f"{clean.line(view.title)}  {reading.essay.id}{_signs(reading, regions, None)}")
    for index, section in enumerate(view.sections):
        shift = "  " * _depth(reading, index)
        print(f"{shift}{clean.line(section.title)}{_signs(reading, regions, index)}")


def _signs(reading: Reading, regions: list[Numbered], section: int | None) -> str:
    """The regions that a section is in or that begin in it, and its bookmarks: `  🔒1 ⚑2`."""
    view = reading.view
    signs = [
        ("🔓" if region.is_open else "🔒") + str(region.number)
        for region in regions
        if view.section_at(region.region.start) == section
        or (section is not None and _holds(region, view.sections[section].start))
    ]
    marks = [f for f in reading.marks if f.how != "lost" and view.section_at(f.start) == section]
    if marks:
        signs.append(f"⚑{len(marks)}")
    return "  " + " ".join(signs) if signs else ""


def _holds(region: Numbered, offset: int) -> bool:
    return region.region.start <= offset < region.region.end


def _depth(reading: Reading, index: int) -> int:
    """How many sections stand around one, itself included."""
    depth, at = 0, index
    around: int | None = at
    while around is not None:
        depth += 1
        around = reading.view.sections[around].parent
    return depth


def _data(reading: Reading, regions: list[Numbered]) -> dict[str, Any]:
    view = reading.view
    return {
        "id": reading.essay.id,
        "title": view.title,
        "end": view.end,
        "sections": [
            {
                "level": section.level,
                "title": section.title,
                "start": section.start,
                "end": section.end,
                "parent": section.parent,
                "paid": view.region_at(section.start) is not None,
                "closed": view.closed_region_at(section.start) is not None,
                "bookmarks": sum(
                    found.how != "lost" and view.section_at(found.start) == index
                    for found in reading.marks
                ),
            }
            for index, section in enumerate(view.sections)
        ],
        "regions": [region.data for region in regions if region.reading is reading],
    }
