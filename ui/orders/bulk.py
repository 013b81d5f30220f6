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

MORE = ("release", "cancel", "route", "split", "join", "tag", "untag", "assign", "together")


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
        self._deeds: list[tuple[Button, str]] = []
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
            self._deeds.append((button, icon))
        spoken = words("palette.checked")
        self.more = Button("bulk.more", words("orders.bulk.more"), height=26, size=SECONDARY, menu=True, label=spoken)
        menu = named(QMenu(self.more), "bulk.menu", words("orders.bulk.more"))
        for name in MORE:
            menu.addAction(plain(words(f"orders.bulk.{name}"))).triggered.connect(partial(self._act, name))
        self.more.setMenu(menu)
        row.addWidget(self.more)
        clear = Button("bulk.clear", "", "ghost", icon="cross", label=words("orders.bulk.clear"), height=26)
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)
        self.hide()

    def _act(self, name: str, _on: bool = False) -> None:
        self.acted.emit(name)

    def show_icons(self, on: bool) -> None:
        """Show the pictures on the buttons, or, where the room is short, their words alone."""
        for button, icon in self._deeds:
            button.show_icon(icon if on else None)

    def show_count(self, count: int) -> None:
        """Show how many rows are checked; with none the bar is not there."""
        self.count.setText(self._words("orders.checked", n=count))
        self.setVisible(count > 0)
