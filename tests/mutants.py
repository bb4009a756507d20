"""Changes one thing at a time in the rooms that hold rules, and runs the room's tests: which changes do they notice?

    python tests/mutants.py [ROOM…] [--sample 50] [--slice 0:10] [--results FILE]

A room may be one module of it (`checks/headings`). A mutant is one changed comparison, condition, operator, truth
value or number inside a function. The sample of a room is always the same: the mutants whose digests are the smallest.
One run under coverage shows which tests run the line of a mutant. They run from the quickest on, at most BUDGET seconds
of them, until one fails. Everything happens in a copy of the repository in a temporary folder: nothing here is changed,
and no material outside the repository is used.
docs/testing.md records the figures.
"""

import argparse
import ast
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree

import pytest

REPOSITORY = Path(__file__).parent.parent
# Imported once, and not again for each mutant.
HEAVY = ("hypothesis.strategies", "jsonschema", "lxml.etree", "numpy", "opencc", "openpyxl", "rapidfuzz", "xlsxwriter")
_WARNED = "ignore::pytest.PytestAssertRewriteWarning"  # of a plugin that is imported already
ROOMS = ("alignment", "checks", "quantities", "structure", "terminology", "tmx")
# Rooms that are judged elsewhere, too.
ALSO = {"alignment": ("tests/quality", "tests/evaluation"), "checks": ("tests/quality",)}
BUDGET = 30.0  # seconds that the tests of one mutant took without it
LEAST_SECONDS = 20.0  # of CPU before a run counts as one without end
FIRST_TESTS, FEW_TESTS = 12, 3
LEFT_OUT = (".git", ".venv", ".mypy_cache", ".ruff_cache", "build", "dist", "__pycache__")
COMPARISONS = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}


@dataclass(frozen=True)
class Mutant:
    """One change: the line of a file, what it says, and what it says instead. Places are in bytes."""

    path: str
    line: int
    start: int
    stop: int
    before: str
    after: str
    kind: str
    place: str  # the function, and which of its equal expressions: the digest outlives changes elsewhere

    @property
    def digest(self) -> str:
        told = "\0".join((self.path, self.place, self.kind, self.before, self.after))
        return hashlib.sha256(told.encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}: {self.before} → {self.after}"


def mutants_of(path: Path, root: Path) -> Iterator[Mutant]:
    """Yield the mutants of a module, in order."""
    source = path.read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    seen: dict[tuple[str, str, str], int] = {}
    for name, node in _nodes_in_functions(ast.parse(source), ""):
        for kind, changed in _changes(node):
            start = starts[node.lineno - 1] + node.col_offset
            stop = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            before = " ".join(source[start:stop].decode().split())
            after = ast.unparse(changed)
            count = seen[name, before, after] = seen.get((name, before, after), -1) + 1
            relative = path.relative_to(root).as_posix()
            yield Mutant(relative, node.lineno, start, stop, before, after, kind, f"{name}#{count}")


