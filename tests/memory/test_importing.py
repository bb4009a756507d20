import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from memory_units import random_units, unit

from cdalign.errors import ReadError, UsageError
from cdalign.exchange.formats import Writing, write_any
from cdalign.memory import Added, Collection, importing, open_memory
from cdalign.memory.importing import import_file
from cdalign.model import TranslationUnit
from cdalign.tmx import read_units, write_tmx
from conftest import Remember

# Imports a file; with a number and a time, it is killed when it has read so many units and then worked for so long. The
# time is its own: on a busy machine a kill by the clock may come when all is done.
IMPORT = """
import signal, sys
from cdalign.memory import importing, open_memory

def bar(units):
    for number, unit in enumerate(units):
        if sys.argv[3:] and number == int(sys.argv[3]):
            signal.setitimer(signal.ITIMER_PROF, float(sys.argv[4]))
        yield unit

importing.UNITS_A_BATCH = 50
with open_memory(sys.argv[1]) as memory:
    importing.import_file(memory, sys.argv[2], bar=bar)
"""


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    path = tmp_path / "un.tmx"
    write_tmx(path, random_units(1_000))
    return path


def test_import_takes_all_and_knows_the_file_again(shared_place: str, tmx: Path) -> None:
    expected = list(read_units(tmx))
    with open_memory(shared_place) as memory:
        assert import_file(memory, tmx).added == Added(new=len(expected))
        assert list(memory.units()) == expected
        assert import_file(memory, tmx).was_complete
        assert import_file(memory, tmx, collection="other").added == Added(new=len(expected))


def test_interrupted_import_goes_on(shared_place: str, tmx: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "UNITS_A_BATCH", 100)
    expected = list(read_units(tmx))

    def breaking(units: object) -> object:
        for number, one in enumerate(units):  # type: ignore[arg-type,var-annotated]
            if number == 450:
                raise KeyboardInterrupt
            yield one

    with open_memory(shared_place) as memory:
        with pytest.raises(KeyboardInterrupt):
            import_file(memory, tmx, bar=breaking)  # type: ignore[arg-type]
        assert len(memory) == 400
        done = import_file(memory, tmx)
        assert (done.resumed_after, done.added) == (400, Added(new=len(expected) - 400))
        assert list(memory.units()) == expected
        whole = open_memory()
        whole.add(expected)
        for before, after in ((399, 400), (400, 401)):
            hits = [m.find_exact(expected[after].source, "zh", before=expected[before].source) for m in (memory, whole)]
            assert [hit.score for hit in hits[0]] == [hit.score for hit in hits[1]]


def test_killed_at_any_point_nothing_is_lost_or_doubled(shared_place: str, tmx: Path) -> None:
    expected = list(read_units(tmx))
    chance = random.Random(4)
    command = [sys.executable, "-c", IMPORT, shared_place, str(tmx)]
    codes = []
    for kill in range(10):
        # Killed when it has read some 60 units more than at the last time, at any moment of its writing them.
        moment = [str(60 * (kill + 1)), str(chance.uniform(0.000_1, 0.01))]
        codes.append(subprocess.run([*command, *moment], check=False).returncode)
    # A database does much of the work: where it is quick, the last imports end before their moment has come.
    assert codes[0] == -signal.SIGPROF
    assert set(codes) <= {-signal.SIGPROF, 0}
    assert subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    with open_memory(shared_place) as memory:
        assert list(memory.units()) == expected
        assert memory.faults() == ()
        for one in expected[::97]:
            assert memory.find_fuzzy(one.source, "zh")[0].score == 100
            assert memory.concordance(one.source) or not one.source


def test_processes_may_import_at_once(tmp_path: Path, shared_place: str, tmx: Path) -> None:
    other = tmp_path / "other.tmx"
    write_tmx(other, random_units(1_000, seed=2))
    commands = [[sys.executable, "-c", IMPORT, shared_place, str(file)] for file in (tmx, other, tmx)]
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait() for process in processes] == [0, 0, 0]
    with open_memory(shared_place) as memory:
        units = list(memory.units())
        assert set(units) == {*read_units(tmx), *read_units(other)}
        assert len(units) == len(set(units))
        assert memory.faults() == ()
        for one in units[::97]:
            assert memory.find_fuzzy(one.target, "en")[0].score == 100


def test_table_without_languages_gets_those_of_its_characters(tmp_path: Path, remember: Remember) -> None:
    path = tmp_path / "un.tsv"
    write_any(path, [TranslationUnit("报告", "report", "", "")], Writing())
    memory = remember()
    import_file(memory, path)
    assert [(u.source_lang, u.target_lang) for u in memory.units()] == [("zh-Hans", "en")]
    assert memory.find_exact("report", "en")[0].translation == "报告"


def test_broken_file_leaves_what_was_read_and_can_be_fixed(tmp_path: Path, tmx: Path, remember: Remember) -> None:
    broken = tmp_path / "broken.tmx"
    broken.write_bytes(tmx.read_bytes()[: tmx.stat().st_size // 2])
    memory = remember()
    with pytest.raises(ReadError):
        import_file(memory, broken)
    import_file(memory, tmx)
    assert set(memory.units()) == set(read_units(tmx))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        import_file(open_memory(), tmp_path / "x.tmx")


def test_read_only_collection_takes_nothing(tmx: Path, remember: Remember) -> None:
    memory = remember()
    memory.set_collection(Collection("main", is_read_only=True))
    with pytest.raises(UsageError, match="read-only"):
        import_file(memory, tmx)
    assert len(memory) == 0


def test_what_was_removed_can_be_taken_in_again(tmx: Path, remember: Remember) -> None:
    memory = remember()
    count = import_file(memory, tmx).added.new
    assert memory.remove(collection="main") == count
    assert len(memory) == 0
    assert import_file(memory, tmx).added == Added(new=count)
    memory.add([unit("再来。")])
    assert memory.find_exact("再来。", "zh")
