"""How the list is laid out for whoever works here: columns, widths, what stays in sight, the height of its rows.

A person's own layout is kept with the preferences of this screen, under the login: widths belong to a screen.  A saved
view brings its own, which lasts as long as it is open and is kept by saving the view again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.order_columns import Layout, read
from ui.orders.columns_dialog import ColumnsDialog
from ui.shared.column_table import ColumnTable
from ui.shared.page import Desk
from ui.shared.tokens import ROW_COMPACT, ROW_TWO_LINES

HEIGHTS = {"comfortable": ROW_TWO_LINES, "compact": ROW_COMPACT}


class LayoutDesk(QObject):
    """`changed` when other columns were chosen: their cells have to be read; `sorted` when another sorting is wanted.

    A layout that comes with a queue or a view says nothing: its list is read in any case.
    """

    changed = Signal()
    sorted = Signal(str, bool)  # the column of the orders ("" is the usual one), turned round

    def __init__(self, desk: Desk, page: QWidget, table: ColumnTable) -> None:
        super().__init__(page)
        self._desk, self._page, self._table = desk, page, table
        self._of_view = False
        self.density, kept = self._kept().get(self._login(), ("comfortable", ""))
        self.layout = read(kept)
        table.laid_out.connect(self._take)
        self._show()

    def shown(self) -> Sequence[str]:
        """The keys of the columns that are shown."""
        return self.layout.columns

    def use_own(self) -> None:
        """The layout of whoever works here."""
        if self._of_view:
            self._of_view = False
            self._change(read(self._kept().get(self._login(), ("", ""))[1]))

    def use(self, kept: str) -> None:
        """The layout of a saved view, for as long as it is open."""
        self._of_view = True
        self._change(read(kept))

    def text(self, sorted_by: str, *, turned: bool) -> str:
        """The layout as a view keeps it, with how the list is sorted."""
        return replace(self.layout, sorted_by=sorted_by, turned=turned).text()

    def ask(self, sorts: Sequence[str], sorted_by: str, turned: bool) -> None:
        """Ask which columns, in which order, how many stay, how high the rows and by what the list is sorted."""
        dialog = ColumnsDialog(self._page, self._desk.words, self.layout, self.density, sorts, (sorted_by, turned))
        dialog.decided.connect(self._take_all)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_all(self, layout: Layout, density: str, sorted_by: str, turned: bool) -> None:
        before = set(self.layout.columns)
        self.density = density
        self._change(layout)
        self._keep()
        now = set(layout.columns)
        if now - before or "tags" in before - now:  # hidden tags stand beside the goods
            self.changed.emit()
        self.sorted.emit(sorted_by, turned)

    def _take(self, columns: Sequence[str], widths: Mapping[str, int]) -> None:
        """Somebody moved or resized a column by hand."""
        self.layout = replace(self.layout, columns=tuple(columns), widths=dict(widths))
        self._keep()

    def _change(self, layout: Layout) -> None:
        self.layout = layout
        self._show()

    def _show(self) -> None:
        self._table.set_row_height(HEIGHTS[self.density])
        self._table.lay_out(self.layout.columns, self.layout.widths, self.layout.frozen)

    # keeping

    def _login(self) -> str:
        return self._desk.preferences.settings.user

    def _kept(self) -> dict[str, tuple[str, str]]:
        """By login: the height of the rows and the layout."""
        found = {}
        for line in self._desk.preferences.settings.order_lists.splitlines():
            login, _, rest = line.partition("\t")
            density, _, layout = rest.partition("\t")
            found[login] = (density if density in HEIGHTS else "comfortable", layout)
        return found

    def _keep(self) -> None:
        kept = self._kept()
        own = kept.get(self._login(), ("", ""))[1] if self._of_view else replace(self.layout, sorted_by="").text()
        kept[self._login()] = (self.density, own)
        lines = (f"{login}\t{density}\t{layout}" for login, (density, layout) in kept.items())
        self._desk.remember(order_lists="\n".join(lines))
