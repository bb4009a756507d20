"""Functions of PDFium that are called for many letters of a page, bound so that a call costs little."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import PYFUNCTYPE, addressof, c_void_p, cast
from typing import Any


def bind_function(function: Any, result: type | None, *arguments: type) -> Callable[..., Any]:
    """Return a function of PDFium that takes plain addresses, which costs half of what building typed pointers does."""
    return PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


def address_of(handle: Any) -> int:
    """Return the address in a handle that PDFium gave; 0 for a null handle."""
    return cast(handle, c_void_p).value or 0


def buffer_address(buffer: Any) -> int:
    """Return the address of a buffer that PDFium writes to."""
    return addressof(buffer)
