"""The dialog of shipping apart: how many units of what go, from where, and what each part holds afterwards.

The parts are worked out by the service while somebody types, so what is shown is what will be done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.apart import Wish
from ui.deeds.sending_cards import parts_card
from ui.shared.buttons import Button
from ui.shared.cards import clear_layout, label
from ui.shared.forms import Choice, FormRow, NumberField
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named

if TYPE_CHECKING:
    from desktop_oms.services.apart import Choice as Chosen
    from desktop_oms.services.apart import Planned, Unpicked

WIDE = 640
HIGH = 420  # of lines and parts; more of them scroll
PAUSE_MS = 150
BY_UNITS, BY_STOCK, AS_NOW = "units", "stock", "0"
Preview = Callable[[Wish], Sequence["Planned"]]


class ApartDialog(QDialog):
    """Asks what goes apart; `decided(wish)` when the person wants the parts that are shown."""

    decided = Signal(object)

    def __init__(self, parent: QWidget, words: Words, jobs: Jobs, title: str, choice: Chosen, preview: Preview) -> None:
        """`preview` works the parts out off the window's thread."""
        super().__init__(parent)
        named(self, "apart", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(WIDE)
        self._words, self._jobs, self._preview = words, jobs, preview
        self.choice = choice
        self.fields: list[tuple[Unpicked, NumberField]] = []
        self._asked: Wish | None = None
        self._shown: Wish | None = None
        self._under_way = self._hasty = False
        ways = [(BY_UNITS, words("apart.by_units"))]
        ways += [(BY_STOCK, words("apart.by_stock"))] if choice.waits else []
        houses = [(AS_NOW, words("apart.as_now")), *((str(key), name) for key, name in choice.houses)]
        self.way = Choice("apart.way", words("apart.way"), ways, BY_STOCK if choice.waits else BY_UNITS)
        self.house = Choice("apart.house", words("apart.house"), houses, AS_NOW)
        self.rows = QWidget()
        self.rows.setProperty("ground", "none")
        self.after = QVBoxLayout()
        self.refusal = label(tone="muted", wrap=True)
        self.deed = Button("apart.do", words("orders.do.apart"), "primary")
        self.way_back = Button("apart.way_back", words("shell.cancel"), "plain", key="Esc")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out_rows()
        self._lay_out(title)
        self._connect()
        self._look()

    def _lay_out_rows(self) -> None:
        """A line for each share of goods that nobody has picked: what, where it stands, how many of how many go."""
        grid = QGridLayout(self.rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        words = self._words
        for place, row in enumerate(self.choice.rows):
            state = words(f"state.fulfilment.{row.state}")
            stands = label(" · ".join(part for part in (row.sender, state) if part), style="secondary", tone="muted")
            field = NumberField(f"apart.units.{row.part}.{place}", f"{row.goods} {row.sender}", 0, highest=row.units)
            field.setFixedWidth(96)
            self.fields.append((row, field))
            both = QVBoxLayout()
            both.setSpacing(0)
            both.addWidget(label(row.goods, bold=True, wrap=True))
            both.addWidget(stands)
            grid.addLayout(both, place, 0)
            grid.addWidget(label(style="secondary", tone="muted"), place, 1)
            grid.addWidget(label(words("apart.of", n=row.units), style="secondary", tone="muted"), place, 2)
            grid.addWidget(field, place, 3)
        self.grid = grid

    def _lay_out(self, title: str) -> None:
        words = self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section", wrap=True))
        column.addWidget(label(words("apart.note"), tone="muted", wrap=True))
        choices = QHBoxLayout()
        choices.setSpacing(12)
        self.house_row = FormRow(words("apart.house"), self.house)
        choices.addWidget(FormRow(words("apart.way"), self.way), 1)
        choices.addWidget(self.house_row, 1)
        column.addLayout(choices)
        inner = QWidget()
        inner.setProperty("ground", "none")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self.rows)
        whole.addLayout(self.after)
        whole.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setMinimumHeight(min(HIGH, 120 + 70 * len(self.fields)))
        column.addWidget(area, 1)
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.deed)
        foot.addWidget(self.way_back)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.way.currentIndexChanged.connect(lambda _place: self._look())
        self.house.currentIndexChanged.connect(lambda _place: self._look())
        for _, field in self.fields:
            field.valueChanged.connect(lambda _units: self._pause.start())
        self._pause.timeout.connect(self._look)
        self.deed.clicked.connect(self._decide)
        self.deed.refused.connect(self._say)
        self.deed.setDefault(True)
        self.way_back.clicked.connect(self.reject)
        self.way_back.setAutoDefault(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever opened the dialog by a key goes on typing: how many of the first goods."""
        super().showEvent(event)
        if self.way.chosen() == BY_UNITS and self.fields:
            self.fields[0][1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields[0][1].selectAll()

    def wish(self) -> Wish:
        """What is asked for as the fields stand."""
        if self.way.chosen() == BY_STOCK:
            return Wish(by_stock=True)
        units: dict[int, dict[int, int]] = {}
        for row, field in self.fields:
            if field.value():
                units.setdefault(row.part_id, {})[row.line_id] = field.value()
        house = int(self.house.chosen() or AS_NOW)
        return Wish(units, house or None)

    def _look(self) -> None:
        """Show what lies where, and work out how the parts would be."""
        self._pause.stop()
        by_units = self.way.chosen() == BY_UNITS
        self.rows.setVisible(by_units)
        self.house_row.setEnabled(by_units)
        house = int(self.house.chosen() or AS_NOW)
        for place, (row, _) in enumerate(self.fields):
            item = self.grid.itemAtPosition(place, 1)
            free = item.widget() if item else None
            if free is not None:
                free.setText(self._words("apart.free", n=row.free.get(house, 0)) if house else "")  # type: ignore[attr-defined]
        wish = self._asked = self.wish()
        if by_units and not wish.units:
            clear_layout(self.after)
            self._stop(self._words("apart.choose"))
            return
        self._jobs.ask(self, partial(self._preview, wish), partial(self._show, wish), partial(self._miss, wish))

    def _show(self, wish: Wish, planned: Sequence[Planned]) -> None:
        if wish is not self._asked:
            return
        self._shown = wish
        clear_layout(self.after)
        new = frozenset(one.part.id for one in planned if one.new)
        card = parts_card(self._words, [one.part for one in planned], title=self._words("apart.after"), new=new)
        self.after.addWidget(card)
        card.show()
        self.deed.refuse(None)
        self._say(self._words("apart.look_first") if self._hasty else "")
        self._hasty = False

    def _miss(self, wish: Wish, error: OmsError) -> None:
        if wish is self._asked:
            clear_layout(self.after)
            self._stop(self._words.error(error))

    def _stop(self, why: str) -> None:
        self._hasty = False
        self.deed.refuse(why)
        self._say(why)

    def show_refusal(self, words: str) -> None:
        """Say why what was decided is not done; the dialog stays open."""
        self._under_way = False
        self._say(words)

    def _say(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def _decide(self) -> None:
        """Only parts that were shown are made, and once; fields that say something else by now are looked at first."""
        if self._under_way:
            return
        if self.wish() == self._shown:
            self._under_way = True
            self.decided.emit(self._shown)
        else:
            self._hasty = True
            self._look()
