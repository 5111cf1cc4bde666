"""Fingerprints of texts, made without OpenSSL.

`hashlib` loads it, which takes 3 ms and 4 MB, although Python has the two functions itself. Where they are in it is no
one's promise: so `hashlib` is asked where they are not (Python's own `random` finds its function in this way).
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        # Looking for the other one in vain takes longer than all the rest.
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:
        from hashlib import sha256


def fingerprint(text: str) -> str:
    """What tells *text* from any other: 16 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def digest_of(data: bytes) -> str:
    """SHA-256 of *data*, in hexadecimal digits."""
    if len(data) < _MUCH:
        return sha256(data).hexdigest()
    import hashlib

    return hashlib.sha256(data).hexdigest()


_MUCH = 1 << 20
"""Bytes from which on OpenSSL, five times as fast, is worth its loading."""

__all__ = ["blake2b", "digest_of", "fingerprint", "sha256"]
