"""The foot of the window: database, station, user and outbox; at the right the switches of language, theme and help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.buttons import Button
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.naming import as_tooltip, named
from ui.shared.painting import across, smooth, text
from ui.shared.shop_line import ShopFacts
from ui.shared.tokens import SECONDARY


class _Fact(QWidget):
    """A small icon and its words."""

    def __init__(self, icon: str, spoken: str) -> None:
        super().__init__()
        self._icon, self._spoken, self.words, self.family = icon, spoken, "", "muted"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(27)

    def say(self, words: str, family: str = "muted", more: str = "") -> None:
        """Show words; `more` is what they stand for in full, told when the pointer rests on them."""
        self.words, self.family = words, family
        self.setVisible(bool(words))  # or it would leave a gap
        self.setAccessibleName(f"{self._spoken} {words}".strip())
        self.setToolTip(as_tooltip(f"{self._spoken}: {more or words}") if words else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(20 + advance(self.words, SECONDARY)) + 2 if self.words else 0, 27)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 90), 27)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.words:
            return
        painter = QPainter(self)
        smooth(painter)
        colour = theme.color(self.family)
        icons.draw(painter, self._icon, 0, self.height() / 2 - 7, 14, colour, 2)
        text(painter, 20, self.height() / 2, self.words, SECONDARY, colour=colour, width=self.width() - 20)


class StatusBar(QWidget):
    """28 px at the foot; says which switch was pressed."""

    language_asked = Signal(str)
    theme_asked = Signal(str)
    help_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        named(self, "status_bar", words("shell.status_bar"))
        self._words = words
        self.setFixedHeight(28)
        self.database = _Fact("database", words("shell.database"))
        self.station = _Fact("station", words("shell.station"))
        self.user = _Fact("user", words("shell.user"))
        self.outbox = _Fact("send", words("shell.outbox"))
        self.prints = _Fact("printer", words("page.printing"))
        other = "en" if words.language == "zh_CN" else "zh_CN"
        self.language = Button(
            "switch.language", words("shell.other_language"), "ghost", icon="globe", height=24, size=SECONDARY
        )
        self.language.clicked.connect(lambda: self.language_asked.emit(other))
        self.theme = Button("switch.theme", "", "ghost", icon="moon", label=words("shell.theme"), height=24)
        self.theme.clicked.connect(lambda: self.theme_asked.emit("light" if theme.name() == "dark" else "dark"))
        self.help = Button("switch.help", "", "ghost", icon="help", label=words("shell.help"), height=24)
        self.help.clicked.connect(self.help_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 8, 0)
        row.setSpacing(20)
        for fact in (self.database, self.station, self.user, self.outbox, self.prints):
            row.addWidget(fact)
        row.addStretch(1)
        switches = QHBoxLayout()
        switches.setSpacing(2)
        for switch in (self.language, self.theme, self.help):
            switches.addWidget(switch)
        row.addLayout(switches)
        self.show_theme()

    def come_last(self, window: QWidget) -> None:
        """Pages are made one by one: put the switches behind the newest one in the tab order."""
        last = window.previousInFocusChain()
        while last is not None and last is not window and not last.focusPolicy() & Qt.FocusPolicy.TabFocus:
            last = last.previousInFocusChain()  # Qt orders only what takes the focus
        if last is None or self.isAncestorOf(last):
            return
        for switch in (self.language, self.theme, self.help):
            QWidget.setTabOrder(last, switch)
            last = switch

    def show_theme(self) -> None:
        """The theme's switch shows what it leads to."""
        self.theme.icon_name = "sun" if theme.name() == "dark" else "moon"
        self.theme.update()

    def show_facts(self, facts: ShopFacts) -> None:
        """Show the application's facts."""
        self.database.say(facts.database, more=facts.where)
        self.station.say(facts.station)
        self.user.say(facts.user)
        waiting = ""
        if facts.outbox is not None:
            word = "shell.outbox_waiting" if facts.outbox else "shell.outbox_empty"
            waiting = self._words(word, n=facts.outbox)
        self.outbox.say(waiting, "attention" if facts.outbox else "muted")
        self.prints.say(self._words("shell.prints_stuck", n=facts.stuck) if facts.stuck else "", "trouble")

    def show_offline(self) -> None:
        """The database is out of reach: say so where its name stood."""
        self.database.say(self._words("shell.offline_short"), "trouble")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("window"))
        across(painter, 0, 0, self.width())
