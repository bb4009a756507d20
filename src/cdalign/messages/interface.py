"""The languages in which cdalign speaks, and which one a person reads."""

from __future__ import annotations

import os

ENGLISH, CHINESE = "en", "zh-Hans"
INTERFACE_LANGUAGES = (ENGLISH, CHINESE)
# The order in which gettext and POSIX look (XBD 8.2); LANGUAGE is a list.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def interface_language(wish: str = "") -> str:
    """Return the interface language for a wish such as `zh` or `zh_CN.UTF-8`; without one, that of the locale."""
    for one in (wish or _locale_language()).split(":"):
        primary = one.lower().replace("-", "_").partition("_")[0].partition(".")[0]
        if primary in ("en", "zh"):
            return CHINESE if primary == "zh" else ENGLISH
    return ENGLISH


def _locale_language() -> str:
    found = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    if found or os.name != "nt":
        return found
    import ctypes
    import locale

    # Windows has none of these variables by itself; the language is that of its menus.
    windows = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    return locale.windows_locale.get(windows.GetUserDefaultUILanguage(), "")


def accepted_language(chosen: str, accepted: str) -> str:
    """Return the interface language: the one chosen, else the first of an Accept-Language header that we have."""
    if chosen in INTERFACE_LANGUAGES:
        return chosen
    for wish in accepted.split(","):
        primary = wish.partition(";")[0].strip().lower().partition("-")[0]
        if primary in ("en", "zh"):
            return CHINESE if primary == "zh" else ENGLISH
    return ENGLISH
