"""Parts of a source that speak for the whole of it, so that a large one is judged as soon as a small one."""

from __future__ import annotations

_SAMPLES = 6
_SAMPLE = 16 * 1024
"""Bytes of each sample."""


def samples(data: bytes) -> list[bytes]:
    """Parts of *data* from several places, each from a line's beginning where there are lines."""
    if len(data) <= _SAMPLES * _SAMPLE:
        return [data]
    parts: list[bytes] = []
    for n in range(_SAMPLES):
        start = n * (len(data) - _SAMPLE) // (_SAMPLES - 1)
        line = data.find(b"\n", start, start + _SAMPLE // 2) + 1
        parts.append(data[line or start : start + _SAMPLE])
    return parts
