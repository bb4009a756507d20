import json
from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.model import TranslationUnit
from cdalign.tmx import write_tmx

UNITS = (
    TranslationUnit(
        "裁谈会通过了附属机构 1 的报告。",
        "The Conference adopted the report of Subsidiary Body 1.",
        "zh-Hans",
        "en",
        id="CD/2138#body.1.1",
        props=(
            ("x-document", "CD/2138"),
            ("x-paragraph", "body.1.1"),
            ("x-review", "confirmed"),
            ("x-target-status", "working-translation"),
        ),
    ),
    TranslationUnit("核裁军是优先事项。", "Nuclear disarmament is a priority.", "zh-Hans", "en", id="n2"),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_tmx(tmp_path / "tm" / "CD-2138.sentences.tmx", UNITS)
    return tmp_path


def find(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[str, str]:
    assert main(["find", *words]) == 0
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_words_in_context(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = find(capsys, "報告", "--project", str(project))
    assert out.splitlines() == [
        "CD/2138 body.1.1  confirmed, en: working translation",
        "  zh       裁谈会通过了附属机构 1 的**报告**。",
        "  en       The Conference adopted the **report** of Subsidiary Body 1.",
    ]
    assert err.split("\n")[1] == "1 hit"


def test_fuzzy_matches_with_marks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = find(capsys, "裁谈会通过了附属机构 5 的报告。", "--fuzzy", "--project", str(project))
    assert out.splitlines() == [
        " 98%  CD/2138 body.1.1  confirmed, en: working translation",
        "  you      裁谈会通过了附属机构 **5** 的报告。",
        "  zh       裁谈会通过了附属机构 **1** 的报告。",
        "  en       The Conference adopted the report of Subsidiary Body 1.",
        "  numbers  The Conference adopted the report of Subsidiary Body **5**.",
    ]


def test_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = find(capsys, "disarm*", "--json", "--project", str(project))
    found = json.loads(out)
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert (hit["text"], hit["spans"], hit["translation"]) == (
        "Nuclear disarmament is a priority.",
        [[8, 19]],
        "核裁军是优先事项。",
    )


def test_more_hits_than_are_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, err = find(capsys, "裁", "--limit", "1", "--project", str(project))
    assert "1 of 2; --limit" in err
    assert main(["find", "的*", "--limit", "0", "--project", str(project)]) == 2


def test_nothing_found_says_what_to_try(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = find(capsys, "disarm", "--project", str(project))
    assert (out, err) == ("", "nothing found\ntry: cdalign find 'disarm*', for words that begin so\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("x",), "there is no memory here yet"),
        (("x", "--tmx", "missing.tmx"), "missing.tmx"),
        (("x", "--memory", "missing.cdtm"), "there is no such memory"),
        (("x", "--project", "missing"), "there is no such folder"),
    ],
)
def test_errors_say_what_to_do(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["find", *words]) == 2
    error = capsys.readouterr().err.splitlines()
    assert message in error[0]
    assert error[1].startswith("try: ")
    assert list(tmp_path.iterdir()) == []


def test_memory_tools(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmx, memory = str(project / "tm" / "CD-2138.sentences.tmx"), str(project / "un.cdtm")
    assert main(["tm", "import", tmx, "--memory", memory]) == 0
    assert main(["tm", "import", tmx, "--memory", memory]) == 0
    assert main(["tm", "collections", memory, "main", "--penalty", "5", "--read-only", "--check"]) == 0
    assert main(["tm", "export", "--memory", memory, "-o", str(project / "out.tmx")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{tmx}: 2 new",
        f"{tmx}: is in already",
        "main: 2 units, priority 0, penalty 5, read-only",
        f"{project / 'out.tmx'}: 2 units",
    ]
    out, _ = find(capsys, "核裁军是优先事项。", "--fuzzy", "--memory", memory)
    assert out.startswith(" 95%  n2")
    text = project / "new.txt"
    text.write_text("核裁军是优先事项。\n", encoding="utf-8")
    assert main(["tm", "analyse", str(text), "--memory", memory]) == 0
    assert "95-99%" in capsys.readouterr().out
    assert main(["tm", "pretranslate", str(text), "-o", str(project / "new.xlf"), "--memory", memory]) == 0
    assert "Nuclear disarmament is a priority." in (project / "new.xlf").read_text(encoding="utf-8")


def test_pretranslation_says_that_codes_were_left_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory, tmx = str(project / "codes.cdtm"), project / "codes.tmx"
    tmx.write_text(
        '<tmx version="1.4"><header srclang="zh-CN"/><body><tu>'
        '<tuv xml:lang="zh-CN"><seg>请按确定键继续工作。</seg></tuv>'
        '<tuv xml:lang="en"><seg>Press <ph>%1</ph> to go on.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    text, job = project / "new.txt", project / "new.xlf"
    assert main(["tm", "import", str(tmx), "--memory", memory]) == 0
    text.write_text("请按确定键继续工作。\n", encoding="utf-8")
    assert main(["tm", "pretranslate", str(text), "-o", str(job), "--memory", memory]) == 0
    assert "%1</ph>" in job.read_text(encoding="utf-8")
    assert "do not fit" not in capsys.readouterr().err
    text.write_text("请按取消键继续工作。\n", encoding="utf-8")
    assert main(["tm", "pretranslate", str(text), "-o", str(job), "--memory", memory]) == 0
    assert "%1" not in job.read_text(encoding="utf-8")
    assert "the inline codes of 1 match do not fit" in capsys.readouterr().err
