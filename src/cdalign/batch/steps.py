"""Steps of a run. An engine does the tasks, and each result is in the journal before any later step uses it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cdalign.batch.journal import Journal, JournalLine
from cdalign.batch.ledger import Known, Ledger
from cdalign.batch.tasks import DONE, FAILED, Engine, Outcome, Prepare, Task

# Called at the start of a step with its name and the number of its tasks (0: unknown), and for each task that ended.
Watch = Callable[[str, int, Outcome | None], None]


@dataclass(frozen=True, slots=True)
class BatchStep:
    """A kind of task: the name shown, the number of tasks, the work, and the files that each task makes.

    `files` returns the paths within the output folder, given the part of the task's key after the first `/`.
    """

    name: str
    count: int
    prepare: Prepare
    files: Callable[[str], tuple[str, ...]] = lambda _: ()


@dataclass(frozen=True)
class Runner:
    """Runs steps. A task that the journal records with the same inputs is skipped."""

    folder: Path
    ledger: Ledger
    journal: Journal
    watch: Watch
    retry: bool = False

    def recall(self) -> None:
        """Load the journal of earlier runs into the ledger."""
        for line in self.journal.lines():
            self.ledger.put_result(line.key, Known(line.stamp, line.state, line.value))

    def run(
        self, step: BatchStep, tasks: Iterable[Task], engine: Engine, ready: Callable[[Task], Task] | None = None
    ) -> None:
        """Do the tasks of a step that are not settled. `ready` completes each task just before it is handed out."""
        self.watch(step.name, step.count, None)
        todo = (task for task in tasks if not self._skip(step, task))
        for outcome in engine((ready(task) for task in todo) if ready else todo, step.prepare):
            self.note(outcome)
            self.watch(step.name, step.count, outcome)

    def _skip(self, step: BatchStep, task: Task) -> bool:
        known = self.settled(task)
        if known is None or not self._has_files(step, task, known):
            return False
        self.watch(step.name, step.count, Outcome(task, known.state, known.value, 0.0, 0))
        return True

    def _has_files(self, step: BatchStep, task: Task, known: Known) -> bool:
        made = step.files(task.key.partition("/")[2]) if known.state == DONE else ()
        return all((self.folder / name).exists() for name in made)

    def settled(self, task: Task) -> Known | None:
        """Return how the task ended on the same inputs, in this run or an earlier one, or None."""
        known = self.ledger.result(task.key)
        if known is None or known.stamp != task.stamp or (known.state == FAILED and self.retry):
            return None
        return known

    def note(self, outcome: Outcome) -> None:
        """Record how a task ended."""
        task = outcome.task
        seconds = round(outcome.seconds, 3)
        self.journal.append(
            [JournalLine(task.key, task.stamp, outcome.state, outcome.value, seconds, outcome.attempts)]
        )
        self.ledger.put_result(task.key, Known(task.stamp, outcome.state, outcome.value))


def make_stamp(*parts: str) -> str:
    """Return a short digest of what a task's result depends on."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def file_state(path: str) -> str:
    """Return the path, size and modification time of a file as text. The file is not read."""
    try:
        state = Path(path).stat()
    except OSError:
        return f"{path} missing"
    return f"{path} {state.st_size} {state.st_mtime_ns}"
