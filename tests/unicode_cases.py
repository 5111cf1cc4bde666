"""The official tests of Unicode 17, as `tests/make_unicode_tables.py` packed them."""

import lzma
from pathlib import Path


def cases(name: str) -> list[tuple[str, list[int]]]:
    """The texts of the test *name* (`linebreak`, `cluster`), each with the places of its breaks.

    The end of the text is always one, its beginning never.
    """
    packed = Path(__file__).with_name(f"{name}_cases.txt.xz").read_bytes()
    found = []
    for line in lzma.decompress(packed).decode().splitlines():
        if line.startswith("#"):
            continue
        text, places = "", list[int]()
        for word in line.split():
            if word == "/":
                places.append(len(text))
            else:
                text += chr(int(word, 16))
        found.append((text, [place for place in places if place]))
    return found
