"""Old and foreign office files, converted by LibreOffice if it is installed: in bounded time, without macros.

LibreOffice runs with its own profile, which is deleted afterwards. So it neither waits for a window that a person
has open nor changes that person's settings. In this profile macros, links to other files and active content are
switched off (the settings of org.openoffice.Office.Common/Security/Scripting in LibreOffice's own registry).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.messages import say

# Where LibreOffice is installed on macOS and Windows, which do not put it on the search path.
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_NAMES = ("soffice", "libreoffice", "soffice.com")
# A report of 200 pages takes 4 s, the first start of a profile 3 s more (measured on two cores).
_LONGEST_RUN = 120.0
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SAFE = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}

_INSTALL = say("install LibreOffice, or open the file in the program that it is of and save it as DOCX, PPTX or XLSX")
_SAVE = say(
    "open it in the program that it is of (it may have a password or be damaged) and save it as DOCX, PPTX or XLSX"
)


@dataclass(frozen=True, slots=True)
class OfficeRun:
    """How LibreOffice is run: the program, and the time limit for one file in seconds."""

    program: str
    longest: float = _LONGEST_RUN


def find_office() -> OfficeRun | None:
    """Return how to run LibreOffice, or None if it is not installed."""
    found = filter(None, map(shutil.which, _NAMES))
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    program = next(iter((*found, *usual)), None)
    return OfficeRun(program) if program else None


def convert_office_file(
    data: bytes, suffix: str, target: str, *, kind: str, path: str = "", office: OfficeRun | None = None
) -> bytes:
    """Return the bytes of a file after conversion by LibreOffice.

    `suffix` is that of the file (`doc`), `target` the format wanted (`docx`, or with a filter: `txt:Text`). `kind`
    names the file in messages (`an old Word file`), and `path` is its path.

    Raises:
        ReadError: LibreOffice is not installed, cannot convert the file, or takes too long.
    """
    run = office or find_office()
    if run is None:
        raise ReadError(
            say("is {kind}, which is read through LibreOffice", kind=kind),
            code="file.office",
            path=path,
            advice=_INSTALL,
        )
    # On Windows a file may stay locked for a moment after its program has ended.
    with tempfile.TemporaryDirectory(prefix="cdalign-office-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        _write_profile(home / "profile")
        source, made = home / f"document.{suffix}", home / "made"
        source.write_bytes(data)
        made.mkdir()
        said = _run_office(run, _arguments(run, home, source, made, target), kind, path)
        return _take_result(made, said, kind, path)


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(name=name, value=value) for name, value in _SAFE.items())
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")


def _arguments(run: OfficeRun, home: Path, source: Path, made: Path, target: str) -> list[str]:
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    quiet = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard", "--nologo")
    return [run.program, profile, *quiet, "--convert-to", target, "--outdir", str(made), str(source)]


def _run_office(run: OfficeRun, command: list[str], kind: str, path: str) -> str:
    """Run LibreOffice to its end and return its output. If it takes too long, end it and its child processes."""
    try:
        process = subprocess.Popen(  # noqa: S603 (the program that is installed, without a shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise ReadError(
            say("is {kind}, and LibreOffice does not start ({error})", kind=kind, error=error),
            code="file.office",
            path=path,
            advice=_INSTALL,
        ) from error
    try:
        said, _ = process.communicate(timeout=run.longest)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            say(
                "is {kind}, and LibreOffice did not finish it within {longest:.0f} seconds",
                kind=kind,
                longest=run.longest,
            ),
            code="file.large",
            path=path,
            advice=_SAVE,
        ) from error
    finally:
        _end_group(process)
    return said.decode("utf-8", "replace").strip()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the program and its child processes: `soffice` is a script that waits for another program."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)  # noqa: S603 (the system's own program)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _take_result(made: Path, said: str, kind: str, path: str) -> bytes:
    results: Iterator[Path] = iter(sorted(made.iterdir()))
    result = next(results, None)
    if result is None or not result.stat().st_size:
        why = f" ({said.splitlines()[-1][:200]})" if said else ""
        raise ReadError(
            say("is {kind} that LibreOffice cannot convert{why}", kind=kind, why=why),
            code="file.office",
            path=path,
            advice=_SAVE,
        )
    return result.read_bytes()
