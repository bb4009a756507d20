import ast
import re
from pathlib import Path

import pytest

import cdalign
from cdalign.patterns import compile_late


def test_a_late_pattern_is_used_as_any_other() -> None:
    late, plain = compile_late("(?P<word>b+)", re.IGNORECASE), re.compile("(?P<word>b+)", re.IGNORECASE)
    for text in ("aBbc", "", "bb"):
        assert late.findall(text) == plain.findall(text)
        assert late.sub("-", text) == plain.sub("-", text)
        assert bool(late.match(text)) == bool(plain.match(text))
        assert [found["word"] for found in late.finditer(text)] == [found["word"] for found in plain.finditer(text)]
    assert (late.pattern, late.flags, late.groups) == (plain.pattern, plain.flags, plain.groups)


def test_a_pattern_is_compiled_at_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def compile_and_note(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return compile_now(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_and_note)
    late = compile_late("b+")
    assert compiled == []
    assert late.search("abc")
    assert late.search("abb")
    assert late.fullmatch("bb")
    assert compiled == ["b+"]


def test_a_pattern_that_is_wrong_says_so() -> None:
    with pytest.raises(re.error):
        compile_late("(").search("")


def test_a_module_compiles_no_class_of_han_when_it_is_loaded() -> None:
    found = [
        f"{path.name}:{node.lineno}"
        for path in sorted(Path(cdalign.__file__).parent.rglob("*.py"))
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.Assign)
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and "{HAN}" in ast.unparse(node)
    ]
    assert found == [], "use `compile_late`"
