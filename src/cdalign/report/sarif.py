"""The report as SARIF, for code hosts and editors that show findings."""

from __future__ import annotations

from typing import Any

from cdalign.model import Finding, Quote
from cdalign.report.summary import Report
from cdalign.sarif import LEVELS, artifact, render_log
from cdalign.version import page_of


def render_sarif(report: Report) -> str:
    """Return the report as SARIF text: one run, with one result per finding."""
    paths = {document.lang: document.provenance.path for document in report.documents}
    return render_log([_rule(name) for name in report.by_rule], [_result(one, paths) for one in report.findings])


def _rule(name: str) -> dict[str, Any]:
    """Return a rule as SARIF's reportingDescriptor (3.49). A user's own rules have only their id."""
    from cdalign.checks import RULES

    known = RULES.get(name)
    if known is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": known.summary},
        "helpUri": page_of("checks", name),
        "help": {"text": f"{page_of('checks', name)} has an example that fires and one that does not."},
        "defaultConfiguration": {"level": LEVELS[known.severity]},
        "properties": {"category": known.category},
    }


def _result(finding: Finding, paths: dict[str, str]) -> dict[str, Any]:
    text = f"{finding.message} {finding.advice}".strip()
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
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
        location["physicalLocation"] = {"artifactLocation": artifact(path)}
    return location
