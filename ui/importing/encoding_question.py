"""Asks in which encoding files are that do not tell it themselves: Excel in Europe and in Taiwan writes such ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.importing import ENCODINGS, read_files
from ui.deeds.deed_dialog import DeedDialog
from ui.deeds.fields import ChoiceQuestion
from ui.importing.columns_step import Looked
from ui.shared.jobs import Lane
from ui.shared.page import Desk

UNKNOWN = "file_encoding_unknown"
CERTAIN = "utf-8"  # it is recognised for sure, so a file that does not tell is not in it
LAST = frozenset({"gb18030"})  # it is recognised mostly


def ask_encoding(
    desk: Desk, page: QWidget, error: OmsError, paths: Sequence[Path], taken: Callable[[Looked, str], None]
) -> DeedDialog:
    """Ask until the files can be read or the person leaves; `taken` gets them with the encoding that was named."""
    words = desk.words
    offered = [(name, name.upper()) for name in sorted(ENCODINGS, key=LAST.__contains__) if name != CERTAIN]
    question = ChoiceQuestion("encoding", words("importing.encoding"), offered)
    title = words("importing.encoding_asked", file=str(error.facts["file"]))
    dialog = DeedDialog(page, words, title, words("importing.encoding_read"), [question])

    def read(told: dict[str, Any]) -> None:
        encoding = str(told["encoding"])

        def done(looked: Looked) -> None:
            dialog.accept()
            taken(looked, encoding)

        def failed(refused: OmsError) -> None:
            dialog.show_refusal(words.error(refused))

        work = partial(Looked.of, desk.app, partial(read_files, paths), encoding)
        desk.jobs.ask(dialog, work, done, failed, lane=Lane.LONG)

    dialog.decided.connect(read)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
