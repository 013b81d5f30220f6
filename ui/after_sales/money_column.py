"""The money of a case line by line, what would be sent now, what follows from it, and the steps to take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import money_grouped
from desktop_oms.services.case_view import CaseMoney
from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.case_steps import Step, amount_words, shown_steps
from ui.after_sales.consequences import consequence, second_notice
from ui.after_sales.part_fields import Part, PartFields
from ui.shared import icons, theme
from ui.shared.buttons import Button
from ui.shared.cards import Rule, clear_layout, label, pair
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import across, box, broken, smooth, text
from ui.shared.scrolling import bar_in_margin
from ui.shared.tokens import RADIUS, SECONDARY

WIDE, MARGIN, ROW = 321, 20, 26
LOW, ROW_LOW = 760, 22  # in a low window the sums stand closer, and those that are zero are left out
PRIMARY, OTHER, GAP = 40, 36, 8
PRIMARY_LOW, OTHER_LOW, GAP_LOW = 36, 30, 6
HALF = (WIDE - 2 * MARGIN - GAP) // 2
STEP = "step."  # what the name of a step's button begins with


class Notice(QWidget):
    """An amber note: that a second person has to sign, and who may."""

    def __init__(self) -> None:
        super().__init__()
        self._headline = self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, headline: str, words: str) -> None:
        """Show a note; without words it is not there."""
        self._headline, self._words = headline, words
        self.setAccessibleName(f"{headline} {words}".strip())
        self.setFixedHeight(38 + 18 * len(self._lines()))
        self.setVisible(bool(headline))
        self.update()

    def _lines(self) -> list[str]:
        return broken(self._words, WIDE - 2 * MARGIN - 52, SECONDARY)

    def sizeHint(self) -> QSize:
        return QSize(WIDE - 2 * MARGIN, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        foreground, ground = theme.family("attention")
        box(painter, QRectF(self.rect()), RADIUS, ground)
        icons.draw(painter, "user", 12, self.height() / 2 - 9, 18, foreground, 2)
        text(painter, 40, 18, self._headline, bold=True, colour=foreground, width=self.width() - 48)
        for place, line in enumerate(self._lines()):
            text(painter, 40, 37 + 18 * place, line, SECONDARY, colour=theme.color("text"))


class MoneyColumn(QFrame):
    """Shows the money of one case and says which step was taken.  It decides nothing."""

    taken = Signal(object)  # Step
    left = Signal()  # a field was left: the keyboard belongs to the queue again
    part_asked = Signal(object)  # Part: its sum is wanted

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "cases.money", words("cases.money"))
        self._words = words
        self.seen: CaseSeen | None = None  # as it was read
        self._shown: CaseSeen | None = None  # with the sum of what the fields say
        self.buttons: dict[str, Button] = {}
        self._steps: list[Step] = []
        self._low = False
        self.setProperty("edge", "left")
        self.setFixedWidth(WIDE)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.part = PartFields(words)
        self.part.changed.connect(self._ask_part)
        self.part.left.connect(self.left)
        self._said = label(style="secondary", tone="muted", wrap=True)
        self._notice = Notice()
        self.refusal = label(style="secondary", tone="trouble", wrap=True)
        self._grid = QGridLayout()
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, 12, MARGIN, 8)
        column.setSpacing(0)
        column.addLayout(self._rows)
        column.addWidget(self.part)
        column.addStretch(1)
        self.area = named(QScrollArea(), "cases.sums", self._words("cases.money"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        bar_in_margin(self.area, column)
        self._foot = _Foot()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(MARGIN, 14, MARGIN, 14)
        foot.setSpacing(10)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        for part in (self._said, self._notice, self.refusal):
            foot.addWidget(part)
        foot.addLayout(self._grid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot)

    def show_nothing(self) -> None:
        """No case is chosen."""
        self.seen, self._shown, self._steps = None, None, []
        clear_layout(self._rows)
        clear_layout(self._grid)
        self.buttons.clear()
        self.part.hide()
        self._foot.hide()

    def show_case(self, seen: CaseSeen) -> None:
        """Show a case; what was typed into its fields stays until another case is shown or its worth changes."""
        before, shown, self.seen = self.seen, self._shown, seen
        same = before is not None and before.detail.row.id == seen.detail.row.id
        kept = same and before is not None and shown is not None and _alike(before, seen)
        self._shown = _with_sum(seen, shown.detail.money) if kept and shown is not None else seen
        if not kept:
            self._show_rows(seen)
            self.part.show_case(seen)
        if not same:
            self.say("")
        self._foot.show()
        self._follow()

    # what is agreed to

    def _ask_part(self) -> None:
        """Other units, or another sum: what they come to is worked out by the rules."""
        try:
            self.part_asked.emit(self.part.part())
        except OmsError as error:
            self.show_wrong(error)

    def show_part(self, case_id: int, part: Part, sums: CaseMoney) -> None:
        """The sum of what is agreed to, line by line, unless the fields say something else by now."""
        if self.seen is None or self.seen.detail.row.id != case_id or not self.part.says(part):
            return
        self._shown = _with_sum(self.seen, sums)
        self.part.show_sum(sums)
        self.part.show_wrong("")
        self._show_rows(self._shown)
        self._follow()

    def show_wrong(self, error: OmsError) -> None:
        """What was written cannot be agreed to."""
        self.part.show_wrong(self._words.error(error))

    def told(self) -> dict[str, Any]:
        """What an approval is told; nothing for all that was asked for.  Raises OmsError for what cannot be read."""
        return self.part.told() if self.seen is not None and self.part.isVisibleTo(self) else {}

    def _follow(self) -> None:
        """Sentence, note and steps say what follows from the sum."""
        assert self._shown is not None
        self._said.setText(consequence(self._words, self._shown))
        self._notice.say(*second_notice(self._words, self._shown))
        self._show_steps(shown_steps(self._words, self._shown))

    # the sums

    def _show_rows(self, seen: CaseSeen) -> None:
        words, sums = self._words, seen.detail.money
        self._low = self._is_low()
        clear_layout(self._rows)
        self._add(label(words("cases.money"), style="section"), 30)
        self._sum("paid", sums.paid, sums)
        self._sum("refunded", -sums.refunded, sums)
        self._sum("on_the_way", -sums.on_the_way, sums)
        self._rows.addWidget(Rule())
        self._sum("left", sums.left, sums, bold=True)
        if not sums.maximum and not sums.list_price:
            return
        self._rows.addSpacing(8)
        self._add(label(words("cases.sum.units", n=sums.units), style="secondary", tone="muted"), ROW)
        self._sum("list_price", sums.list_price, sums)
        self._sum("discount_share", sums.discount_share, sums)
        self._sum("shipping", sums.shipping, sums)
        if sums.waived:
            self._sum("waived", -sums.waived, sums)
        if sums.deduction:
            self._sum("deduction", -sums.deduction, sums)
        if sums.ceiling is not None:
            self._sum("ceiling", sums.ceiling, sums)
        if sums.replaced:
            self._sum("replaced", -sums.replaced, sums)
        self._rows.addWidget(Rule())
        as_asked = self.seen is not None and sums == self.seen.detail.money
        word = words("cases.maximum" if as_asked else "cases.agreed_sum")
        most = pair(label(word, bold=True), label(amount_words(words, seen.detail), style="figure"))
        self._rows.addLayout(most)
        remains = words("cases.remains", amount=money_grouped(sums.remains, sums.currency))
        after = label(remains, style="secondary", tone="muted")
        after.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._add(after, 20)

    def _add(self, widget: QWidget, height: int) -> None:
        widget.setFixedHeight(height)
        self._rows.addWidget(widget)

    def _sum(self, name: str, amount: int, sums: CaseMoney, *, bold: bool = False) -> None:
        if not amount and self._is_low() and name != "left":
            return
        word = label(self._words(f"cases.sum.{name}"), tone="" if bold else "muted", bold=bold)
        value = label(money_grouped(amount, sums.currency), bold=bold)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(word)
        row.addStretch(1)
        row.addWidget(value)
        self._add(line, ROW_LOW if self._is_low() else ROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sums and steps stand as close as the window wants it."""
        super().resizeEvent(event)
        if self._shown is not None and self._is_low() != self._low:
            self._show_rows(self._shown)
            self._steps = []
            self._follow()

    def _is_low(self) -> bool:
        return self.window().height() < LOW

    # the steps

    def _show_steps(self, steps: Sequence[Step]) -> None:
        if list(steps) == self._steps:
            return
        same = [(step.name, step.key, step.kind) for step in steps] == [
            (step.name, step.key, step.kind) for step in self._steps
        ]
        self._steps = list(steps)
        if same:
            for step in steps:
                self.buttons[step.name].set_word(step.word)
                self.buttons[step.name].refuse(step.refusal or None)
            return
        focused = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
        clear_layout(self._grid)
        self.buttons.clear()
        self._grid.setVerticalSpacing(GAP_LOW if self._is_low() else GAP)
        for place, row in enumerate(_rows(steps, [self._button(step) for step in steps])):
            for side, button in enumerate(row):
                self._grid.addWidget(button, place, side, 1, 3 - len(row))
                self.buttons[button.objectName().removeprefix(STEP)] = button
                button.show()
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def _button(self, step: Step) -> Button:
        heights = (PRIMARY_LOW, OTHER_LOW) if self._is_low() else (PRIMARY, OTHER)
        high = heights[0] if step.kind == "primary" else heights[1]
        icon = "check" if step.kind == "primary" else None
        button = Button(f"{STEP}{step.name}", step.word, step.kind, icon=icon, key=step.key or None, height=high)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(HALF - GAP)  # a large amount must not make the column wider than it is
        button.refuse(step.refusal or None)
        button.clicked.connect(lambda _on=False, name=step.name: self._take(name))
        button.refused.connect(self.say)
        return button

    def _take(self, name: str) -> None:
        self.taken.emit(next(step for step in self._steps if step.name == name))

    def say(self, words: str) -> None:
        """A sentence above the steps: why something was refused."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def controls(self) -> list[QWidget]:
        """What the Tab key walks through, in reading order."""
        return [*self.part.controls(), *self.buttons.values()]

    def take_focus(self) -> None:
        """The keyboard goes to the step that stands out."""
        for button in list(self.buttons.values())[:1]:
            button.setFocus()


def _rows(steps: Sequence[Step], buttons: Sequence[Button]) -> list[list[Button]]:
    """Narrow buttons stand two by two; one that finds no partner takes the whole width, as wide ones do."""
    rows: list[list[Button]] = []
    alone: list[Button] | None = None
    for step, button in zip(steps, buttons, strict=True):
        wide = step.kind == "primary" or button.sizeHint().width() > HALF
        if alone is not None and not wide:
            alone.append(button)
            alone = None
            continue
        rows.append([button])
        alone = alone if wide else rows[-1]
    return rows


def _with_sum(seen: CaseSeen, sums: CaseMoney) -> CaseSeen:
    return replace(seen, detail=replace(seen.detail, money=sums))


def _alike(one: CaseSeen, other: CaseSeen) -> bool:
    """Whether what was written into the fields still makes sense: the case stands as it stood."""
    return (one.detail.money, one.detail.row.state, one.detail.units, one.nobody) == (
        *(other.detail.money, other.detail.row.state, other.detail.units, other.nobody),
    )


class _Foot(QWidget):
    """The ground under the steps, with a line above."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, 0, self.width(), "border")
