"""SARIF 2.1.0 (OASIS Standard, 2020-03-27), which editors and code hosts show next to a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from cdalign.faults import Fault
from cdalign.model import Severity
from cdalign.version import SITE, VERSION, page_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Section 3.58.6: level.
LEVELS = {Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.INFO: "note"}


def render_log(rules: Sequence[dict[str, Any]], results: Sequence[dict[str, Any]]) -> str:
    """Return a log of one run as text. Each rule is a reportingDescriptor (3.49), each result a result (3.27)."""
    driver = {"name": "cdalign", "version": VERSION, "informationUri": SITE, "rules": list(rules)}
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [{**result, "ruleIndex": index[result["ruleId"]]} for result in results],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def artifact(path: str) -> dict[str, str]:
    """Return the location of a file (3.4). It is a URI, so spaces and Han characters are percent-encoded."""
    return {"uri": quote(path)}


def render_faults(faults: Mapping[str, Sequence[Fault]]) -> str:
    """Return the faults of files, by path, as a log: each result has its file, line and advice."""
    found = sorted({fault.rule: fault for of_file in faults.values() for fault in of_file}.items())
    results = [_result(path, fault) for path, of_file in faults.items() for fault in of_file]
    return render_log([_describe_rule(fault) for _, fault in found], results)


def _rule_id(fault: Fault) -> str:
    return f"{fault.FAMILY}.{fault.rule}"


def _describe_rule(fault: Fault) -> dict[str, Any]:
    return {
        "id": _rule_id(fault),
        "shortDescription": {"text": fault.reason},
        "helpUri": page_of(fault.PAGE),
        "help": {"text": fault.fix},
        "defaultConfiguration": {"level": LEVELS[fault.severity]},
    }


def _result(path: str, fault: Fault) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": artifact(path)}
    if fault.line:
        place["region"] = {"startLine": fault.line}
    location: dict[str, Any] = {"physicalLocation": place}
    if fault.unit:
        location["logicalLocations"] = [{"fullyQualifiedName": fault.unit, "kind": "element"}]
    return {
        "ruleId": _rule_id(fault),
        "level": LEVELS[fault.severity],
        "message": {"text": f"{fault.message}. Try: {fault.fix}"},
        "locations": [location],
    }
