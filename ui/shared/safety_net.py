"""The net under everything: what nobody caught is logged, told once, calmly, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)


def catch_unexpected(tell: Callable[[str], None]) -> None:
    """Whatever nobody caught is logged with its traceback and told once, calmly; the program goes on."""

    def in_window(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.error("unexpected error", exc_info=(kind, error, trace))
        tell(kind.__name__)

    def in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            log.error("unexpected error", exc_info=(failure.exc_type, failure.exc_value, failure.exc_traceback))

    sys.excepthook = in_window
    threading.excepthook = in_thread
