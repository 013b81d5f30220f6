"""A new wave: filters, and beside them live how many orders, lines and pieces it would take."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.waves import MODES, MOST_ORDERS, PIECES, Proposal, Wave, Wish
from desktop_oms.services.commands import BulkResult
from ui.shared.cards import label
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice, NumberField, TextField
from ui.shared.messages import Words
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page

Outcome = tuple[list[Wave], list[BulkResult]]
HOUR = 3_600_000
USUAL = 20


class NewWave(QObject):
    """The dialog; `asked` whenever the filters changed, `made` when the wave is wanted."""

    asked = Signal()
    made = Signal()

    def __init__(
        self,
        parent: QWidget,
        words: Words,
        houses: Sequence[tuple[str, str]],
        people: Sequence[tuple[str, str]],
        deliveries: Sequence[str],
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.form = form = Form(words, 2)
        pieces = [(key, words(f"wave.pieces_{key}")) for key in PIECES]
        modes = [(key, words(f"wave.mode_{key}")) for key in MODES]
        every = [("", words("wave.every_delivery")), *((name, name) for name in deliveries)]
        nobody = [("", words("wave.nobody")), *people]
        self.house = Choice("wave.new.house", words("wave.house"), houses)
        self.pieces = Choice("wave.new.pieces", words("wave.pieces"), pieces, "any")
        self.delivery = Choice("wave.new.delivery", words("wave.delivery"), every)
        self.area = TextField("wave.new.area", words("wave.area"))
        self.due = NumberField("wave.new.due", words("wave.due"), 0, highest=999)
        self.most = NumberField("wave.new.most", words("wave.most"), USUAL, lowest=1, highest=MOST_ORDERS)
        self.mode = Choice("wave.new.mode", words("wave.mode"), modes, MODES[0])
        self.picker = Choice("wave.new.picker", words("wave.assign"), nobody)
        fields: dict[str, Choice | TextField | NumberField] = {
            "house": self.house,
            "pieces": self.pieces,
            "delivery": self.delivery,
            "area": self.area,
            "due": self.due,
            "most": self.most,
            "mode": self.mode,
            "picker": self.picker,
        }
        for name, field in fields.items():
            form.add(name, field)
        self.live = label("", bold=True, wrap=True)
        form.add_wide(self.live)
        self.dialog = FormDialog(parent, words, "wave.new", words("wave.new"), words("wave.make"), form)
        self.dialog.decided.connect(self.made)
        for choice in (self.house, self.pieces, self.delivery):
            choice.currentIndexChanged.connect(lambda _place: self.asked.emit())
        for number in (self.due, self.most):
            number.valueChanged.connect(lambda _value: self.asked.emit())
        self.area.textChanged.connect(lambda _text: self.asked.emit())

    def wish(self, now: int) -> Wish:
        """What the filters say; `now` is the house's clock (ms UTC)."""
        hours = self.due.value()
        before = now + hours * HOUR if hours else None
        area, most = self.area.text().strip(), self.most.value()
        return Wish(self.pieces.chosen(), self.delivery.chosen(), area, before, most)

    def show_proposal(self, found: Proposal) -> None:
        """Show what the filters find; with nothing there is nothing to make."""
        words, chosen = self._words, len(found.chosen)
        facts = {"lines": found.lines, "pieces": found.pieces, "bins": found.bins}
        told = [words("wave.live", orders=chosen, **facts) if chosen else words("wave.nothing_waits")]
        told += [words("wave.live_more", n=found.more)] if found.more else []
        self.live.setText(words("orders.sentence_sign").join(told))
        self.dialog.deed.refuse(None if chosen else words("wave.nothing_waits"))

    def show_error(self, error: OmsError) -> None:
        """Say under the form why it was not done."""
        self.dialog.show_error(error)


class WaveMaker(QObject):
    """Opens the dialog, keeps its numbers live and makes the wave; `made` gives its key."""

    made = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.new: NewWave | None = None

    def open(
        self, houses: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]], deliveries: Sequence[str]
    ) -> None:
        """Ask which orders the wave shall hold."""
        self.new = new = NewWave(self._page, self._desk.words, houses, people, deliveries)
        new.asked.connect(self._propose)
        new.made.connect(self._make)
        self._propose()
        new.dialog.open()

    def _propose(self) -> None:
        new, app = self.new, self._desk.app
        if new is not None:
            wish, house = new.wish(app.database.now()), new.house.chosen()
            self._desk.jobs.ask(self._page, lambda: app.waves.propose(wish, house), new.show_proposal, new.show_error)

    def _make(self) -> None:
        new, app, desk = self.new, self._desk.app, self._desk
        if new is None:
            return
        wish, house = new.wish(app.database.now()), new.house.chosen()
        mode, picker = new.mode.chosen(), new.picker.chosen()

        def work() -> Outcome:
            chosen = [one.order_id for one in app.waves.propose(wish, house).chosen]
            made: Outcome = app.waves.make(desk.actor(), chosen, mode, picker)
            return made

        desk.jobs.change(self._page, work, self._done, new.show_error)

    def _done(self, outcome: Outcome) -> None:
        (waves, results), words = outcome, self._desk.words
        if self.new is not None:
            self.new.dialog.accept()
        refused = [words.error(one.trouble) for one in results if one.trouble]
        if refused:
            told = words("wave.left_out"), " ".join(refused)
            self._page.tell("refused", Strip("attention", "alert", *told, closes=words("shell.close")))
        for wave in waves[:1]:
            self._desk.shell.toast(words("wave.made", wave=wave.number, n=len(wave.baskets)))
            self.made.emit(wave.id)
