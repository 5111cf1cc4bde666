"""Which encoding a page says it is in: a mark, its head, or nothing.

What it says is believed if it fits; pages were saved in another encoding more than once.
"""

import codecs

from reader.regex import IGNORECASE, regex

_DECLARED = regex(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    IGNORECASE,
)
_SAMPLE = 8192
"""Bytes in which a page has to say it; browsers look at 1,024."""
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
}
"""What browsers take names for (the Encoding Standard, 4.2): the larger set that vendors made."""
_MOST_BROKEN = 0.002


def declared(data: bytes) -> str | None:
    """The encoding that the page *data* names, if it can be read in it; None without one."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    found = _DECLARED.search(data[:_SAMPLE])
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii").lower()
    name = _LARGER.get(name, name)
    if name.startswith(("utf-16", "utf-32")):
        # It was read as ASCII, so that cannot be.
        return "utf-8" if _fits(data, "utf-8") else None
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, ValueError):
        return None
    return codec.name if _fits(data, codec.name) else None


def known_charset(name: str) -> str | None:
    """*name* if it is an encoding of text."""
    try:
        return "".encode(name).decode() or name
    except (LookupError, UnicodeError, ValueError):
        return None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return False
    return text.count("\ufffd") <= _MOST_BROKEN * len(text)
