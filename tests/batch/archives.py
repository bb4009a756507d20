"""An archive of small documents of a United Nations kind, put together from phrases of our own."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from cdalign.locks import LOCK_NAME

SUBJECTS = (
    ("委员会", "The Committee"),
    ("工作组", "The Working Group"),
    ("许多代表团", "Many delegations"),
    ("秘书长", "The Secretary-General"),
    ("缔约国", "The States parties"),
)
VERBS = (
    ("欢迎", "welcomed"),
    ("重申", "reaffirmed"),
    ("详细讨论了", "discussed in detail"),
    ("关切地注意到", "noted with concern"),
    ("建议审议", "recommended consideration of"),
)
OBJECTS = (
    ("关于核裁军的有效措施", "effective measures relating to nuclear disarmament"),
    ("海洋法方面的最新发展", "recent developments in the law of the sea"),
    ("难民和流离失所者的权利", "the rights of refugees and displaced persons"),
    ("化学武器库存的销毁", "the destruction of chemical weapons stockpiles"),
    ("预算执行情况和审计结论", "budget performance and the findings of the audit"),
    ("妇女参与和平进程的情况", "the participation of women in peace processes"),
)


def make_sentence(chance: random.Random) -> tuple[str, str]:
    subject, verb, thing = (chance.choice(items) for items in (SUBJECTS, VERBS, OBJECTS))
    number = chance.randrange(1, 400)
    chinese = f"{subject[0]}在第 {number} 次会议上{verb[0]}{thing[0]}。"
    return chinese, f"At the {number}th meeting, {subject[1][0].lower()}{subject[1][1:]} {verb[1]} {thing[1]}."


def make_texts(symbol: str, paragraphs: int = 5) -> tuple[str, str]:
    """Give both versions of a document; the same symbol gives the same."""
    chance = random.Random(symbol)
    sides: tuple[list[str], list[str]] = ([symbol, "秘书长的报告"], [symbol, "Report of the Secretary-General"])
    for number in range(1, paragraphs + 1):
        sentences = [make_sentence(chance) for _ in range(chance.randrange(1, 4))]
        sides[0].append(f"{number}. " + "".join(chinese for chinese, _ in sentences))
        sides[1].append(f"{number}. " + " ".join(english for _, english in sentences))
    return "\n\n".join(sides[0]) + "\n", "\n\n".join(sides[1]) + "\n"


def write_archive(root: Path, count: int, paragraphs: int = 5) -> Path:
    """Write `zh/CD-0001.txt`, `en/CD-0001.txt` … and give the folder."""
    for side in ("zh", "en"):
        (root / side).mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        chinese, english = make_texts(f"CD/{number:04}", paragraphs)
        (root / "zh" / f"CD-{number:04}.txt").write_text(chinese, encoding="utf-8")
        (root / "en" / f"CD-{number:04}.txt").write_text(english, encoding="utf-8")
    return root


def digest_outputs(folder: Path) -> dict[str, str]:
    """Give the digest of every file of a batch but the journal, which tells how the run went, and the locks."""
    others = {"journal.jsonl", LOCK_NAME}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in others)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
