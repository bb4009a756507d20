"""The example notebook: every cell runs in its order, and shows what is saved in the file."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path("docs/example.ipynb")


def run_cell(source: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a cell as a notebook does, and return what it shows: the value of an expression at its end."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr) or source.endswith(";"):
        exec(compile(source, str(NOTEBOOK), "exec"), names)
        return []
    exec(compile(ast.Module(body, []), str(NOTEBOOK), "exec"), names)
    value = eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)
    return [{"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": show_value(value)}]


def show_value(value: object) -> dict[str, list[str]]:
    shown = {"text/plain": repr(value).splitlines(keepends=True)}
    if hasattr(value, "_repr_html_"):
        shown["text/html"] = value._repr_html_().splitlines(keepends=True)
    return shown


def test_the_example_notebook_shows_what_its_cells_give(repository: Path, request: pytest.FixtureRequest) -> None:
    path = repository / NOTEBOOK
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    saved = [cell["outputs"] for cell in cells]
    names: dict[str, Any] = {}
    for cell in cells:
        cell["outputs"] = run_cell("".join(cell["source"]), names)
    if request.config.getoption("--update-golden"):
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
    found = [cell["outputs"] for cell in cells]
    assert found == saved, "where the new outputs are right: pytest --update-golden, and review the diff"
