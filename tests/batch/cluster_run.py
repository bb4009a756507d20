"""Runs a batch on a Dask cluster of this machine, and kills one of its workers in the middle.

A program of its own: Dask starts threads and warns of things that are no concern of the tests.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from distributed import LocalCluster

from cdalign.batch import Limits, Outcome, Plan, find_manifest, local_engines, run_batch
from cdalign.batch.cluster import cluster_engines


class Killer:
    """Kills a worker of the cluster, once, when some pairs are done."""

    def __init__(self, cluster: LocalCluster, after: int) -> None:
        self.pids = [worker.pid for worker in cluster.workers.values()]
        self.left = after

    def watch(self, _step: str, _count: int, outcome: Outcome | None) -> None:
        self.left -= outcome is not None
        if self.left == 0:
            os.kill(self.pids[0], signal.SIGKILL)


def main(archive: str, output: str, after: int) -> None:
    folder, limits = Path(output), Limits(seconds=60)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killer = Killer(cluster, after)
        here = local_engines(folder, workers=1, limits=limits)
        engines = cluster_engines(cluster.scheduler_address, folder, limits, here)
        totals = run_batch(find_manifest([archive]), folder, Plan(learn=True), engines, killer.watch)
    sys.stdout.write(f"{totals.pairs} {totals.failed} {killer.left <= 0}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
