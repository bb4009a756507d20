"""The faults of memories as data: JSON for programs, SARIF 2.1.0 for editors and code hosts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cdalign.model import Severity
from cdalign.tmx.faults import RULES, Fault
from cdalign.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# SARIF 2.1.0, section 3.58.6: level.
_LEVELS = {Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.INFO: "note"}


def describe_fault(fault: Fault) -> dict[str, Any]:
    """Give a fault as a JSON object."""
    return {
        "rule": fault.rule,
        "severity": str(fault.severity),
        "line": fault.line or None,
        "unit": fault.unit or None,
        "detail": fault.detail,
        "reason": RULES[fault.rule].reason,
        "mend": fault.mend,
    }


def render_sarif(faults: Mapping[str, Sequence[Fault]]) -> str:
    """Give the faults of memories (by path) as SARIF text: each result has its file, line and mend."""
    rules = sorted({fault.rule for found in faults.values() for fault in found})
    driver = {"name": "cdalign", "version": VERSION, "rules": [_describe_rule(rule) for rule in rules]}
    results = [_result(path, fault) for path, found in faults.items() for fault in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _describe_rule(rule: str) -> dict[str, Any]:
    return {
        "id": f"tmx.{rule}",
        "shortDescription": {"text": RULES[rule].reason},
        "help": {"text": RULES[rule].mend},
        "defaultConfiguration": {"level": _LEVELS[RULES[rule].severity]},
    }


def _result(path: str, fault: Fault) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": path}}
    if fault.line:
        place["region"] = {"startLine": fault.line}
    location: dict[str, Any] = {"physicalLocation": place}
    if fault.unit:
        location["logicalLocations"] = [{"fullyQualifiedName": fault.unit, "kind": "element"}]
    return {
        "ruleId": f"tmx.{fault.rule}",
        "level": _LEVELS[fault.severity],
        "message": {"text": f"{fault.message} Try: {fault.mend}"},
        "locations": [location],
    }
