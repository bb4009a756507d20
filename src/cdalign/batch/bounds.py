"""Limits on the resources of a process, on systems that have them."""

from __future__ import annotations


def lower_bound(kind: str, most: int) -> None:
    """Lower a limit of this process. `kind` names a limit of the module `resource`, such as RLIMIT_AS (bytes).

    A lower limit that was already set (`ulimit -v`, a batch system) is kept. Windows has no such limits, and nothing is
    done there.
    """
    try:
        import resource
    except ImportError:
        return
    which = getattr(resource, kind)
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
