"""PDF → documents, by pypdf: the text that lies in it, page after page, understood as plain text.

A PDF knows no paragraphs, only lines; what stands at the same edge of most pages (a running title,
the page's number) is no part of the text. One that was scanned holds no text at all.
"""

from collections import Counter
from io import BytesIO
from typing import Any

from reader.errors import Said, SourceError
from reader.formats.extras import extra
from reader.formats.found import Found
from reader.formats.markers import unpaid, without_markers
from reader.formats.plaintext.reading import read_plain_text
from reader.regex import regex
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections
from reader.text.document import Oddity
from reader.values import replace

_MOST_PAGES = 5_000
_MOST_TEXT = 50_000_000
"""Code points."""
_NUMBER = regex(r"[\s\-–—·.]*(?:第?\s*\d{1,5}\s*页?|[ivxlc]{1,7})(?:\s*/\s*\d{1,5})?[\s\-–—·.]*")
_DIGITS = regex(r"\d+")
_EDGE = 2
"""Lines from the top and the bottom of a page that may be said on every page."""
_OFTEN = 0.4
"""The share of the pages on which a line must stand to be a running title."""


def read_pdf(data: bytes, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essays of a PDF with a text layer. SourceError says why it cannot be read."""
    pypdf = extra("pypdf", name, Said("a PDF document"), "pdf")
    shown = clean.line(name)
    odd: list[Oddity] = []
    try:
        pdf = pypdf.PdfReader(BytesIO(data), strict=False)
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise SourceError(
                Said("{name} is locked with a password; an unlocked copy is needed.", name=shown)
            )
        pages = _pages(pdf, odd)
        title, author = _said(pdf)
    except SourceError:
        raise
    except Exception as error:  # pypdf lets out whatever a damaged file makes of it
        raise SourceError(
            Said(
                "{name} cannot be read as PDF ({kind}); a whole copy is needed.",
                name=shown,
                kind=type(error).__name__,
            )
        ) from None
    if not any(page.strip() for page in pages):
        raise SourceError(
            Said(
                "{name} holds images of pages, no text; it would need text recognition.", name=shown
            )
        )
    text = "\n".join(_without_edges(pages))
    source = without_markers(text)
    documents = read_plain_text(source, title or stem, corrections)
    if len(documents) == 1 and author and not documents[0].author:
        documents = [replace(documents[0], author=author)]
    return Found("pdf", documents, text, [*source.oddities, *odd])


def _pages(pdf: Any, odd: list[Oddity]) -> list[str]:
    """The text of each page."""
    found: list[str] = []
    size = 0
    for number, page in enumerate(pdf.pages):
        if number >= _MOST_PAGES or size > _MOST_TEXT:
            odd.append(Oddity(1, Said("Only the first {number:,} pages are read.", number=number)))
            break
        try:
            text = page.extract_text()
        except Exception:  # as above; the other pages may be whole
            odd.append(Oddity(1, Said("Page {number} cannot be read.", number=number + 1)))
            text = ""
        text = "".join(c if c < "\ud800" or c > "\udfff" else "\ufffd" for c in text)
        found.append(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
        size += len(text)
    return found


def _said(pdf: Any) -> tuple[str, str]:
    """Title and author, if the file names them."""
    metadata = pdf.metadata
    if metadata is None:
        return "", ""
    title, author = (
        unpaid(clean.line(str(each or ""))) for each in (metadata.title, metadata.author)
    )
    is_file = title.lower().endswith((".doc", ".docx", ".pdf", ".indd", ".tex", ".dvi"))
    return "" if is_file or title.startswith("Microsoft") or title == "untitled" else title, author


def _without_edges(pages: list[str]) -> list[str]:
    """The pages without running titles and page numbers."""
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    counts = Counter(_alike(line) for page in lines for line in {*page[:_EDGE], *page[-_EDGE:]})
    often = max(3, _OFTEN * len(pages))

    def is_edge(line: str) -> bool:
        return _NUMBER.fullmatch(line) is not None or counts[_alike(line)] >= often

    for page in lines:
        for _ in range(_EDGE):
            if page and is_edge(page[0]):
                del page[0]
            if page and is_edge(page[-1]):
                del page[-1]
    return ["\n".join(page) for page in lines]


def _alike(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))
