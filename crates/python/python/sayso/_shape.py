"""How does JSON become typed objects? By the types that the classes declare.

A field whose name in JSON is no name in Python has it as ``metadata={"key": …}``.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
Reader = Callable[[Any], Any]


def read(kind: type[T], data: dict[str, Any]) -> T:
    """An object of a class, from an object of JSON. Members that the class does not know are left out."""
    return typing.cast(T, reader(typing.cast(Any, kind))(data))


@functools.cache
def reader(hint: Any) -> Reader:
    """What makes a value of a type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _reader_of_class(hint)
    if origin in (typing.Union, types.UnionType):
        (some,) = [reader(t) for t in inner if t is not type(None)]
        return lambda value: None if value is None else some(value)
    if origin is tuple and inner[-1] is Ellipsis:
        one = reader(inner[0])
        # A list that JSON leaves out is an empty one.
        return lambda values: tuple([one(v) for v in values or ()])
    if origin is tuple:
        each = [reader(t) for t in inner]
        return lambda values: tuple([r(v) for r, v in zip(each, values, strict=True)])
    if origin is dict:
        value_of = reader(inner[1])
        return lambda data: {k: value_of(v) for k, v in data.items()}
    if hint is datetime.date:
        return datetime.date.fromisoformat
    return lambda value: value


def _reader_of_class(kind: type) -> Reader:
    hints = typing.get_type_hints(kind)
    fields = [(f.metadata.get("key", f.name), reader(hints[f.name])) for f in dataclasses.fields(kind)]
    return lambda data: kind(*[r(data.get(key)) for key, r in fields])


@functools.cache
def shape(hint: Any) -> Any:
    """The columns that hold values of a type, as ``_native.arrow_stream`` reads them."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = typing.get_type_hints(hint)
        members = [[f.metadata.get("key", f.name), shape(hints[f.name])] for f in dataclasses.fields(hint)]
        return ["struct", *members]
    if origin in (typing.Union, types.UnionType):
        (some,) = [shape(t) for t in inner if t is not type(None)]
        return some
    if origin is tuple:
        return ["list", shape(inner[0])]
    if origin is dict:
        return ["map", shape(inner[1])]
    return {str: "text", int: "integer", float: "number", bool: "flag", datetime.date: "day"}[hint]
