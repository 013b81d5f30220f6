"""Desktop OMS starts here: `main.py` opens the window, `main.py [--db URL] VERB ...` answers on the command line.

`--db` takes a SQLite file or a `postgresql://` URL; without it the program uses the database of its settings.  The
window never pays for the command line nor the command line for Qt: each is imported only when it is wanted, which is
the one place where the product imports late.  Exit codes: 0 done, 1 refused or found wrong, 2 not understood.
"""

from __future__ import annotations

import os
import sys

from desktop_oms.words import say

# What Debian and Ubuntu call the system libraries that Qt needs; `.ci/setup` installs them for `make run`.
QT_PACKAGES = (
    "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfreetype6 libfontconfig1 libdbus-1-3 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


def main(arguments: list[str]) -> int:
    """Opens the window, or answers a verb; returns the exit code."""
    match arguments:
        case []:
            return open_window(None)
        case ["--db", database]:
            return open_window(database)
        case [option] if option.startswith("--db="):
            return open_window(option.removeprefix("--db="))
    from desktop_oms.cli import run

    exit_code: int = run(arguments)
    return exit_code


def open_window(database: str | None) -> int:
    """Shows the window until it is closed.  A system library that Qt lacks is named together with the cure."""
    try:
        from ui.application import run
    except ImportError as error:
        library, _, trouble = str(error).partition(":")
        if "shared object" not in trouble:
            raise
        print(say("error.qt_library_missing", language(), library=library, packages=QT_PACKAGES), file=sys.stderr)
        return 1
    return run(database)


def language() -> str:
    """The language of the person's session, before any setting is known: Chinese where the locale says so."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh_CN" if locale.startswith("zh") else "en"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
