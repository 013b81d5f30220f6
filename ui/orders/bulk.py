"""The bar above the list while rows are checked: how many, and what can be done with them all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.messages import Words
from ui.shared.naming import named, plain
from ui.shared.tokens import SECONDARY

MORE = ("labels", "release", "cancel", "route", "split", "join", "tag", "untag", "assign", "together")


class BulkBar(QWidget):
    """How many rows are checked and what can be done with them all; `acted(name)` when one is taken."""

    acted = Signal(str)
    cleared = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "orders.bulk", words("orders.bulk"))
        self._words = words
        self.count = label(bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.count)
        row.addSpacing(4)
        for name, icon in (
            ("confirm", "check"),
            ("hold", "pause"),
            ("pick_list", "picking"),
            ("slips", "printer"),
            ("labels", "tag"),
        ):
            button = Button(f"bulk.{name}", words(f"orders.bulk.{name}"), icon=icon, height=26, size=SECONDARY)
            button.clicked.connect(lambda _on=False, name=name: self.acted.emit(name))
            row.addWidget(button)
        self.more = Button("bulk.more", words("orders.bulk.more"), height=26, size=SECONDARY, menu=True)
        self.more.clicked.connect(self._open_menu)
        self.more.choices = tuple((words(f"orders.bulk.{name}"), partial(self.acted.emit, name)) for name in MORE)
        row.addWidget(self.more)
        clear = Button("bulk.clear", "", "ghost", icon="cross", label=words("orders.bulk.clear"), height=26)
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)
        self.hide()

    def _open_menu(self) -> None:
        """Everything else that can be done with many, by arrow keys and Enter."""
        menu = named(QMenu(self), "bulk.menu", self._words("orders.bulk.more"))
        for word, do in self.more.choices:
            menu.addAction(plain(word)).triggered.connect(do)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def show_count(self, count: int) -> None:
        """Show how many rows are checked; with none the bar is not there."""
        self.count.setText(self._words("orders.checked", n=count))
        self.setVisible(count > 0)
