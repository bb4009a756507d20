"""The face for a double click: the pages on this computer, in the browser, without a console.

One instance runs for a user. A second start opens the browser at the first one and ends. The page has a button that
stops it. What would be printed goes into a log file.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

from cdalign.atomic import write_whole
from cdalign.errors import BusyError, MissingExtraError
from cdalign.locks import hold_folder
from cdalign.messages import say

_NAME = "cdalign"
_LOCK = "pages.lock"
_ADDRESS = "pages.address"
_LOG = "cdalign.log"
_LARGEST_LOG_BYTES = 1_000_000
# A second start comes while the first one still loads: that takes some seconds on an old computer.
_SECONDS_FOR_ADDRESS = 20.0
_SECONDS_BETWEEN_LOOKS = 0.2
_DONE, _COULD_NOT = 0, 2

Open = Callable[[str], object]


def library_folder() -> Path:
    """Return the folder where a user's projects are: `cdalign` among the documents."""
    import platformdirs

    return platformdirs.user_documents_path() / _NAME


def state_folder() -> Path:
    """Return the folder that tells a second start of the first one."""
    import platformdirs

    return platformdirs.user_state_path(_NAME, appauthor=False)


def log_file() -> Path:
    """Return the file into which goes what a console would show."""
    import platformdirs

    return platformdirs.user_log_path(_NAME, appauthor=False) / _LOG


def open_home(library: Path, state: Path, open_browser: Open, tell: Open) -> None:
    """Serve the pages of a folder of projects until they are stopped; where they are served already, open them only.

    `open_browser` and `tell` are called with the address.

    Raises:
        MissingExtraError: the packages of the pages are not installed.
        BusyError: another instance runs and does not say where.
        WriteError: the folder of the state cannot be written.
    """
    try:
        with hold_folder(state, name=_LOCK, patience=0.0):
            (state / _ADDRESS).unlink(missing_ok=True)
            try:
                _serve(library, state, open_browser, tell)
            finally:
                (state / _ADDRESS).unlink(missing_ok=True)
    except BusyError:
        address = _wait_for_address(state)
        if not address:
            raise
        tell(address)
        open_browser(address)


def _serve(library: Path, state: Path, open_browser: Open, tell: Open) -> None:
    try:
        from cdalign.web.serving import Listening, Offer, serve
    except ImportError as error:
        raise MissingExtraError(
            say("the pages need a package that is not installed ({error})", error=error.name),
            advice="install cdalign with its pages",
        ) from error

    def ready(address: str) -> None:
        write_whole(state / _ADDRESS, address)
        tell(address)
        open_browser(address)

    serve(Offer(library=library, can_be_stopped=True), Listening(port=0), ready)


def _wait_for_address(state: Path) -> str:
    """Return the address of the instance that runs, when it has one; an empty text where it does not come."""
    last = time.monotonic() + _SECONDS_FOR_ADDRESS
    while time.monotonic() < last:
        with suppress(OSError):
            return (state / _ADDRESS).read_text(encoding="utf-8")
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return ""


def main() -> int:
    """Open the pages after a double click; what goes wrong is in the log file, which the browser shows then."""
    log = log_file()
    _write_into(log)
    # A system that shuts down ends programs so: what was uploaded and the note of the address are deleted then.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        open_home(library_folder(), state_folder(), webbrowser.open, logging.getLogger(__name__).info)
    except KeyboardInterrupt:
        return _DONE
    except Exception as error:
        advice = getattr(error, "advice", "") or "report what is below"
        logging.getLogger(__name__).exception("the pages could not be opened; try: %s", advice)
        webbrowser.open(log.as_uri())
        return _COULD_NOT
    return _DONE


def _write_into(log: Path) -> None:
    """Send the program's own log into a file, and there too what is printed where there is no console.

    A program without a console has None for stdout and stderr (pythonw.exe).
    """
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if log.exists() and log.stat().st_size > _LARGEST_LOG_BYTES else "a"
        stream = cast(TextIO, log.open(mode, encoding="utf-8", buffering=1))
        logging.basicConfig(stream=stream, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
        sys.stdout, sys.stderr = sys.stdout or stream, sys.stderr or stream
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
