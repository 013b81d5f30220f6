"""Pictures of a parcel that came back: chosen as files or taken from the clipboard, seen small before they are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.case_view import EvidenceRow
from ui.after_sales.evidence import EvidenceDialog, EvidenceTile, EvidenceTiles
from ui.after_sales.evidence_desk import as_png, read_files
from ui.deeds.fields import Question
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.file_dialogs import files_to_open
from ui.shared.messages import Words
from ui.shared.page import Desk
from ui.shared.tokens import SECONDARY

KINDS = ("*.png", "*.jpg", "*.jpeg")
ROOM = 106  # px for one row of small pictures, kept free so that nothing moves when they come
Named = tuple[str, bytes]  # the name of a file and what is in it


class PicturesShown(Question):
    """Small pictures side by side, one of them large on Enter; there is nothing to answer."""

    def __init__(self, words: Words, pictures: Sequence[bytes] = ()) -> None:
        super().__init__("photos")
        self.words = words
        self.files: list[Named] = []
        self.tiles: EvidenceTiles | None = None
        self.none = label(words("cases.no_pictures"), style="secondary", tone="muted")
        self.dialog: EvidenceDialog | None = None
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(label(words("cases.pictures"), style="secondary", tone="muted"))
        self.head.addStretch(1)
        self.place = QWidget()
        self.place.setMinimumHeight(ROOM)
        self._inside = QVBoxLayout(self.place)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(self.none)
        self.column.addLayout(self.head)
        self.column.addWidget(self.place)
        self.show_files([(words("cases.picture_named", n=n), content) for n, content in enumerate(pictures, start=1)])

    def show_files(self, files: Sequence[Named]) -> None:
        """Show these in place of those before."""
        self.files = list(files)
        if self.tiles is not None:
            self._inside.removeWidget(self.tiles)
            self.tiles.hide()
            self.tiles.deleteLater()
        self.tiles = EvidenceTiles(self.words, [_row(name, content) for name, content in self.files])
        for tile, (_, content) in zip(self.tiles.tiles, self.files, strict=True):
            tile.show_bytes(content)
        self.tiles.enlarged.connect(self._enlarge)
        self.tiles.setVisible(bool(self.files))
        self.none.setVisible(not self.files)
        self._inside.insertWidget(0, self.tiles)

    def _enlarge(self, tile: EvidenceTile) -> None:
        assert self.tiles is not None
        self.dialog = EvidenceDialog(self, self.words, self.tiles.tiles, self.tiles.tiles.index(tile))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


class PicturesQuestion(PicturesShown):
    """One or several pictures; Delete takes the one that has the keyboard away.  Tells their bytes as `photos`."""

    def __init__(self, desk: Desk) -> None:
        words = desk.words
        super().__init__(words)
        self._desk = desk
        self.add = Button(
            "deed.photos.add", words("cases.add_pictures"), icon="plus", key="Ctrl+O", height=26, size=SECONDARY
        )
        self.paste = Button(
            "deed.photos.paste", words("cases.paste_evidence"), key="Ctrl+Shift+V", height=26, size=SECONDARY
        )
        for button in (self.add, self.paste):
            button.setAutoDefault(False)  # Enter belongs to the deed
        self.add.clicked.connect(self._choose)
        self.paste.clicked.connect(self._take_from_clipboard)
        self.wrong = label(style="secondary", tone="trouble", wrap=True)
        self.wrong.hide()
        self.hint = label(words("cases.pictures_keys"), style="secondary", tone="muted", wrap=True)
        self.head.addWidget(self.add)
        self.head.addWidget(self.paste)
        self.column.addWidget(self.wrong)
        self.column.addWidget(self.hint)
        self.hint.hide()

    def told(self) -> dict[str, Any]:
        """The pictures; nothing without any."""
        return {"photos": tuple(content for _, content in self.files)} if self.files else {}

    def show_error(self, words: str) -> None:
        """Say which picture could not be taken."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def add_files(self, files: Sequence[Path]) -> None:
        """Take these in, beside those that are there."""
        self._desk.jobs.ask(self, partial(read_files, files), self.take, self._refuse)

    def _choose(self) -> None:
        words = self.words
        found = files_to_open(self._desk, self, words("cases.add_pictures_title"), words("cases.pictures"), KINDS)
        if found:
            self.add_files(found)

    def _take_from_clipboard(self) -> None:
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._refuse(OmsError("clipboard_no_picture"))
        else:
            self.take([(self.words("cases.pasted_name"), as_png(image))])

    def take(self, found: Sequence[Named]) -> None:
        """What can be shown is a picture; the same one again is the same."""
        self.show_error("")
        known = {content for _, content in self.files}
        self.show_files([*self.files, *(one for one in found if one[1] not in known)])
        assert self.tiles is not None
        bad = [tile for tile in self.tiles.tiles if tile.picture is None or tile.picture.isNull()]
        if bad:
            names = {tile.row.digest for tile in bad}
            self.show_files([one for one in self.files if _digest(one[1]) not in names])
            self._refuse(OmsError("photo_unreadable"))
        self.hint.setVisible(bool(self.files))

    def _refuse(self, error: OmsError) -> None:
        self.show_error(self.words.error(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a picture away."""
        chosen: QWidget | None = self.focusWidget()
        if event.key() == Qt.Key.Key_Delete and isinstance(chosen, EvidenceTile):
            self.show_files([one for one in self.files if _digest(one[1]) != chosen.row.digest])
            self.hint.setVisible(bool(self.files))
            self.add.setFocus()
        else:
            super().keyPressEvent(event)


def _row(name: str, content: bytes) -> EvidenceRow:
    """A picture that is kept nowhere yet, as tiles show those that are."""
    return EvidenceRow(0, 0, "case", name, "image/png", _digest(content), "", 0, 0)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
