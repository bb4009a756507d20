"""Aligning many pairs, with processes of this machine or a Dask cluster. Both write the same files.

    manifest = find_manifest(["corpus"])
    run_batch(manifest, Path("out"), Plan(learn=True), local_engines(Path("out"), workers=8, limits=Limits()))

manifest → ledger → tasks → an engine (pool, cluster) → journal → outputs, totals, report. See docs/batch.md.
"""

from cdalign.batch.manifest import Manifest, find_manifest
from cdalign.batch.pairs import UserDictionary
from cdalign.batch.pool import local_engines
from cdalign.batch.running import Plan, run_batch
from cdalign.batch.steps import Watch
from cdalign.batch.tasks import Engines, Limits, Outcome
from cdalign.batch.totals import Totals

__all__ = [
    "Engines",
    "Limits",
    "Manifest",
    "Outcome",
    "Plan",
    "Totals",
    "UserDictionary",
    "Watch",
    "find_manifest",
    "local_engines",
    "run_batch",
]
