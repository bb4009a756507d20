"""Takes the pictures of the documentation: the sample project in Chromium, in both languages, light and dark.

    screenshots.py [FOLDER]        usually docs/images

The pictures show what a translator sees after `cdalign demo` and `cdalign build`. They change only with the pages.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
WIDTH, HEIGHT = 1200, 740
PAGES = {
    "home": "/",
    "review": "/review/CD-2138",
    # Words that are not in the termbase, so that the passages of the memory are in sight.
    "search": {"en": "/search?q=interactive+discussion", "zh": "/search?q=互动讨论"},
    "findings": "/findings/CD-2138",
    "bitext": "/bitext?document=CD/2138",
    "discovery": "/discovery",
    "terms": "/terms",
    "import": "/terms",
}
# What is looked up as a new text: paragraphs of the sample between two of another text.
TEXT_BEFORE = {
    "zh": "本工作文件回顾附属机构的讨论情况。",
    "en": "This working paper recalls what the subsidiary bodies discussed.",
}
TEXT_AFTER = {"zh": "见 CD/2119 和 A/RES/73/50。", "en": "See CD/2119 and A/RES/73/50."}
SAMPLE_LINES = slice(6, 16)
# Terms as an office keeps them in a table: some are new, some are there, one has a note.
TERMS = """\
编号,中文,英文,备注
1,裁军谈判会议,Conference on Disarmament,日内瓦
2,核查,verification,
3,轮值主席,rotating President,每年轮换
"""
TERMS_NAMES = {"en": "terms of the office.csv", "zh": "本处术语.csv"}
NAMES = {"en": "first-project", "zh": "示例项目"}
LOCALES = {"en": "en-GB", "zh": "zh-CN"}
WITH_DARK = ("review",)
# Enough for text on plain ground; a third of the size.
COLOURS = 256


@dataclass(frozen=True)
class Shot:
    """A picture of one page."""

    name: str
    lang: str
    scheme: str

    @property
    def file(self) -> str:
        dark = "-dark" if self.scheme == "dark" else ""
        return f"{self.name}{dark}.{self.lang}.png"

    @property
    def path(self) -> str:
        page = PAGES[self.name]
        return page if isinstance(page, str) else page[self.lang]


def main(folder: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium is not None, "Chromium is not installed"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for lang, name in NAMES.items():
            project = Path(place) / name
            run("demo", project)
            run("build", project)
            with served(project) as address:
                for shot in shots(lang):
                    take(browser, shot, address, folder, new_text(project, lang))
            if lang == "en":
                take_report(browser, project / "tm" / "report.html", folder / "report.en.png")
        browser.close()


def shots(lang: str) -> Iterator[Shot]:
    for name in PAGES:
        yield Shot(name, lang, "light")
        if name in WITH_DARK:
            yield Shot(name, lang, "dark")


def run(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "cdalign", *map(str, words)], check=True, capture_output=True)


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve a project; gives the address."""
    call = [sys.executable, "-m", "cdalign", "serve", str(project), "--port", "0", "--no-browser"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip().rstrip("/")
        finally:
            server.terminate()


def new_text(project: Path, lang: str) -> str:
    """Return a text that goes back to the sample."""
    lines = (project / "corpus" / lang / "CD-2138.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join([TEXT_BEFORE[lang], *lines[SAMPLE_LINES], TEXT_AFTER[lang]])


def take(browser: Any, shot: Shot, address: str, folder: Path, text: str) -> None:
    with window(browser, LOCALES[shot.lang], shot.scheme) as page:
        page.goto(f"{address}{shot.path}", wait_until="networkidle")
        if shot.name == "discovery":
            page.fill("#text", text)
            page.click("button.main")
            page.wait_for_url("**/discovery/*")
        if shot.name == "import":
            table = {"name": TERMS_NAMES[shot.lang], "mimeType": "text/csv", "buffer": TERMS.encode()}
            page.set_input_files("#terms-file", table)
            page.wait_for_url("**/import/*")
            page.locator("#take").scroll_into_view_if_needed()
        save(page.screenshot(), folder / shot.file)


def take_report(browser: Any, report: Path, goal: Path) -> None:
    with window(browser, "en-GB", "light") as page:
        page.goto(report.as_uri(), wait_until="load")
        save(page.screenshot(), goal)


def save(picture: bytes, goal: Path) -> None:
    """Write a picture with few colours."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(goal, optimize=True)
    print(f"{goal.name}: {goal.stat().st_size / 1e3:.0f} kB", flush=True)


@contextmanager
def window(browser: Any, locale: str, scheme: str) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, locale=locale, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(300_000)
    yield page
    context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
