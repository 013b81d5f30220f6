"""The program's log: what went wrong and when, for support.  It never holds names, addresses, phones or secrets.

Two files of at most 2 MB each, the older one with `.1` at its end; times are UTC.
"""

from __future__ import annotations

import logging
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop_oms.settings import log_folder

FILE = "desktop-oms.log"
LARGEST = 2_000_000
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start(folder: Path | None = None) -> Path | None:
    """Write the log from now on, and say to which file; None when the folder cannot be written: the program still runs.

    Starting twice keeps one log.
    """
    file = (folder or log_folder()) / FILE
    root = logging.getLogger()
    if any(getattr(known, "baseFilename", None) == str(file.absolute()) for known in root.handlers):
        return file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return None
    lines = logging.Formatter(LINE)
    lines.converter = time.gmtime
    handler.setFormatter(lines)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return file


def stop() -> None:
    """Close the log files this program writes."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, RotatingFileHandler) and Path(handler.baseFilename).name == FILE:
            root.removeHandler(handler)
            handler.close()
