"""Dataclasses that cost little to define: what `dataclasses` gives, as far as this house uses it.

A leaf for everyone. A start defines sixty of them before the first page. Python's own module takes 7 ms to import
(`inspect`, `ast`, `tokenize`…) and 0.5 to 1 ms for each class, whose six methods it compiles from text; here a class
takes 0.05 ms, and only `__init__` is compiled, when there are many instances. Measured with Python 3.11. A named tuple
takes 0.2 ms with `typing`, which looks at the type of each field, and 0.02 here. With slots a class is made twice: they
are for values of which there are many.

Type checkers take these for the originals, and Python's own functions (`asdict`, `fields`, `replace`…) work on them.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import NamedTuple
elif sys.version_info >= (3, 14):
    # There a class's fields are not known before the class is made.
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    _new = tuple.__new__
    # Each is the `__new__` of a class with as many fields, but for their names.
    _MAKERS = (
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
    )

    class _Tuple(tuple):
        """What named tuples have in common."""

        __slots__ = ()

        def __repr__(self):
            fields = zip(self._fields, self, strict=True)
            return f"{self.__class__.__name__}({', '.join(f'{name}={value!r}' for name, value in fields)})"

        def __getnewargs__(self):
            return tuple(self)

        @classmethod
        def _make(cls, values):
            made = _new(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {[*changes]!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

    class _Named(type):
        """Makes a class of tuples from the body of one that is written as `typing.NamedTuple` has it."""

        def __new__(cls, name, bases, body):
            if not bases:
                return type.__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"fields of {name} without a default behind those with one")
            for at, field in enumerate(fields):
                body[field] = _tuplegetter(at, "")
            new = body["__new__"] = _maker(fields)
            new.__defaults__ = tuple(defaults.values())
            new.__qualname__ = f"{name}.__new__"
            body["__slots__"] = ()
            body["__match_args__"] = body["_fields"] = fields
            body["_field_defaults"] = defaults
            return type(name, (_Tuple,), body)

    def _maker(fields):
        """A `__new__` that takes *fields*: compiling one takes longer than all else that a class does."""
        if len(fields) > len(_MAKERS):
            from reader.compiled import text_code

            given, space = ", ".join(fields), {"_new": _new}
            exec(text_code(f"def __new__(_cls, {given}): return _new(_cls, ({given}))"), space)
            return space["__new__"]
        code = _MAKERS[len(fields) - 1].__code__
        return _Function(code.replace(co_name="__new__", co_varnames=("_cls", *fields)), globals())

    _Function = type(_maker)

    class NamedTuple(metaclass=_Named):
        """As `typing.NamedTuple`, for what is written as a class."""


if not TYPE_CHECKING:
    # What `operator` gives as its own; it takes a third of a millisecond.
    from _operator import attrgetter

    _MISSING = object()
    _FEW = 40
    """Instances of a class for which compiling its `__init__` does not pay."""

    class _Field:
        """What is said of a field besides its name and type."""

        __slots__ = ("compare", "default", "factory", "repr")

        def __init__(self, default, factory, repr, compare):  # noqa: A002
            self.default, self.factory = default, factory
            self.repr, self.compare = repr, compare

    def field(*, default=_MISSING, default_factory=_MISSING, repr=True, compare=True):  # noqa: A002
        """As `dataclasses.field`."""
        return _Field(default, default_factory, repr, compare)

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True):
        """As `dataclasses.dataclass`; a class must say whether it is frozen anew, and inherits no fields."""
        if cls is None:
            return lambda cls: _made(cls, frozen, slots, eq)
        return _made(cls, frozen, slots, eq)

    def replace(value, /, **changes):
        """As `dataclasses.replace`; works on the originals too."""
        kind = value.__class__
        for name in kind.__match_args__:
            if name not in changes:
                changes[name] = getattr(value, name)
        return kind(**changes)

    def _made(cls, frozen, slots, eq):
        fields = {}
        for name, kind in cls.__annotations__.items():
            if "ClassVar" not in str(kind):
                said = cls.__dict__.get(name, _MISSING)
                fields[name] = (
                    said if isinstance(said, _Field) else _Field(said, _MISSING, True, True)
                )
        names = tuple(fields)
        if slots:
            cls = _slotted(cls, names)
        else:
            for name, said in fields.items():
                if said.default is not _MISSING:
                    setattr(cls, name, said.default)
                elif name in cls.__dict__:
                    delattr(cls, name)
        cls.__match_args__ = names
        cls.__dataclass_fields__ = _Originals(cls, fields)
        cls.__init__ = _first_init(cls, fields, frozen)
        if "__repr__" not in cls.__dict__:
            shown = tuple(name for name, said in fields.items() if said.repr)
            cls.__repr__ = lambda self: (
                f"{cls.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"
            )
        if eq:
            _compare(cls, tuple(name for name, said in fields.items() if said.compare), frozen)
        if frozen:
            cls.__setattr__ = _refuse
            cls.__delattr__ = _refuse
        return cls

    def _slotted(cls, names):
        """The class again, with slots: they cannot be added to one that is there."""
        body = {
            name: value
            for name, value in cls.__dict__.items()
            if name not in names and name not in ("__dict__", "__weakref__")
        }
        body["__slots__"] = names
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        return made

    def _first_init(cls, fields, frozen):
        """An `__init__` that needs no compiling, for the first instances; then it puts the real one in its place."""
        names, rest, put = tuple(fields), _FEW, object.__setattr__

        def __init__(self, *values, **named):  # noqa: N807
            nonlocal rest
            rest -= 1
            count = len(values)
            found = {}
            for name in names[count:]:
                if name in named:
                    found[name] = named[name]
                    count += 1
                elif fields[name].default is not _MISSING:
                    found[name] = fields[name].default
                elif fields[name].factory is not _MISSING:
                    found[name] = fields[name].factory()
            is_odd = len(values) + len(named) != count or len(values) + len(found) != len(names)
            if rest < 0 or is_odd:
                # There have been many, or the real one has something to complain of.
                cls.__init__ = init = _init(cls, fields, frozen)
                init(self, *values, **named)
                return
            for name, value in zip(names, values, strict=False):
                put(self, name, value)
            for name, value in found.items():
                put(self, name, value)
            if hasattr(cls, "__post_init__"):
                self.__post_init__()

        return __init__

    def _init(cls, fields, frozen):
        known = {"_missing": _MISSING}
        is_slotted = "__slots__" in cls.__dict__
        # Where a frozen one keeps its fields in a dictionary, they are put there: a call for each takes thrice as long.
        parameters, lines = [], ["_fields = self.__dict__"] if frozen and not is_slotted else []
        for name, said in fields.items():
            value = name
            if said.factory is not _MISSING:
                known[f"_factory_{name}"] = said.factory
                parameters.append(f"{name}=_missing")
                value = f"_factory_{name}() if {name} is _missing else {name}"
            elif said.default is not _MISSING:
                known[f"_default_{name}"] = said.default
                parameters.append(f"{name}=_default_{name}")
            else:
                parameters.append(name)
            if not frozen:
                lines.append(f"self.{name} = {value}")
            elif is_slotted:
                known[f"_set_{name}"] = cls.__dict__[name].__set__
                lines.append(f"_set_{name}(self, {value})")
            else:
                lines.append(f"_fields[{name!r}] = {value}")
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        body = "\n ".join(lines or ["pass"])
        # Imported here: what is kept is looked for by one who needs this file.
        from reader.compiled import text_code

        exec(text_code(f"def __init__(self, {', '.join(parameters)}):\n {body}"), known)
        init = known["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        return init

    def _compare(cls, names, frozen):
        got = _getter(names)

        def __eq__(self, other):  # noqa: N807
            if other.__class__ is self.__class__:
                return got(self) == got(other)
            return NotImplemented

        cls.__eq__ = __eq__
        cls.__hash__ = (lambda self: hash(got(self))) if frozen else None

    def _getter(names):
        """What gives the fields as a tuple."""
        if len(names) > 1:
            return attrgetter(*names)
        return lambda value: tuple(getattr(value, name) for name in names)

    def _refuse(self, name, *value):
        raise AttributeError(f"a {type(self).__name__} cannot be changed: {name}")

    class _Originals:
        """The class's fields as Python's own functions look for them, made when they do."""

        def __init__(self, cls, fields):
            self._cls, self._fields = cls, fields

        def __get__(self, value, kind):
            import dataclasses

            body = {
                "__annotations__": {name: self._cls.__annotations__[name] for name in self._fields}
            }
            for name, said in self._fields.items():
                if said.factory is not _MISSING:
                    body[name] = dataclasses.field(default_factory=said.factory)
                elif said.default is not _MISSING:
                    body[name] = dataclasses.field(default=said.default)
            twin = dataclasses.dataclass(type(self._cls.__name__, (), body))
            self._cls.__dataclass_fields__ = found = twin.__dataclass_fields__
            return found


__all__ = ["NamedTuple", "dataclass", "field", "replace"]
