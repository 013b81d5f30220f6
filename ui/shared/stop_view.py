"""The screen of a stop, red for a mistake, amber for a question, over everything between top line and foot.

What differs between the two cards is the only coloured word on each; the numbered lines say what the hands do.  A
laser cannot read a screen, so the OK code belongs on the bench's card as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.shared import icons, theme
from ui.shared.band import Call, paint_call
from ui.shared.command_card import Command, CommandCard
from ui.shared.fonts import advance
from ui.shared.goods import Goods, Part, has_picture, paint_picture
from ui.shared.lettering import BETWEEN, fitted_lines, fitted_size, line_height, lines_of_text
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import box, broken, smooth, text
from ui.shared.tokens import LOW_WINDOW, RADIUS_CARD

EDGE = 32
LETTERS = (64, 56, 40, 32, 26, 20, 16)  # of the goods on a card


@dataclass(frozen=True, slots=True)
class StopCard:
    """One of the two cards: what it is about, whether it is the wrong or the right thing, and the thing."""

    caption: str
    wrong: bool
    goods: Goods

    def spoken(self) -> str:
        """All words of the card in one line."""
        return f"{self.caption}: {self.goods.spoken()}"


@dataclass(frozen=True, slots=True)
class StopNews:
    """All that the screen of a stop shows: red for a mistake, amber (`kind` care) for a question.

    A refusal or question has a sentence instead of cards.  `commands` are what may be scanned beside OK.
    """

    word: str
    note: str
    cards: tuple[StopCard, ...]
    sentence: str
    steps: tuple[str, ...]
    unheeded: str = ""
    commands: tuple[Command, ...] = ()
    checking: str = ""
    kind: str = "stop"
    icon: str = "cross"
    takes_ok: bool = True

    def spoken(self) -> str:
        """All words of the screen in one line."""
        cards = (card.spoken() for card in self.cards)
        parts = (self.word, self.note, *cards, self.sentence, *self.steps, self.unheeded, self.checking)
        return " · ".join(filter(None, parts))


NOTHING = StopNews("", "", (), "", ())


class StopView(QWidget):
    """Shows one stop; `commanded` gives the code of a card that was pressed."""

    commanded = Signal(str)

    def __init__(self, words: Words, place: str = "packing") -> None:
        """`place` begins the names of its parts: the bench, or the cart."""
        super().__init__()
        named(self, f"{place}.stop", "")
        self._words, self._stands = words, place
        self.news = NOTHING
        self._free = 0
        self.ok = CommandCard(f"{place}.ok", words("packing.ok"), "F8", code="CMD:OK", large=True)
        self.others: list[CommandCard] = []
        self._adopt(self.ok)

    def _adopt(self, card: CommandCard) -> None:
        card.setParent(self)
        card.clicked.connect(lambda _on=False, code=card.code: self.commanded.emit(code))

    def show_news(self, news: StopNews) -> None:
        """Show another stop, or the same one with what was scanned over it."""
        if news == self.news:
            return
        if news.commands != self.news.commands:
            self._offer(news)
        self.news = news
        self.setAccessibleName(news.spoken())
        self.ok.setVisible(news.takes_ok)
        self._place()
        self.update()

    def _offer(self, news: StopNews) -> None:
        """Cards for what may be scanned beside OK."""
        for card in self.others:
            card.hide()
            card.deleteLater()
        self.others = []
        for one in news.commands:
            word = self._words(one.word)
            self.others.append(CommandCard(f"{self._stands}.{one.name}", word, one.key, code=one.code, large=True))
            self._adopt(self.others[-1])
            self.others[-1].show()

    def _is_low(self) -> bool:
        return self.window().height() < LOW_WINDOW

    def _heights(self) -> tuple[int, int, int]:
        """Where the cards begin, how high they are, and where the steps begin."""
        if self._is_low():
            steps = self.height() - 152
            return 100, steps - 116, steps
        steps = self.height() - 176
        return 176, steps - 208, steps

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        _top, _high, steps = self._heights()
        high, wide = (120, 300) if self._is_low() else (148, 420)
        cards = [*([self.ok] if self.news.takes_ok else []), *self.others]
        if len(cards) > 1:
            wide -= 80 if len(cards) == 2 else 60
        right = self.width() - EDGE
        for card in cards:
            card.setFixedSize(max(wide, 250), high)
            card.move(right - card.width(), steps)
            right -= card.width() + 16
        self._free = right

    def sizeHint(self) -> QSize:
        return QSize(1280, 540)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ink, ground = theme.family(self.news.kind)
        painter.fillRect(self.rect(), ground)
        low = self._is_low()
        call = Call(self.news.kind, self.news.icon, self.news.word)
        if not low:
            painter.translate(0, 20)
        paint_call(painter, call, self.width() - self._note_width(low), 96 if low else 136, ink, low=low)
        text(
            painter, self.width() - EDGE, 48 if low else 68, self.news.note, 26 if low else 32, colour=ink, side="right"
        )
        painter.resetTransform()
        top, high, steps = self._heights()
        if self.news.sentence:
            self._paint_sentence(painter, QRectF(EDGE, top, self.width() - 2 * EDGE, high))
        else:
            self._paint_cards(painter, top, high, ink)
        self._paint_steps(painter, steps, ink)

    def _note_width(self, low: bool) -> float:
        return advance(self.news.note, 26 if low else 32) + 16

    def _paint_cards(self, painter: QPainter, top: int, high: int, ink: QColor) -> None:
        between = 96
        wide = (self.width() - 2 * EDGE - between) / 2
        for place, card in enumerate(self.news.cards[:2]):
            area = QRectF(EDGE + place * (wide + between), top, wide, high)
            paint_card(painter, area, card, low=self._is_low())
        if len(self.news.cards) > 1:
            icons.draw(painter, "arrow", self.width() / 2 - 32, top + high / 2 - 32, 64, ink, 2.4)

    def _paint_sentence(self, painter: QPainter, area: QRectF) -> None:
        box(painter, area, RADIUS_CARD, theme.color("surface"))
        room = area.adjusted(40, 24, -40, -24)
        px, lines = fitted_lines(self.news.sentence, int(room.width()), int(room.height()), (56, 40, 32, 26, 20), True)
        first = area.center().y() - (len(lines) - 1) * line_height(px) / 2
        lines_of_text(painter, room.x(), first, lines, px, bold=True)

    def _paint_steps(self, painter: QPainter, top: int, ink: QColor) -> None:
        low = self._is_low()
        room = self._free - EDGE - 16
        steps = (self.news.checking,) if self.news.checking else self.news.steps
        height = self.height() - top - (52 if self.news.unheeded else 8)
        px, told = _steps_that_fit(steps, room - 52, height, (32, 26, 20, 16) if low else (40, 32, 26, 20))
        pitch = round(px * 1.5)
        cy = top + pitch / 2
        for number, lines in enumerate(told, 1):
            indent = 0.0
            if len(told) > 1:
                indent = px * 1.15
                text(painter, EDGE, cy, str(number), px, bold=True, colour=ink)
            after = lines_of_text(painter, EDGE + indent, cy, lines, px, bold=True, colour=ink)
            cy = after + pitch - line_height(px)
        if self.news.unheeded:
            self._paint_unheeded(painter, cy - pitch / 2 + 2, room)

    def _paint_unheeded(self, painter: QPainter, top: float, room: float) -> None:
        """A scan made over the stop is told in amber: the only thing that changed."""
        ink, ground = theme.family("care" if self.news.kind == "stop" else "stop")
        px = fitted_size(self.news.unheeded, room - 32, (26, 20, 16), True)
        wide = min(room, advance(self.news.unheeded, px, True) + 34)
        box(painter, QRectF(EDGE, top, wide, px * 1.6), RADIUS_CARD, ground)
        text(painter, EDGE + 16, top + px * 0.8, self.news.unheeded, px, bold=True, colour=ink, width=wide - 32)


def _steps_that_fit(
    steps: Sequence[str], width: float, height: float, sizes: Sequence[int]
) -> tuple[int, list[list[str]]]:
    """The largest of the sizes at which the steps fit into the area, and their lines: the end of one is what to do."""
    for px in sizes:
        told = [broken(words, width, px, bold=True) for words in steps]
        if sum(len(lines) * line_height(px) + px * 0.22 for lines in told) <= height:
            return px, told
    return sizes[-1], [broken(words, width, sizes[-1], bold=True) for words in steps]


def paint_card(painter: QPainter, area: QRectF, card: StopCard, *, low: bool) -> None:
    """What was scanned, or what is wanted, with its marked words on their colour."""
    box(painter, area, 12, theme.color("surface"))
    pad, head = (20, 24) if low else (28, 40)
    tone = theme.color("trouble" if card.wrong else "accent")
    text(painter, area.x() + pad, area.y() + head, card.caption, 20 if low else 26, bold=True, colour=tone)
    if card.wrong:
        cross = 36 if low else 56
        icons.draw(painter, "cross", area.right() - pad - cross, area.y() + head - cross / 2, cross, tone, 2.6)
    else:
        words, px = card.goods.bin, 32 if low else 40
        text(painter, area.right() - pad, area.y() + head, words, px, bold=True, side="right", width=area.width() * 0.6)
    top = area.y() + (48 if low else 84)
    inner = QRectF(area.x() + pad, top, area.width() - 2 * pad, area.bottom() - pad - top)
    if has_picture(card.goods.picture):
        side = min(256.0, inner.height())
        paint_picture(painter, inner.x(), inner.y(), side, card.goods.picture, 12)
        inner.setLeft(inner.x() + side + 28)
    _paint_goods(painter, inner, card.goods, wrong=card.wrong, low=low)


def _paint_goods(painter: QPainter, area: QRectF, goods: Goods, *, wrong: bool, low: bool) -> None:
    muted, code = theme.color("muted"), 16 if low else 20
    y, wide = area.y(), area.width()
    if goods.name:
        px, name = fitted_lines(goods.name, int(wide), 48, (20, 16) if low else (26, 20, 16))
        end = lines_of_text(painter, area.x(), y + px * 0.7, name, px, colour=muted)
        y = end + 6 if len(name) == 1 else end + 2
        y -= line_height(px) / 2 - px * 0.06
    px, blocks = _blocks_that_fit(goods.parts or (Part(goods.name),), wide, area.bottom() - code * 1.7 - y)
    for part, lines in blocks:
        y = _paint_block(painter, area.x(), y, part, lines, px, wide, wrong=wrong)
    text(painter, area.x(), y + code * 0.95, goods.code, code, colour=muted, width=wide)


_Block = tuple[Part, list[str]]


def _blocks_that_fit(parts: Sequence[Part], width: float, height: float) -> tuple[int, list[_Block]]:
    """The largest lettering at which the parts fit, and their lines.

    They stand one below the other, or what is not marked in one run where that lets all of it be larger.
    """
    runs = (list(run) for _marked, run in groupby(parts, lambda part: part.marked))
    joined = [
        run[0] if len(run) == 1 else Part(BETWEEN.join(part.words for part in run), run[0].marked) for run in runs
    ]
    for px in LETTERS:
        for shown in (parts, joined):
            lines = [broken(part.words, width - (40 if part.marked else 0), px, bold=True) for part in shown]
            fits = sum(len(block) * line_height(px) + px * 0.14 for block in lines) <= height
            if fits and not any(_cuts_a_word(part, width, px) for part in shown):
                return px, list(zip(shown, lines, strict=True))
    px = LETTERS[-1]
    return px, [(part, broken(part.words, width - 40, px, bold=True)[:2]) for part in joined]


def _cuts_a_word(part: Part, width: float, px: int) -> bool:
    room = width - (40 if part.marked else 0)
    return any(word.isascii() and advance(word, px, True) > room for word in part.words.split())


def _paint_block(
    painter: QPainter, x: float, y: float, part: Part, lines: list[str], px: int, room: float, *, wrong: bool
) -> float:
    """The lines of one part from `y` down, on their colour where they are marked; gives where they end."""
    high = len(lines) * line_height(px) + px * 0.14
    if not part.marked:
        lines_of_text(painter, x, y + px * 0.71, lines, px, bold=True)
        return y + high
    ink, ground = theme.family("stop" if wrong else "go")
    wide = min(room, max(advance(line, px, True) for line in lines) + 40)
    box(painter, QRectF(x, y + px * 0.08, wide, high - px * 0.16), RADIUS_CARD, ground)
    lines_of_text(painter, x + 20, y + px * 0.71, lines, px, bold=True, colour=ink)
    return y + high
