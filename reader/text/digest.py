"""Fingerprints of texts, made without OpenSSL.

`hashlib` loads it, which takes 3 ms and 4 MB, although Python has the two functions itself. Where they are in it is no
one's promise: so `hashlib` is asked where they are not (Python's own `random` finds its function in this way).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256


def fingerprint(text: str) -> str:
    """What tells *text* from any other: 16 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


__all__ = ["blake2b", "fingerprint", "sha256"]
