"""Images that are written into a page (`data:`, RFC 2397): a short name for each, by which it is found again."""

from zlib import crc32

from reader.regex import IGNORECASE, regex

_URI = regex(rb"data:image/[\w.+-]{1,40}(?:;[\w=.-]{1,40}){0,4},[\w+/=%\s-]*", IGNORECASE)
_NAME = regex(r"data:(image/[\w.+-]{1,40})?;([0-9a-f]{8})")


def short(address: str) -> str:
    """*address*; of an image in the page itself its kind, and what tells it from others."""
    if address[:5].lower() != "data:":
        return address
    whole = "".join(address.split())
    if "," not in whole:
        return address
    kind = whole[5:45].partition(",")[0].partition(";")[0].lower()
    return f"data:{kind};{crc32(whole.encode()):08x}"


def embedded(data: bytes, name: str) -> bytes | None:
    """The image that `short` called *name*, out of the page *data*; None if it is not there."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    for found in _URI.finditer(data):
        # Without quotation marks it ends with a blank; between them, blanks are nothing.
        words = found[0].split()
        for whole in (b"".join(words), words[0]):
            if f"{crc32(whole):08x}" == match[2]:
                return _unpacked(whole)
    return None


def _unpacked(uri: bytes) -> bytes | None:
    """The bytes that an address stands for."""
    from base64 import b64decode
    from binascii import Error
    from urllib.parse import unquote_to_bytes

    head, _comma, body = uri.partition(b",")
    if not head.lower().endswith(b";base64"):
        return unquote_to_bytes(body)
    try:
        return b64decode(unquote_to_bytes(body))
    except (Error, ValueError):
        return None
