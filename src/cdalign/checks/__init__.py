"""Checks: units, memories and documents in, findings out; one module a family of rules.

rules        what each rule is called, how much it matters; fingerprints
sides, document_readings    a unit, and a document, made ready
numbers, terms, omissions, typography     a unit at a time
renderings                                a whole memory, in bounded space
shortforms, variants, headings, names, habits    a document by itself
forbidden_words, settings, suppression    what a user sets
running      all of them in their order
"""

from cdalign.checks.rules import RULES, CheckRule
from cdalign.checks.running import check_bitext, check_bitexts, check_document, judge_units, run_checks
from cdalign.checks.settings import Settings, parse_settings, read_settings
from cdalign.checks.suppression import Ignored, change_ignored, ignore_finding, read_baseline, read_ignored

__all__ = [
    "RULES",
    "CheckRule",
    "Ignored",
    "Settings",
    "change_ignored",
    "check_bitext",
    "check_bitexts",
    "check_document",
    "ignore_finding",
    "judge_units",
    "parse_settings",
    "read_baseline",
    "read_ignored",
    "read_settings",
    "run_checks",
]
