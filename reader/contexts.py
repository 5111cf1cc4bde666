"""What a `with` begins and ends: what `contextlib` has for that, without importing it.

A leaf for everyone. `contextlib` takes `functools` and `collections` with it, 3 ms of a start. Type checkers take these
for the originals.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import closing, contextmanager, suppress
else:

    class suppress:  # noqa: N801 - as the original is called
        """As `contextlib.suppress`."""

        def __init__(self, *errors):
            self._errors = errors

        def __enter__(self):
            return None

        def __exit__(self, kind, error, trace):
            return kind is not None and issubclass(kind, self._errors)

    class closing:  # noqa: N801
        """As `contextlib.closing`."""

        def __init__(self, thing):
            self._thing = thing

        def __enter__(self):
            return self._thing

        def __exit__(self, kind, error, trace):
            self._thing.close()

    class _Managed:
        """A generator, for one `with`."""

        def __init__(self, generator):
            self._generator = generator

        def __enter__(self):
            return next(self._generator)

        def __exit__(self, kind, error, trace):
            if error is None:
                if next(self._generator, self) is self:
                    return False
                raise RuntimeError("generator didn't stop")
            try:
                self._generator.throw(error)
            except StopIteration as stopped:
                # The generator has ended, and the error with it; or the error is one of these itself.
                return stopped is not error
            except BaseException as raised:
                # Python makes another error of a StopIteration that leaves a generator.
                is_made = isinstance(raised, RuntimeError) and isinstance(error, StopIteration)
                if raised is not error and not (is_made and raised.__cause__ is error):
                    raise
                error.__traceback__ = trace
                return False
            self._generator.close()
            raise RuntimeError("generator didn't stop after throw()")

    def contextmanager(function):
        """As `contextlib.contextmanager`; what it gives is for `with` alone, and decorates nothing."""

        def managed(*values, **named):
            return _Managed(function(*values, **named))

        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(managed, name, getattr(function, name))
        managed.__wrapped__ = function
        return managed


__all__ = ["closing", "contextmanager", "suppress"]
