"""Images that stand in documents: their bytes out of books and saved pages, their colours cell by cell.

Nothing is fetched. What unpacks to too much is refused by the archive, what is too many pixels before
they are unpacked.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from reader.errors import Said, SourceError
from reader.formats.archive import Archive
from reader.formats.extras import extra
from reader.regex import regex
from reader.text import clean
from reader.values import dataclass

Color: TypeAlias = tuple[int, int, int]
"""Red, green, blue, from 0 to 255."""
_SHADES = " ░▒▓█"
LARGEST = 64 * 1024 * 1024
"""Bytes of an image that is opened."""
_MOST_PIXELS = 60_000_000
"""A page scanned at 800 dots an inch; four bytes for each of them are unpacked."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "PPM", "AVIF")
_BINARY = regex(
    rb"<binary\b[^<>]{0,300}?\bid\s*=\s*[\"']([^\"'<>]{1,300})[\"'][^<>]{0,300}>([^<]*)<",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Picture:
    """An image, made as small as it is to be shown."""

    width: int
    """In pixels, as what follows."""
    height: int
    """Even: two pixels make a cell."""
    pixels: bytes
    """Red, green and blue of each, row by row."""
    size: tuple[int, int]
    """Width and height of the image itself."""

    def runs(self, y: int) -> Iterator[tuple[int, Color, Color]]:
        """The cells of two rows of pixels, *y* and the one below: how many have which two colours."""
        count = 0
        last: tuple[Color, Color] | None = None
        for x in range(self.width):
            here = self._color(x, y), self._color(x, y + 1)
            if last is not None and here != last:
                yield count, *last
                count = 0
            last = here
            count += 1
        if last is not None:
            yield count, *last

    def shades(self, y: int) -> str:
        """The same cells without colours."""
        levels = (sum(self._color(x, y)) + sum(self._color(x, y + 1)) for x in range(self.width))
        return "".join(_SHADES[level * len(_SHADES) // (6 * 256)] for level in levels)

    def _color(self, x: int, y: int) -> Color:
        at = 3 * (y * self.width + x)
        red, green, blue = self.pixels[at : at + 3]
        return red, green, blue


def picture(
    data: bytes, name: str, columns: int, rows: int, ground: Color = (255, 255, 255)
) -> Picture:
    """The image *data*, which is called *name*, as it fits into *columns* × *rows* cells.

    A cell is two pixels, one above the other. It is never made larger than it is; where it can be
    seen through, *ground* is behind it. SourceError says why it cannot be shown.
    """
    pillow = extra("PIL.Image", name, Said("an image"), "images")
    from io import BytesIO

    shown = clean.line(name)
    try:
        image = pillow.open(BytesIO(data), formats=_FORMATS)
        size = image.size
        if size[0] * size[1] > _MOST_PIXELS:
            raise SourceError(
                Said(
                    "{name} has {width:,} × {height:,} pixels; it is not opened.",
                    name=shown,
                    width=size[0],
                    height=size[1],
                )
            )
        image.draft("RGB", (2 * columns, 4 * rows))
        image = extra("PIL.ImageOps", name, Said("an image"), "images").exif_transpose(image)
        size = size if (size[0] > size[1]) == (image.width > image.height) else size[::-1]
        share = min(columns / size[0], 2 * rows / size[1], 1.0)
        wide, high = max(1, round(size[0] * share)), max(2, round(size[1] * share / 2) * 2)
        image = image.convert("RGBA").resize((wide, high), reducing_gap=2.0)
        behind = pillow.new("RGBA", image.size, (*ground, 255))
        pixels = pillow.alpha_composite(behind, image).convert("RGB").tobytes()
    except SourceError:
        raise
    except Exception as error:  # Pillow lets out whatever a damaged image makes of it
        raise SourceError(
            Said(
                "{name} cannot be shown: it is damaged, or of a kind that is not known ({kind}).",
                name=shown,
                kind=type(error).__name__,
            )
        ) from None
    return Picture(wide, high, pixels, size)


def inside(data: bytes, name: str, address: str) -> bytes | None:
    """The image at *address* in the book, document or saved page *data*; None if it holds none there.

    SourceError says why it cannot be read.
    """
    if data.startswith(b"PK\x03\x04"):
        archive = Archive(data, name)
        path = archive.find(address)
        return archive.read(path) if path is not None else None
    if b"<FictionBook" in data[:4096]:
        return _in_fiction_book(data, address)
    if b"WebMainResource" in data[: 1 << 20] or data.startswith(b"bplist00"):
        from reader.formats.hypertext.webarchive import resource

        return resource(data, address)
    if (
        re.match(rb"(?:From|MIME|[\w-]+:)", data[:64])
        and b"multipart/related" in data[:4096].lower()
    ):
        from reader.formats.hypertext.mhtml import part

        return part(data, address)
    return None


def is_holding(data: bytes) -> bool:
    """Whether *data* is a document that holds its images."""
    return data.startswith((b"PK\x03\x04", b"bplist00")) or any(
        sign in data[:4096] for sign in (b"<FictionBook", b"multipart/related", b"WebMainResource")
    )


def _in_fiction_book(data: bytes, address: str) -> bytes | None:
    from base64 import b64decode
    from binascii import Error

    for match in _BINARY.finditer(data):
        if match[1].decode("utf-8", "replace") == address:
            try:
                return b64decode(match[2])
            except (Error, ValueError):
                return None
    return None
