"""All is in: the steps to the finished box with their results, and the label as it comes out of the printer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.formats import place_words, weight
from ui.packing.box import Box
from ui.shared import icons, theme
from ui.shared.fonts import advance
from ui.shared.lettering import fitted_lines, lines_of_text
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import box, disc, smooth, text
from ui.shared.tokens import LOW_WINDOW

DONE, NOW, NEXT, FAILED = "done", "now", "next", "failed"


@dataclass(frozen=True, slots=True)
class LabelStep:
    """One step: its icon and word, how far it is, its result, and what there is to say about it."""

    icon: str
    word: str
    state: str
    result: str = ""
    detail: str = ""

    def spoken(self) -> str:
        """All words of the step in one line."""
        return " ".join(filter(None, (self.word, self.result, self.detail)))


def label_steps(shown: Box, words: Words) -> tuple[LabelStep, ...]:
    """The steps of a full box; the weight only where the goods tell it."""
    label, job = shown.label, shown.job
    steps = []
    if shown.weight_g is not None:
        steps.append(weighed_step(shown, words))
    elif label.wants_weight:
        steps.append(LabelStep("scale", words("packing.step_weight"), NOW, words("packing.weigh_box")))
    elif job.weight_g is not None:
        about = words("packing.about", weight=weight(job.weight_g))
        steps.append(LabelStep("scale", words("packing.step_weight"), DONE, about, words("packing.step_weight_how")))
    steps.append(_waybill_step(shown, words))
    steps.append(_print_step(shown, words))
    out = label.made is not None and label.trouble is None and (label.file is not None or label.printer or label.known)
    how = words("packing.step_scan_how")
    steps.append(LabelStep("scan", words("packing.step_scan"), NOW if out else NEXT, how))
    return tuple(steps)


def weighed_step(shown: Box, words: Words) -> LabelStep:
    """What the scale said, and what it should have said within which tolerance."""
    assert shown.weight_g is not None
    how = words("packing.step_weight_first")
    if shown.job.expected_g is not None:
        within = {"expected": weight(shown.job.expected_g), "tolerance": weight(shown.job.tolerance_g)}
        how = words("packing.step_weight_within", **within)
    return LabelStep("scale", words("packing.step_weight"), DONE, weight(shown.weight_g), how)


def _waybill_step(shown: Box, words: Words) -> LabelStep:
    drawn, word = shown.label.drawn, words("packing.step_waybill")
    if drawn is not None:
        return LabelStep("tag", word, DONE, drawn.waybill, drawn.carrier)
    if shown.label.wants_waybill:
        return LabelStep("scan", word, NOW, words("packing.scan_waybill"))
    if shown.label.trouble is not None:
        return LabelStep("alert", word, FAILED, "", words.error(shown.label.trouble))
    if shown.label.wants_weight:
        return LabelStep("tag", word, NEXT)
    return LabelStep("tag", word, NOW, words("packing.being_made"))


def _print_step(shown: Box, words: Words) -> LabelStep:
    label = shown.label
    made, word = label.made, words("packing.step_save" if label.file is not None else "packing.step_print")
    if made is None:
        return LabelStep("printer", word, NEXT)
    copy = words("packing.copy", n=made.copy)
    if label.trouble is not None:
        return LabelStep("alert", word, FAILED, copy, words.error(label.trouble))
    if label.printer:
        return LabelStep("printer", word, DONE, label.printer, copy)
    if label.file is not None:
        return LabelStep("printer", word, DONE, label.file.name, f"{copy} · {place_words(label.file.parent)}")
    if label.known:
        return LabelStep("printer", word, DONE, words("packing.saved_before"), copy)
    return LabelStep("printer", word, NOW, words("packing.being_saved"), copy)


class StepList(QWidget):
    """The steps below each other, joined by a line."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "packing.steps", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._steps: tuple[LabelStep, ...] = ()

    def show_steps(self, steps: tuple[LabelStep, ...]) -> None:
        """Show how far the box is."""
        if steps != self._steps:
            self._steps = steps
            self.setAccessibleName("; ".join(step.spoken() for step in steps))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(760, 400)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        if not self._steps:
            return
        pitch = min(124.0, self.height() / len(self._steps))
        low = pitch < 110
        column = max(advance(step.word, 26 if low else 32, True) for step in self._steps) + 96 + 32
        for place, step in enumerate(self._steps):
            cy = pitch * place + pitch / 2
            if place + 1 < len(self._steps):
                tone = "accent" if step.state == DONE else "border"
                painter.fillRect(QRectF(34, cy + 32, 4, max(0.0, pitch - 64)), theme.color(tone))
            self._paint_mark(painter, cy, step)
            self._paint_words(painter, cy, column, step, low)

    @staticmethod
    def _paint_mark(painter: QPainter, cy: float, step: LabelStep) -> None:
        accent = theme.color("accent")
        if step.state == DONE:
            disc(painter, 36, cy, 28, accent)
            icons.draw(painter, "check", 20, cy - 16, 32, theme.color("on_accent"), 3)
        elif step.state == FAILED:
            ink, ground = theme.family("trouble")
            disc(painter, 36, cy, 28, ground, ink, 3)
            icons.draw(painter, "alert", 22, cy - 14, 28, ink, 2)
        elif step.state == NOW:
            _paint_ring(painter, cy, accent)
            icons.draw(painter, step.icon, 22, cy - 14, 28, accent, 2)
        else:
            disc(painter, 36, cy, 28, theme.color("surface"), theme.color("border"), 3)
            icons.draw(painter, step.icon, 22, cy - 14, 28, theme.color("muted"), 2)

    def _paint_words(self, painter: QPainter, cy: float, column: float, step: LabelStep, low: bool) -> None:
        big, small = (26, 16) if low else (32, 20)
        rise = (14 if low else 18) if step.detail and step.result else 0
        muted = theme.color("muted")
        colour = muted if step.state == NEXT else theme.color("text")
        text(painter, 96, cy - rise, step.word, big, bold=True, colour=colour)
        room = self.width() - column - 8
        px, lines = fitted_lines(step.result, int(room), round(big * 1.4), (big, 26, 20, 16))
        if step.result:
            lines_of_text(painter, column, cy - rise, lines, px, colour=colour)
        if step.detail:
            tone = theme.color("trouble") if step.state == FAILED else muted
            px, lines = fitted_lines(step.detail, int(room), 48 if step.result else 76, (small, 16))
            first = cy + (24 if rise else -12 * (len(lines) - 1))
            lines_of_text(painter, column, first, lines, px, colour=tone)


