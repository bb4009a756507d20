"""Discovery: the predecessor of a report comes first, boilerplate decides nothing."""

import json
import random
from pathlib import Path

import pytest
from memory_units import unit

from cdalign.cli import main
from cdalign.memory import Memory, open_memory
from cdalign.model import TranslationUnit
from conftest import Remember

# Characters that sentences are made of; which ones does not matter.
CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 800))
BOILERPLATE = tuple(
    f"{start}根据大会议事规则第十二条编写并提交各会员国审议" for start in ("本报告", "本文件", "本说明", "本决议")
)
YEARS, SENTENCES = 8, 30


def sentence(chance: random.Random) -> str:
    return "".join(chance.choices(CHARACTERS, k=chance.randrange(15, 40)))


def edited(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) - 3)
    return text[:place] + "".join(chance.choices(CHARACTERS, k=3)) + text[place + 3 :]


def next_year(report: list[str], chance: random.Random) -> list[str]:
    """Return the report of the next year: a third edited, a fifth new, the rest as it was."""
    made = []
    for one in report:
        lot = chance.random()
        made.append(sentence(chance) if lot < 0.2 else edited(one, chance) if lot < 0.5 else one)
    return made


def series(number: int) -> list[list[str]]:
    chance = random.Random(number)
    reports = [[*BOILERPLATE, *(sentence(chance) for _ in range(SENTENCES))]]
    while len(reports) <= YEARS:
        last = reports[-1]
        reports.append([*BOILERPLATE, *next_year(last[len(BOILERPLATE) :], chance)])
    return reports


def units_of_report(name: str, report: list[str]) -> list[TranslationUnit]:
    return [
        unit(text, f"{name} {place}", id=f"{name}#{place}", props=(("x-document", name),))
        for place, text in enumerate(report)
    ]


@pytest.fixture(scope="module")
def archive() -> tuple[Memory, dict[str, list[str]]]:
    """A memory of twenty series of reports, and the reports that come next."""
    memory, following = open_memory(), {}
    for number in range(20):
        *known, new = series(number)
        following[f"S{number}/{YEARS}"] = new
        for year, report in enumerate(known, 1):
            memory.add(units_of_report(f"S{number}/{year}", report))
    return memory, following


def test_the_predecessor_comes_first(archive: tuple[Memory, dict[str, list[str]]]) -> None:
    memory, following = archive
    first = {name: memory.discover("\n".join(report), "zh")[0].document for name, report in following.items()}
    right = sum(name == found for name, found in first.items())
    assert right >= 0.95 * len(following), first


def test_what_a_document_covers_is_said(remember: Remember) -> None:
    memory = remember(
        *units_of_report("A", ["委员会审议了秘书长的报告并通过了决议", "会议请各国政府提交资料"]),
        *units_of_report("B", ["会议请各国政府提交资料", "各代表团讨论了裁军的前景问题"]),
    )
    text = "委员会审议了秘书长的报告并通过了决议\n会议请各国政府提交资料\n各代表团讨论了裁军的前景问题"
    first, second = memory.discover(text, "zh")
    words = len(text) - 2
    assert (first.document, first.longest, first.runs) == ("A", 18, 2)
    assert first.covered == first.added == pytest.approx(29 / words)
    assert (second.document, second.longest) == ("B", 14)
    assert second.covered == pytest.approx(25 / words)
    assert second.added == pytest.approx(14 / words)


def test_documents_are_excluded_and_preferred(archive: tuple[Memory, dict[str, list[str]]]) -> None:
    memory, following = archive
    name, report = next(iter(following.items()))
    text = "\n".join(report)
    assert memory.discover(text, "zh", excluded=[name])[0].document == name.replace("/8", "/7")
    assert memory.discover(text, "zh", preferred=["S0/2"])[0].document == "S0/2"
    assert len(memory.discover(text, "zh", limit=3)) == 3
    assert memory.discover("没有", "zh") == ()


def test_boilerplate_of_many_documents_decides_nothing(remember: Remember) -> None:
    common = "本报告根据大会议事规则第十二条编写并提交各会员国审议"
    others = [one for number in range(30) for one in units_of_report(f"O{number}", [f"{common}{number}"])]
    memory = remember(*others, *units_of_report("Z", ["秘书长欢迎这项重要倡议"]))
    first, *_ = memory.discover(f"{common}\n秘书长欢迎这项重要倡议", "zh")
    assert first.document == "Z"


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with open_memory(tmp_path / "un.cdtm") as memory:
        memory.add(units_of_report("CD/1", ["委员会审议了秘书长的报告并通过了决议"]))
    (tmp_path / "new.txt").write_text("我们审议了秘书长的报告并通过了决议。\n", encoding="utf-8")
    call = ["tm", "discover", str(tmp_path / "new.txt"), "--memory", str(tmp_path / "un.cdtm"), *arguments]
    assert main(call) == 0
    out = capsys.readouterr().out
    if arguments:
        (found,) = json.loads(out)["documents"]
        assert (found["document"], found["longest"]) == ("CD/1", 15)
    else:
        assert "CD/1" in out
    assert main([*call, "--exclude", "CD/1"]) == 0
