"""The strip above the list: the queue where it is folded, bulk work while rows are checked, and how old the data is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.orders.bulk import BulkBar
from ui.shared import theme
from ui.shared.buttons import Button, FilterButton
from ui.shared.cards import label
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.tokens import TOOLBAR


class _Holder(QWidget):
    """Holds parts of the strip, so that they can be out of sight together."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(part)


class OrdersToolbar(QWidget):
    """42 px high; `refresh_asked` by its button or F5, `export_asked` by its button or Ctrl+E.

    While rows are checked the bulk bar comes first: where the room is short the age of the data, the pictures on the
    bar's buttons and at last the queue's button make way, so that no word is cut.

    `columns_asked` by its button or Ctrl+L, `save_asked` by its button or Ctrl+S; `remove_asked` by the button that is
    there while a saved view is open.
    """

    refresh_asked = Signal()
    export_asked = Signal()
    save_asked = Signal()
    columns_asked = Signal()
    remove_asked = Signal()

    def __init__(self, words: Words, fold_button: FilterButton) -> None:
        super().__init__()
        named(self, "orders.toolbar", words("orders.toolbar"))
        self._told = ""
        self.setFixedHeight(TOOLBAR)
        self.bulk = BulkBar(words)
        self.what = label(style="secondary", tone="muted")
        self.what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.age = label(style="secondary", tone="muted")
        refresh = Button("orders.refresh", "", "ghost", icon="refresh", label=words("orders.refresh"), height=26)
        refresh.setShortcut("F5")
        refresh.clicked.connect(self.refresh_asked)
        export = Button("orders.export", "", "ghost", icon="download", label=words("export.action"), height=26)
        export.setShortcut("Ctrl+E")
        export.clicked.connect(self.export_asked)
        columns = Button("orders.columns", "", "ghost", icon="columns", label=words("columns.action"), height=26)
        columns.setShortcut("Ctrl+L")
        columns.clicked.connect(self.columns_asked)
        save = Button("orders.save_view", "", "ghost", icon="pin", label=words("views.save"), height=26)
        save.setShortcut("Ctrl+S")
        save.clicked.connect(self.save_asked)
        self.remove = Button("orders.remove_view", "", "ghost", icon="trash", label=words("views.remove"), height=26)
        self.remove.clicked.connect(self.remove_asked)
        self.remove.hide()
        # What stands in these comes and goes by itself
        self._fold, self._aside = _Holder(fold_button), _Holder(self.age)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(8)
        self._parts = (self._fold, self.bulk, self._aside, refresh, columns, export, save, self.remove)
        for part in self._parts:
            row.addWidget(part)
        row.insertWidget(row.indexOf(self._aside), self.what, 1)

    def add_hint(self, button: Button) -> None:
        """A button that stands before the age of the data."""
        self._aside.row.insertWidget(0, button)

    def show_checked(self, count: int) -> None:
        """Show the bulk bar while rows are checked, else what the list shows."""
        self.bulk.show_count(count)
        self.what.setText("" if count else self._told)
        self._fit()

    def _fit(self) -> None:
        """Let what is needed least make way for the bulk bar, one after the other."""
        working = not self.bulk.isHidden()
        self._fold.show()
        self._aside.setVisible(not working)
        self.bulk.show_icons(True)
        if working and self._too_wide():
            self.bulk.show_icons(False)
            self._fold.setVisible(not self._too_wide())

    def _too_wide(self) -> bool:
        """Whether the parts need more than there is; Qt's own sum remembers how wide they were before."""
        widths = [part.minimumSizeHint().width() + self._row.spacing() for part in self._parts if not part.isHidden()]
        margins, needed = self._row.contentsMargins(), sum(widths)
        return margins.left() + needed + margins.right() > self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def show_what(self, told: str) -> None:
        """Say what the list shows."""
        self._told = told
        if self.bulk.isHidden():
            self.what.setText(told)

    def show_age(self, told: str, *, old: bool) -> None:
        """When the data was read; in amber while it is old because the database cannot be reached."""
        tone = "attention" if old else "muted"
        self.age.setText(told)
        if self.age.property("tone") != tone:
            self.age.setProperty("tone", tone)
            self.age.style().unpolish(self.age)
            self.age.style().polish(self.age)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))