def _paint_ring(painter: QPainter, cy: float, accent: QColor) -> None:
    """A ring that is not closed yet; it does not turn, as nothing on this page moves by itself."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("hairline"), 6))
    painter.drawEllipse(QPointF(36, cy), 25, 25)
    painter.setPen(QPen(accent, 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(QRectF(11, cy - 25, 50, 50), 90 * 16, -230 * 16)


class LabelPicture(QWidget):
    """The label itself, drawn from the very file that is printed."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        named(self, "packing.picture", spoken)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._data = b""
        self._full, self._fitted = QPixmap(), QPixmap()

    def show_picture(self, data: bytes) -> None:
        """Show another label; nothing while it is on its way."""
        if data is self._data:
            return
        self._data, self._fitted = data, QPixmap()
        self._full = QPixmap()
        if data:
            self._full.loadFromData(data)
        self.update()

    def has_picture(self) -> bool:
        """Whether a label is shown."""
        return not self._full.isNull()

    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    def _fit(self, width: float, height: float) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(width * ratio), round(height * ratio))
        kept, smoothly = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        if self._fitted.isNull() or self._fitted.size() != self._full.size().scaled(wanted, kept):
            self._fitted = self._full.scaled(wanted, kept, smoothly)
            self._fitted.setDevicePixelRatio(ratio)
        return self._fitted

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        _ink, ground = theme.family("paper")
        if self._full.isNull():
            wide = min(self.width() - 2.0, self.height() * 2 / 3)
            area = QRectF((self.width() - wide) / 2, (self.height() - wide * 1.5) / 2, wide, wide * 1.5)
            box(painter, area, 6, theme.color("surface"), theme.color("border"))
            icons.draw(painter, "printer", area.center().x() - 20, area.center().y() - 20, 40, theme.color("off"))
            return
        fitted = self._fit(self.width() - 2, self.height() - 2)
        size = fitted.deviceIndependentSize()
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        box(painter, QRectF(x - 1, y - 1, size.width() + 2, size.height() + 2), 0, ground, theme.color("border"))
        painter.drawPixmap(QPointF(x, y), fitted)


class Hint(QWidget):
    """A quiet line at the foot of the steps."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "packing.hint", "")
        self.setFixedHeight(44)
        self._words = ""

    def say(self, words: str) -> None:
        """Say something else; "" for nothing."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._words:
            return
        painter = QPainter(self)
        smooth(painter)
        box(painter, QRectF(self.rect()), 8, theme.color("sunken"))
        muted = theme.color("muted")
        icons.draw(painter, "clock", 16, 11, 22, muted)
        px, lines = fitted_lines(self._words, self.width() - 66, 26, (16,))
        lines_of_text(painter, 50, self.height() / 2, lines, px, colour=muted)


class LabelView(QWidget):
    """Shows a full box until its label was scanned."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.steps, self.picture, self.hint = StepList(), LabelPicture(words("packing.label_picture")), Hint()
        self._beside = QHBoxLayout(self)
        self._beside.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.steps, 1)
        column.addWidget(self.hint)
        self._beside.addLayout(column, 610)
        self._beside.addWidget(self.picture, 390)
        self.fit_window()

    def show_box(self, shown: Box) -> None:
        """Show how far the label of the box is."""
        self.steps.show_steps(label_steps(shown, self._words))
        self.picture.show_picture(shown.label.picture)
        out = shown.label.made is not None and shown.label.trouble is None
        self.hint.say(self._words("packing.patience") if out else "")

    def fit_window(self) -> None:
        """Take the margins that the window leaves."""
        low = self.window().height() < LOW_WINDOW
        self._beside.setContentsMargins(32, 12 if low else 20, 32, 12 if low else 16)
        self.hint.setVisible(not low)

    def minimumSizeHint(self) -> QSize:
        return QSize(800, 240)
