"""The laws that every document keeps, whatever it was read from."""

import re
import unicodedata
from itertools import pairwise

from reader.formats import Parsed
from reader.text.document import Document, Kind


def check(parsed: Parsed) -> None:
    """Assert the laws for all of *parsed*."""
    assert parsed.documents
    assert "\r" not in parsed.source
    for oddity in parsed.oddities:
        assert 1 <= oddity.line <= parsed.source.count("\n") + 1
        assert oddity.message.endswith(".")
    for document in parsed.documents:
        _check_text(document)
        _check_sections(document)
        _check_regions(document)
        _check_origin(document, parsed.source)
    for before, after in pairwise(parsed.documents):
        assert before.source_span[1] <= after.source_span[0]


def _check_text(document: Document) -> None:
    text = document.text
    assert text == "".join(text[block.start : block.end] + "\n" for block in document.blocks)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert "\0" not in text
    assert not re.search("(?a)##paid(begin|end)##|</?paid>", text, re.IGNORECASE)
    at = 0
    for block in document.blocks:
        assert block.start == at
        at = block.end + 1
        for mark in block.marks:
            assert block.start <= mark.start < mark.end <= block.end
        assert [m.start for m in block.marks] == sorted(m.start for m in block.marks)
    kinds = [block.kind for block in document.blocks]
    assert kinds[0] is Kind.TITLE
    assert kinds.count(Kind.TITLE) == 1
    assert document.title


def _check_sections(document: Document) -> None:
    begun = [section.start for section in document.sections]
    for above, block in pairwise(document.blocks):
        # Of a heading of two lines the first begins the section.
        if block.kind is Kind.HEADING and block.start not in begun:
            assert above.start in begun
        assert (block.start in begun) <= (block.kind is Kind.HEADING)
    assert begun == sorted(set(begun))
    for index, section in enumerate(document.sections):
        assert section.start < section.end <= len(document.text)
        if section.parent is not None:
            parent = document.sections[section.parent]
            assert section.parent < index
            assert parent.start < section.start
            assert section.end <= parent.end
            assert parent.level < section.level


def _check_regions(document: Document) -> None:
    ids = [region.id for region in document.regions]
    assert len(ids) == len(set(ids))
    at = document.blocks[0].end + 1
    for region in document.regions:
        assert at <= region.start < region.end < len(document.text)
        assert re.fullmatch(r"[0-9a-f]{8}(-\d+)?", region.id)
        at = region.end


def _check_origin(document: Document, source: str) -> None:
    start, end = document.source_span
    assert 0 <= start <= end <= len(source)
    offsets = [offset for offset, _ in document.origin]
    assert offsets == sorted(set(offsets))
    for _, origin in document.origin:
        assert 0 <= origin <= len(source)
    for begin, stop in document.paid_source:
        assert start <= begin < stop <= end


def check_nothing_leaks(parsed: Parsed) -> None:
    """Assert that every code point that came from paid text lies in a region, and no other does."""
    spans = [span for document in parsed.documents for span in document.paid_source]
    for document in parsed.documents:
        title = document.blocks[0].end
        for offset, character in enumerate(document.text[:-1]):
            if offset <= title or not character.isalnum():
                continue
            origin = document.source_offset(offset)
            paid = any(begin <= origin < end for begin, end in spans)
            # A note may stand in what belongs to no essay; there nobody says what is paid.
            is_known = any(
                one.source_span[0] <= origin < one.source_span[1] for one in parsed.documents
            )
            if paid or is_known:
                assert paid == (document.region_at(offset) is not None), (offset, character)
