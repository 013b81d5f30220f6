"""What stands where content is not, or not alone: message strips, the empty state, skeleton rows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.shared import icons, theme
from ui.shared.buttons import Button
from ui.shared.cards import centred, label
from ui.shared.fonts import advance
from ui.shared.naming import named
from ui.shared.painting import across, broken, focus_ring, skeleton_bar, smooth, text
from ui.shared.skeleton import bars
from ui.shared.tokens import BODY, ROW_TWO_LINES, STRIP

LINK_PADDING = 6  # at both sides of a link's word, for the ring of the keyboard


class LinkButton(Button):
    """A quiet action inside a text: underlined word, no box."""

    def __init__(self, object_name: str, word: str, family: str = "accent") -> None:
        super().__init__(object_name, word, "ghost", height=28)
        self.family = family

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self._word, BODY, True)) + 2 * LINK_PADDING, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        cy, colour = self.height() / 2, theme.color(self.family)
        taken = text(painter, LINK_PADDING, cy, self._word, BODY, bold=True, colour=colour)
        if self.underMouse() or self.family != "accent":
            painter.fillRect(QRectF(LINK_PADDING, cy + 9, taken, 1), colour)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))


def link_row(link: LinkButton, *, above: int = 0) -> QHBoxLayout:
    """A row that begins with a link, its word right below the words above it; `above` pixels stay free."""
    row = QHBoxLayout()
    row.setContentsMargins(0, above, 0, 0)
    row.setSpacing(0)
    row.addSpacing(-LINK_PADDING)  # Qt takes no negative margin
    row.addWidget(link)
    return row


class Strip(QWidget):
    """A calm message under the page's head:

    icon, what happened, what it means, perhaps an action or two.  Wraps, never cuts.
    """

    acted = Signal()
    second_acted = Signal()  # the second action

    def __init__(
        self,
        family: str,
        icon: str,
        headline: str,
        words: str = "",
        action: str = "",
        *,
        second: str = "",
        closes: str = "",
    ) -> None:
        """`action` and `second` are the words of its actions; `closes` is the spoken name of a cross that closes it."""
        super().__init__()
        self.family, self.icon_name = family, icon
        self.headline, self.words = headline, words
        named(self, "strip", f"{headline} {words}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._controls: list[Button] = []
        if action:
            self.action = LinkButton("strip.action", action, family)
            self.action.clicked.connect(self.acted)
            self._controls.append(self.action)
        if second:
            self.second = LinkButton("strip.second", second, family)
            self.second.clicked.connect(self.second_acted)
            self._controls.append(self.second)
        if closes:
            self.cross = Button("strip.close", "", "ghost", icon="cross", label=closes, height=28)
            self.cross.clicked.connect(self.hide)
            self._controls.append(self.cross)
        for control in self._controls:
            control.setParent(self)

    def _lines(self, width: int) -> tuple[float, list[str]]:
        """How wide the headline is, and the words broken into the room beside it."""
        taken = advance(self.headline, BODY, True) + 10 if self.headline else 0
        controls = sum(control.sizeHint().width() + 8 for control in self._controls)
        room = max(160.0, width - 48 - taken - controls - 24)
        return taken, broken(self.words, room) if self.words else []

    def heightForWidth(self, width: int) -> int:
        return STRIP + 20 * max(0, len(self._lines(width)[1]) - 1)

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(max(640, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        right = self.width() - 14
        for control in reversed(self._controls):
            wide = control.sizeHint().width()
            control.setGeometry(right - wide, (self.height() - 28) // 2, wide, 28)
            right -= wide + 8

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        foreground, ground = theme.family(self.family)
        painter.fillRect(self.rect(), ground)
        icons.draw(painter, self.icon_name, 20, STRIP / 2 - 9, 18, foreground, 2)
        text(painter, 48, STRIP / 2, self.headline, BODY, bold=True, colour=foreground)
        taken, lines = self._lines(self.width())
        for number, line in enumerate(lines):
            text(painter, 48 + taken, STRIP / 2 + 20 * number, line, BODY)


class _OpenBox(QWidget):
    """The picture of the empty state: an open parcel, waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(176, 140)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        line = QPen(theme.color("control"), 2, j=Qt.PenJoinStyle.RoundJoin)
        mouth = _outline((88, 32), (150, 58), (88, 84), (26, 58))
        painter.fillPath(mouth, theme.color("sunken"))
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_outline((26, 66), (26, 108), (88, 136), (150, 108), (150, 66), closed=False))
        painter.drawLine(QPointF(88, 84), QPointF(88, 136))
        painter.drawPath(mouth)
        painter.setBrush(theme.color("surface"))
        painter.drawPath(_outline((88, 84), (66, 104), (4, 76), (26, 58)))
        painter.drawPath(_outline((88, 84), (110, 104), (172, 76), (150, 58)))
        painter.setPen(QPen(theme.color("accent"), 2.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(88, 6), QPointF(88, 44))
        painter.setPen(QPen(theme.color("accent"), 2.2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_outline((80, 40), (88, 48), (96, 40), closed=False))


def _outline(*points: tuple[float, float], closed: bool = True) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    if closed:
        path.closeSubpath()
    return path


class EmptyState(QWidget):
    """One sentence, one action, and perhaps a quiet second one."""

    acted = Signal()
    second_acted = Signal()

    def __init__(
        self,
        sentence: str,
        explanation: str = "",
        *,
        action: str = "",
        icon: str | None = None,
        key: str | None = None,
        second: str = "",
    ) -> None:
        super().__init__()
        named(self, "empty_state", sentence)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(1)
        headline = label(sentence, style="title" if len(sentence) < 60 else "section", wrap=True)
        more = label(explanation, tone="muted", wrap=True)
        column.addWidget(_OpenBox(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(24)
        column.addLayout(centred(headline, 640))
        if explanation:
            column.addLayout(centred(more))
        if action:
            self.action = Button("empty_state.action", action, "primary", icon=icon, key=key, height=36)
            self.action.setMinimumWidth(208)
            self.action.takes_enter = True  # it has the keyboard without being asked for
            self.action.clicked.connect(self.acted)
            self.setFocusProxy(self.action)
            column.addSpacing(14)
            column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        if second:
            self.second = LinkButton("empty_state.second", second)
            self.second.clicked.connect(self.second_acted)
            column.addWidget(self.second, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class SkeletonRows(QWidget):
    """Rows of grey bars while the first page of a list is on its way; it does not move."""

    def __init__(self, spoken: str, *, row_height: int = ROW_TWO_LINES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self.setAccessibleName(spoken)
        self.setMinimumHeight(row_height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        painter.fillRect(self.rect(), theme.color("surface"))
        for x, middle, wide in bars(self.width(), self.height(), self._row_height):
            skeleton_bar(painter, x, middle, wide)
        for bottom in range(self._row_height - 1, self.height(), self._row_height):
            across(painter, 0, bottom, self.width())
