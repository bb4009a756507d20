"""The report as SARIF 2.1.0 (OASIS Standard, 2020-03-27), for code hosts and editors that show findings."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote as quote_uri

from cdalign.model import Finding, Quote, Severity
from cdalign.report.summary import Report
from cdalign.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# SARIF 2.1.0, section 3.58.6: level.
_LEVELS = {Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.INFO: "note"}


def render_sarif(report: Report) -> str:
    """Give the report as SARIF 2.1.0 text: one run, one result a finding."""
    paths = {document.lang: document.provenance.path for document in report.documents}
    driver = {
        "name": "cdalign",
        "version": VERSION,
        "rules": [_rule(name) for name in report.by_rule],
    }
    index = {name: number for number, name in enumerate(report.by_rule)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [{**_result(finding, paths), "ruleIndex": index[finding.rule]} for finding in report.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str) -> dict[str, Any]:
    """Give a rule as SARIF's reportingDescriptor (3.49); a user's own rules have only their id."""
    from cdalign.checks import RULES

    known = RULES.get(name)
    if known is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": known.summary},
        "help": {"text": f"docs/checks.md, {name}: an example that fires and one that does not."},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
        "properties": {"category": known.category},
    }


def _result(finding: Finding, paths: dict[str, str]) -> dict[str, Any]:
    text = f"{finding.message} {finding.advice}".strip()
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(quote, paths) for quote in finding.quotes],
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {"cdalign/v1": finding.fingerprint}
    return result


def _location(quote: Quote, paths: dict[str, str]) -> dict[str, Any]:
    location: dict[str, Any] = {"message": {"text": quote.text}}
    if quote.place:
        location["logicalLocations"] = [{"fullyQualifiedName": quote.place, "kind": "element"}]
    if path := paths.get(quote.lang):
        location["physicalLocation"] = {"artifactLocation": {"uri": quote_uri(path)}}
    return location
