"""The list of all commands, over the page: typed into, walked with the arrow keys, run by Enter, put away by Esc.

Nothing in it is decided here: a refused command shows its reason, and running it says so again and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_oms.domain.word_starts import distance
from ui.shared import icons, theme
from ui.shared.cards import label
from ui.shared.commands import Command
from ui.shared.fonts import advance
from ui.shared.help_overlay import KeyCap
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.overlay import Overlay
from ui.shared.painting import box, key_cap, key_cap_width, smooth, text
from ui.shared.tokens import BODY, ROW_ONE_LINE, ROW_TWO_LINES, SECONDARY

_WIDTH = 640
_SHOWN = 60  # commands at most: what is further away was not meant
_HIGH = 10 * ROW_ONE_LINE
_AROUND = 92  # what stands above and below the list
_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole


class _CommandModel(QAbstractListModel):
    """The commands that fit."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(parent)
        self._words = words
        self.commands: Sequence[Command] = ()

    def show(self, commands: Sequence[Command]) -> None:
        """Show these commands."""
        self.beginResetModel()
        self.commands = commands
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.commands)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        command = self.commands[index.row()]
        if role == _ROLE.DisplayRole:
            return command.word
        if role == _ROLE.AccessibleTextRole:
            group = self._words(f"palette.group.{command.group}")
            parts = (command.word, group, command.key, command.refusal)
            return " · ".join(part for part in parts if part)
        return command if role == _ROLE.UserRole else None


class _CommandPainter(QStyledItemDelegate):
    """Paints a command: icon, word, what kind it is, its key; under a refused one why."""

    def __init__(self, parent: QWidget, words: Words) -> None:
        super().__init__(parent)
        self._words = words

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        command: Command = index.data(_ROLE.UserRole)
        return QSize(0, ROW_TWO_LINES if command.refusal else ROW_ONE_LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        command: Command = index.data(_ROLE.UserRole)
        painter.save()
        smooth(painter)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, rect.adjusted(6, 1, -6, -1), 6, theme.color("selection"))
        cy = rect.y() + (16 if command.refusal else rect.height() / 2)
        muted = theme.color("muted")
        right = rect.right() - 18
        if command.key:
            key_cap(painter, right, cy, command.key, muted, theme.color("border"), "right")
            right -= key_cap_width(command.key) + 10
        group = self._words(f"palette.group.{command.group}")
        text(painter, right, cy, group, SECONDARY, colour=muted, side="right")
        right -= advance(group, SECONDARY) + 16
        if command.icon:
            icons.draw(painter, command.icon, rect.x() + 18, cy - 8, 16, muted)
        x = rect.x() + 44
        colour = muted if command.refusal else theme.color("text")
        text(painter, x, cy, command.word, BODY, bold=chosen, colour=colour, width=right - x)
        if command.refusal:
            icons.draw(painter, "lock", x, cy + 12, 12, muted, 2)
            text(painter, x + 18, cy + 18, command.refusal, SECONDARY, colour=muted, width=rect.right() - x - 36)
        painter.restore()


class _Line(QLineEdit):
    """Where is typed; no key of the page below gets past it."""

    walked = Signal(int)  # the key that walks the list
    ran = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.walked.emit(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ran.emit()
        elif key == Qt.Key.Key_Escape or (control and key == Qt.Key.Key_K):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Palette(Overlay):
    """Offers commands; `find` makes one more out of what was typed, for whoever meant none of them."""

    def __init__(
        self,
        window: QWidget,
        words: Words,
        commands: Sequence[Command],
        find: Callable[[str], Command | None] = lambda _typed: None,
    ) -> None:
        super().__init__(window, "palette", words("palette.title"), _WIDTH)
        self._words, self._find = words, find
        self._commands = [(command, command.names(words)) for command in commands]
        self.line = named(_Line(), "palette.line", words("palette.prompt"))
        self.line.setPlaceholderText(words("palette.prompt"))
        self.list = named(QListView(), "palette.list", words("palette.title"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("ground", "raised")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.model = _CommandModel(self, words)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_CommandPainter(self.list, words))
        self.said = label(style="secondary", tone="muted", wrap=True)
        self.said.setObjectName("palette.said")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 12, 1, 10)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(14, 0, 14, 0)
        top.addWidget(self.line)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())
        self.line.textChanged.connect(self._narrow)
        self.line.walked.connect(self._walk)
        self.line.ran.connect(self._run)
        self.line.left.connect(self.put_away)
        self.list.clicked.connect(lambda _index: self._run())
        self._narrow("")
        self.come()
        self.line.setFocus()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 16, 0)
        foot.setSpacing(6)
        foot.addWidget(self.said, 1)
        for keys, word in (("↑ ↓", "key_move"), ("Enter", "key_run"), ("Esc", "key_close")):
            for key in keys.split():
                foot.addWidget(KeyCap(key))
            foot.addWidget(label(self._words(f"palette.{word}"), style="secondary", tone="muted"))
            foot.addSpacing(6)
        return foot

    def add(self, commands: Sequence[Command]) -> None:
        """Further commands that were read meanwhile; what is chosen stays chosen."""
        chosen = self.chosen()
        self._commands += [(command, command.names(self._words)) for command in commands]
        self._narrow(self.line.text())
        place = next((at for at, one in enumerate(self.model.commands) if one is chosen), 0)
        self._choose(place)

    def place(self, room: QRect) -> QRect:
        """In the upper half, where the eye is; always of one height, so that nothing jumps while typing."""
        height = min(room.height(), _HIGH + _AROUND)
        top = max(room.y(), min(room.y() + 56, room.bottom() - height))
        return QRect((self.width() - _WIDTH) // 2, top, _WIDTH, height)

    def _narrow(self, typed: str) -> None:
        further = self._find(typed.strip()) if typed.strip() else None
        self.model.show([*self._meant(typed), *([] if further is None else [further])])
        self._choose(0)
        if not self.model.commands:
            self._say(self._words("palette.none"))

    def _meant(self, typed: str) -> list[Command]:
        """The commands that what was typed means, the nearest first; equally near ones as they were offered."""
        near = []
        for at, (command, names) in enumerate(self._commands):
            ways = [(found, way) for way, name in enumerate(names) if (found := distance(typed, [name])) is not None]
            if ways:
                found, way = min(ways)
                near.append((found, way > 0, at, command))
        return [command for *_, command in sorted(near, key=lambda one: one[:3])[:_SHOWN]]

    def chosen(self) -> Command | None:
        """The command that Enter would run."""
        place = self.list.currentIndex().row()
        return self.model.commands[place] if 0 <= place < len(self.model.commands) else None

    def _choose(self, place: int) -> None:
        self.list.setCurrentIndex(self.model.index(place, 0))
        self._say("")

    def _walk(self, key: int) -> None:
        count, place = len(self.model.commands), self.list.currentIndex().row()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if count:
            step = steps[Qt.Key(key)]
            wanted = (place + step) % count if abs(step) == 1 else min(max(place + step, 0), count - 1)
            self._choose(wanted)

    def _run(self) -> None:
        command = self.chosen()
        if command is None:
            return
        if command.refusal:
            self._say(command.refusal, "trouble")
            return
        self.put_away()
        command.do()

    def _say(self, words: str, tone: str = "muted") -> None:
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """The focus stays inside while the commands lie over the page."""
        self.line.setFocus()
        return True
