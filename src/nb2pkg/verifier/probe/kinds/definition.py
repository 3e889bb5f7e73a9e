"""Functions, classes and modules: those of libraries go by their names, the notebook's own by their code as well."""

from __future__ import annotations

import functools
import sys
import types
from typing import Any

from ..blobs import digest
from ..record import Inner, Json, is_notebooks, module_of, own_fields

NAME = "definition"
HAS_EXTRAS = False
BOUND = (types.MethodType, types.BuiltinMethodType, types.MethodWrapperType)
KINDS = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type, functools.partial, *BOUND)
NO_MEMBERS = frozenset(
    {"__module__", "__qualname__", "__dict__", "__weakref__", "__doc__", "__firstlineno__", "__annotations__"}
    | {"__dataclass_fields__", "_abc_impl", "__static_attributes__", "__annotate_func__", "__annotations_cache__"}
)
NO_VALUES = (types.MemberDescriptorType, types.GetSetDescriptorType)


def accepts(value: Any) -> bool:
    """What is defined rather than computed."""
    return isinstance(value, KINDS) or _is_compiled(value)


def _is_compiled(value: Any) -> bool:
    """Functions of Cython, and numpy's own ufuncs (those of users have code of their own)."""
    if type(value).__module__.startswith("_cython_") and callable(value):
        return True
    libraries = [sys.modules.get("numpy"), sys.modules.get("scipy.special")]
    name = getattr(value, "__name__", None)
    return type(value).__name__ == "ufunc" and any(getattr(library, str(name), None) is value for library in libraries)


def record(value: Any, inner: Inner) -> Json:
    """The name; for what the notebook defines also code, defaults, closure and attributes, or members of a class."""
    if isinstance(value, functools.partial):
        return {"name": _name(value.func), "parts": {"of": inner((value.func, value.args, dict(value.keywords)))}}
    if isinstance(value, types.ModuleType):
        return {"name": value.__name__}
    if not is_notebooks(module_of(value)):
        return _bound({"name": f"{module_of(value)}.{_name(value)}"}, value, inner)
    if isinstance(value, types.FunctionType):
        return {"name": _name(value), "own": True, "code": code_digest(value.__code__), "parts": _parts(value, inner)}
    if isinstance(value, type):
        return _class(value, inner)
    code = getattr(getattr(value, "__func__", None), "__code__", None)
    return _bound({"name": _name(value), "own": True, "code": code_digest(code) if code else ""}, value, inner)


def _class(value: type, inner: Inner) -> Json:
    members = {
        key: inner((part.fget, part.fset, part.fdel) if isinstance(part, property) else part)
        for key, part in sorted(vars(value).items())
        if key not in NO_MEMBERS and not isinstance(part, NO_VALUES)
    }
    bases = " ".join(base.__name__ for base in value.__bases__)
    return {"name": value.__name__, "own": True, "code": bases, "parts": members}


def _bound(found: Json, value: Any, inner: Inner) -> Json:
    owner = getattr(value, "__self__", None) if isinstance(value, BOUND) else None
    if owner is not None and not isinstance(owner, types.ModuleType):
        found["parts"] = {"self": inner(owner)}
    return found


def _parts(function: types.FunctionType, inner: Inner) -> Json:
    cells = []
    for cell in function.__closure__ or ():
        try:
            cells.append(cell.cell_contents)
        except ValueError:  # not filled yet
            cells.append("nothing yet")
    found = {"defaults": (function.__defaults__, function.__kwdefaults__), "closure": cells}
    found |= {f"attribute {key}": part for key, part in own_fields(function).items() if key != "__wrapped__"}
    globals_read = {
        name: function.__globals__[name]
        for name in sorted(_names(function.__code__))
        if isinstance(function.__globals__.get(name), (bool, int, float, str))
    }
    return {name: inner(part) for name, part in sorted({**found, "globals": globals_read}.items())}


def code_digest(code: types.CodeType) -> str:
    """The fingerprint of what a function does, whatever file and line it stands in."""
    return digest(repr(_code_facts(code)).encode(errors="replace"))


def _code_facts(code: types.CodeType) -> tuple[Any, ...]:
    constants = tuple(
        _code_facts(item) if isinstance(item, types.CodeType) else (type(item).__name__, repr(item))
        for item in code.co_consts
    )
    return (code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars, code.co_flags & 0x2F)


def _names(code: types.CodeType) -> set[str]:
    inner = [_names(item) for item in code.co_consts if isinstance(item, types.CodeType)]
    return set(code.co_names).union(*inner)


def _name(value: Any) -> str:
    return str(getattr(value, "__name__", type(value).__name__))
