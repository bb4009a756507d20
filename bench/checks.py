"""How quickly units are checked, whether the cost is linear, and how many seeded errors are found.

python bench/checks.py [UNITS]        100,000 by default
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
sys.path[:0] = [str(REPOSITORY / "bench"), str(REPOSITORY / "tests/checks")]

from seeded_errors import (
    make_termbase,
    missed_errors,
    read_pairs,
    right_units,
    seed_errors,
    wrong_units,
)
from synthetic import make_units

from cdalign.checks import run_checks
from cdalign.model import Severity
from cdalign.report import make_report
from cdalign.terminology.termbase import read_termbase


def measure_speed(count: int) -> None:
    termbase = read_termbase(REPOSITORY / "tm/termbase.tsv")
    for size in (count // 10, count):
        start = time.process_time()
        report = make_report("", run_checks(make_units(size), termbase), most_per_rule=1_000)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:>9,} units  {seconds:6.1f} s  {seconds / size * 1e6:5.0f} us a unit  {peak} MB  "
            f"{report.total:,} findings, {len(report.findings):,} kept"
        )


def measure_quality(shared: Path) -> None:
    units, termbase = read_pairs(shared), make_termbase()
    findings = list(run_checks(units, termbase))
    for name, chosen in (
        ("quantity rules", [one for one in findings if one.rule.startswith(("numbers", "dates", "symbols", "items"))]),
        ("major rules", [one for one in findings if one.severity is Severity.MAJOR]),
    ):
        print(f"{name}: false alarms on {len({one.unit for one in chosen}) / len(units):.2%} of {len(units)} units")
    seeded = seed_errors(units, per_kind=80)
    quiet = list(run_checks([*right_units(seeded), *units], termbase))
    missed = missed_errors(seeded, list(run_checks([*wrong_units(seeded), *units], termbase)), quiet)
    kinds = Counter(one.kind for one in seeded)
    lost = Counter(one.kind for one in missed)
    shares = ", ".join(f"{kind} {count - lost[kind]}/{count}" for kind, count in kinds.items())
    print(f"seeded errors found: {1 - len(missed) / len(seeded):.1%} of {len(seeded)} ({shares})")


if __name__ == "__main__":
    if (REPOSITORY.parent / "shared").is_dir():
        measure_quality(REPOSITORY.parent / "shared")
    measure_speed(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