def _nodes_in_functions(node: ast.AST, name: str) -> Iterator[tuple[str, ast.expr]]:
    """Yield the expressions inside functions, with the function's name, but no annotations, messages and asserts."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Raise | ast.Assert | ast.JoinedStr):
                continue
            inner = name
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inner = f"{name}.{child.name}"
            if isinstance(child, ast.expr) and _is_in_function(name):
                yield name, child
            is_function = isinstance(child, ast.FunctionDef)
            yield from _nodes_in_functions(child, f"{inner}()" if is_function else inner)


def _is_in_function(name: str) -> bool:
    return "()" in name


def _changes(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Compare(left=left, ops=[first, *rest], comparators=others):
            yield "comparison", ast.Compare(left, [COMPARISONS[type(first)](), *rest], others)
        case ast.BoolOp(op=op, values=values):
            yield "and/or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", operand
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            yield "operator", ast.BinOp(left, OPERATORS[type(op)](), right)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield "condition", ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(value=bool() as truth):
            yield "truth", ast.Constant(not truth)
        case ast.Constant(value=int() as number):
            yield "number", ast.Constant(number + 1)


def choose(root: Path, room: str, sample: int) -> list[Mutant]:
    """Return the sample of a room, in the order of its files."""
    folder = root / "src/cdalign" / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]
    found = [mutant for path in files for mutant in mutants_of(path, root)]
    chosen = sorted(found, key=lambda mutant: mutant.digest)[:sample]
    return sorted(chosen, key=lambda mutant: (mutant.path, mutant.start))


class Bench:
    """A copy of the repository in which mutants are tried."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "cdalign"
        shutil.copytree(REPOSITORY, self.root, ignore=shutil.ignore_patterns(*LEFT_OUT))
        self.environment = {"PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run([sys.executable, "-m", "compileall", "-q", self.root / "src"], check=True)
        self._tests: dict[str, list[str]] = {}
        self._seconds: dict[str, float] = {}

    def pytest(self, *words: str | Path, seconds: int | None = None) -> int:
        """Run tests here and return the exit code; `seconds` bounds their CPU time.

        The run is a fork of this process, which has imported what takes long and is not changed.
        """
        child = os.fork()
        if child == 0:
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            self._become_a_run([str(word) for word in words])
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _become_a_run(self, words: list[str]) -> NoReturn:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.chdir(self.root)
        os.environ.update(self.environment)
        sys.dont_write_bytecode = True
        sys.path[:0] = [str(self.root / "src")]
        code = 3
        try:
            code = int(pytest.main(["-q", "-n", "0", "-W", _WARNED, "--hypothesis-seed=0", *words]))
        finally:
            os._exit(code)

    def watch(self, room: str) -> None:
        """Run a room's tests once, and learn which run which lines, and how long each takes."""
        room = room.partition("/")[0]
        tests = [
            path
            for path in (f"tests/{room}", f"tests/test_{room}.py", *ALSO.get(room, ()))
            if (self.root / path).exists()
        ]
        data, report = self.root / f".coverage.{room}", self.root / f"{room}.xml"
        self.environment["COVERAGE_FILE"] = str(data)
        package = f"--cov={self.root / 'src/cdalign'}"
        self.pytest(*tests, package, "--cov-context=test", "--cov-report=", f"--junitxml={report}")
        seconds = _durations(report)
        self._seconds = {
            test: seconds[_short(test)] for _, ids in _lines(data) for test in ids if _short(test) in seconds
        }
        self._tests = {
            line: sorted((test for test in ids if test in self._seconds), key=lambda test: self._seconds[test])
            for line, ids in _lines(data)
        }

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Return the tests that run a mutant's line, from the quickest on, as far as the budget reaches.

        A line that runs while its module is imported runs in no test, and one of a cached function in the first that
        asks for it: they are judged by all that run the module.
        """
        chosen: list[str] = []
        spent = 0.0
        tests = self._tests.get(f"{mutant.path}:{mutant.line}")
        if tests is not None and len(tests) < FEW_TESTS:
            tests = list(dict.fromkeys((*tests, *self._tests_of_module(mutant.path))))
        for test in tests or []:
            spent += self._seconds[test]
            if chosen and spent > BUDGET:
                break
            chosen.append(test)
        return chosen

    def _tests_of_module(self, path: str) -> list[str]:
        found = {test for line, tests in self._tests.items() if line.startswith(f"{path}:") for test in tests}
        return sorted(found, key=lambda test: self._seconds[test])

    def is_killed(self, mutant: Mutant) -> bool:
        """Return whether a test fails, or runs without end, when the mutant is in place."""
        tests = self.tests_of(mutant)
        if not tests:
            return False
        path = self.root / mutant.path
        source = path.read_bytes()
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()
        try:
            path.write_bytes(source[: mutant.start] + f"({mutant.after})".encode() + source[mutant.stop :])
            # Most mutants are killed by the first of their tests: the others need not be collected for them.
            return any(self._fails(part) for part in (tests[:FIRST_TESTS], tests[FIRST_TESTS:]) if part)
        finally:
            path.write_bytes(source)

    def _fails(self, tests: list[str]) -> bool:
        """Return whether one of the tests fails, or runs without end."""
        arguments = self.root / "chosen.txt"
        arguments.write_text("\n".join(tests), encoding="utf-8")
        seconds = LEAST_SECONDS + 5 * sum(self._seconds[test] for test in tests)
        return self.pytest("-x", f"@{arguments}", seconds=int(min(seconds, 5 * BUDGET))) != 0


def _durations(report: Path) -> dict[tuple[str, str], float]:
    """Return the seconds of each test that passed. Those that fail or skip without a mutant prove nothing."""
    cases = [case for case in ElementTree.parse(report).iter("testcase") if len(case) == 0]
    return {(case.get("classname", ""), case.get("name", "")): float(case.get("time", 0)) for case in cases}


def _short(test: str) -> tuple[str, str]:
    file, _, name = test.partition("::")
    return file.removesuffix(".py").replace("/", "."), name


def _lines(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield `path:line` with the tests that run it."""
    import coverage

    read = coverage.CoverageData(str(data))
    read.read()
    for file in read.measured_files():
        marker = file.find("src/cdalign/")
        for line, contexts in read.contexts_by_lineno(file).items():
            yield f"{file[marker:]}:{line}", sorted({context.rpartition("|")[0] for context in contexts if context})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="*", metavar="ROOM", default=ROOMS)
    parser.add_argument("--sample", type=int, default=50, help="mutants a room (default: 50)")
    parser.add_argument("--slice", default=":", help="which of them, as FIRST:LAST")
    parser.add_argument("--results", type=Path, help="where to note each; what is noted there is not tried again")
    options = parser.parse_args()
    first, last = (int(word) if word else None for word in options.slice.split(":"))
    known = {}
    if options.results and options.results.exists():
        known = dict(line.split("\t", 1) for line in options.results.read_text(encoding="utf-8").splitlines())
    for name in HEAVY:
        import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for room in options.rooms:
            chosen = choose(bench.root, room, options.sample)[first:last]
            if any(mutant.digest not in known for mutant in chosen):
                bench.watch(room)
            killed = 0
            for mutant in chosen:
                if mutant.digest not in known:
                    known[mutant.digest] = "killed" if bench.is_killed(mutant) else "alive"
                    if options.results:
                        with options.results.open("a", encoding="utf-8") as notes:
                            notes.write(f"{mutant.digest}\t{known[mutant.digest]}\t{mutant}\n")
                is_killed = known[mutant.digest].startswith("killed")
                killed += is_killed
                if not is_killed:
                    print(f"alive: {mutant}", flush=True)
            print(f"{room}: {killed} of {len(chosen)} killed", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
