"""Functions and properties that remember what they gave: what `functools` has for that, without importing it.

A leaf for everyone. `functools` takes `collections`, `reprlib`, `types`… with it, 3 ms of a start. Type checkers take
these for the originals.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cache, cached_property, lru_cache
else:
    try:
        from _functools import _lru_cache_wrapper
    except ImportError:
        # Another Python than CPython: there it is no faster.
        from functools import _lru_cache_wrapper

    from reader.values import NamedTuple

    class _CacheInfo(NamedTuple):
        hits: int
        misses: int
        maxsize: "int | None"
        currsize: int

    def lru_cache(maxsize=128):
        """As `functools.lru_cache`, which is told how much it remembers."""

        def remembering(function):
            made = _lru_cache_wrapper(function, maxsize, False, _CacheInfo)
            made.__wrapped__ = function
            for name in ("__module__", "__name__", "__qualname__", "__doc__"):
                setattr(made, name, getattr(function, name))
            return made

        return remembering

    def cache(function):
        """As `functools.cache`."""
        return lru_cache(None)(function)

    class cached_property:  # noqa: N801 - as the original is called
        """As `functools.cached_property`, without a lock, as from Python 3.12 on."""

        def __init__(self, function):
            self.func = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            found = instance.__dict__[self._name] = self.func(instance)
            return found


__all__ = ["cache", "cached_property", "lru_cache"]
