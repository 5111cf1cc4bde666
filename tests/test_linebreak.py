"""Line breaking against the official test, and what the tailorings change."""

import lzma
from pathlib import Path

from reader.text.linebreak import breaks

CASES = Path(__file__).with_name("linebreak_cases.txt.xz")


def cases() -> list[tuple[str, list[int]]]:
    """The official test's texts, each with the places where its lines may end."""
    found = []
    for line in lzma.decompress(CASES.read_bytes()).decode().splitlines():
        text, places = "", []
        for word in line.split():
            if word == "/":
                places.append(len(text))
            else:
                text += chr(int(word, 16))
        found.append((text, places))
    return found


def test_the_official_test_passes_whole() -> None:
    """All 19,338 cases of Unicode 17's LineBreakTest come out as given."""
    official = cases()

    wrong = [(text, breaks(text), places) for text, places in official if breaks(text) != places]

    assert len(official) == 19_338
    assert wrong == []
