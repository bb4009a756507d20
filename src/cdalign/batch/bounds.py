"""Bounds on what a process may take, on systems that have them."""

from __future__ import annotations


def lower_bound(kind: str, most: int) -> None:
    """Lower a bound of this process: `kind` is a name of the module `resource`, such as RLIMIT_AS in bytes.

    A lower bound that the process was started with (`ulimit -v`, a batch system) stays. Windows has no such bounds;
    nothing is done there.
    """
    try:
        import resource
    except ImportError:
        return
    which = getattr(resource, kind)
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
