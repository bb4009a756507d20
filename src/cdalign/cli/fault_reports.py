"""How the faults of a file are told, whatever kind of file it is, and whether they fail a run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cdalign.cli.printing import print_result, styled
from cdalign.errors import Place
from cdalign.faults import Fault
from cdalign.model import Severity
from cdalign.text import squeeze_spaces

_LONGEST_LABEL = 40  # some tools put a key and its words into the tuid
NEVER = "never"
# What `--fail-on` may be; info never fails a run.
FAILING = (Severity.MAJOR.value, Severity.MINOR.value, NEVER)


def is_failing(severities: Iterable[Severity], fail_on: str) -> bool:
    """Return whether any severity is as grave as `--fail-on`."""
    return fail_on != NEVER and any(severity.rank >= Severity(fail_on).rank for severity in severities)


def print_fault(path: str | Path, fault: Fault) -> None:
    """Print where a fault occurs, how grave it is, its rule, what is wrong and what to do."""
    severity = styled(str(fault.severity), fault.severity)
    print_result(f"{fault_place(path, fault)}: {severity} {fault.rule}: {fault.message}. Try: {fault.fix}")


def fault_place(path: str | Path, fault: Fault) -> str:
    """Return the place of a fault as every error says it, on one line: `FILE:LINE (UNIT)`."""
    label = squeeze_spaces(fault.unit)
    if len(label) > _LONGEST_LABEL:
        label = f"{label[:_LONGEST_LABEL]}…"
    return str(Place(str(path), fault.line or None, label))
