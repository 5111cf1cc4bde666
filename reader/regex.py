"""Regular expressions that are compiled when they are first asked something.

A leaf for everyone. Compiling is slow (0.1 to 5 ms each, more for large classes of characters), and of the two hundred
that are defined where they are explained, a start asks a few. What compiling gave is kept (`reader.compiled`).
"""

TYPE_CHECKING = False
IGNORECASE, MULTILINE, DOTALL, VERBOSE = 2, 8, 16, 64
"""As `re` has them, which takes 2 ms to import: what is kept needs it no more."""

if TYPE_CHECKING:
    import re
    from typing import AnyStr

    def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """As `re.compile`."""

else:
    from reader.compiled import compiled

    class regex:  # noqa: N801 - to its users it is a function
        """As `re.compile`."""

        def __init__(self, pattern, flags=0):
            self._said = pattern, flags

        def __getattr__(self, name):
            # Found here once only: then the instance has it, and asking costs what it always costs.
            pattern = self.__dict__.get("_pattern")
            if pattern is None:
                pattern = self._pattern = compiled(*self._said)
            found = self.__dict__[name] = getattr(pattern, name)
            return found

        def __repr__(self):
            return f"regex{self._said!r}"
