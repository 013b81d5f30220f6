"""Order entry 录单: an order by phone or over the counter, from the pasted receiver to its money, by keyboard alone.

The form is a draft that nobody else sees until it is saved.  A saved one belongs to everybody: saving it says which
version was seen, so two windows never overwrite each other silently.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import money
from desktop_oms.services.commands import Done
from desktop_oms.services.entry import DraftForm, DraftRow, OpenDraft, Paying, lacking
from ui.deeds.papers import Papers
from ui.deeds.product_desk import ProductDesk
from ui.entry.draft_list import DraftList
from ui.entry.form import EntryForm
from ui.entry.money_form import MoneyForm
from ui.shared.buttons import Button
from ui.shared.foot_bar import FootBar
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page

if TYPE_CHECKING:
    from desktop_oms.services.catalogue import ProductRow

CHANGED = ("order_changed", "order_changed_by")
ALREADY = frozenset({*CHANGED, "not_a_draft"})
GOODS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Counter:
    """What the page needs of the shop: its channels and the drafts that wait."""

    channels: tuple[Channel, ...]
    sellers: Mapping[int, str]
    drafts: tuple[DraftRow, ...]
    now: int


class EntryPage(Page):
    """The counter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "entry", desk.words("page.entry"), desk.words("entry.sub_new"))
        words = self.words
        self.seen: OpenDraft | None = None
        self._kept: DraftForm | None = None  # the form as it was last opened or saved
        self._channels: Mapping[int, Channel] = {}
        self._sellers: Mapping[int, str] = {}
        self._seller = ""  # of the channel that is chosen
        self.fresh = Button("entry.new", words("entry.new"), icon="plus", key="Ctrl+N")
        self.header.add(self.fresh)
        self.drafts = DraftList(words, desk.jobs, self)
        self.papers = Papers(desk, self)
        self.products = ProductDesk(desk, self)
        self.form = EntryForm(words, desk.jobs, desk.app.entry.parse, self._find)
        self.money = MoneyForm(words)
        self.save = Button("entry.save", words("entry.save"), icon="draft", key="Ctrl+S")
        self.submit = Button("entry.submit", words("entry.submit"), "primary", icon="send", key="Ctrl+Return")
        self.submit.key = "Ctrl+Enter"
        self.foot = FootBar([], [self.save, self.submit])
        self.first = self.form.receiver.paste
        self._lay_out()
        self._connect()
        desk.jobs.ask(self, self._look, self._begin, self.tell_error)

    def _lay_out(self) -> None:
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(self.form)
        column.addStretch(1)
        area.setWidget(inner)
        self.area = area
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.drafts)
        row.addWidget(area, 1)
        row.addWidget(self.money)
        self.body.addLayout(row, 1)
        self.body.addWidget(self.foot)

    def _connect(self) -> None:
        form = self.form
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self.judge)
        form.changed.connect(self._settle.start)
        self.money.changed.connect(self._settle.start)
        form.failed.connect(self.tell_error)
        form.channel_changed.connect(self._show_currency)
        self.fresh.clicked.connect(lambda: self._leave(self._empty))
        self.save.clicked.connect(lambda: self._do(None))
        self.submit.clicked.connect(lambda: self._do(self.money.paying()))
        self.drafts.opened.connect(self.show_subject)
        self.money.copy_asked.connect(self._copy)
        form.goods.unknown.connect(lambda typed: self.products.add_typed(typed, self._seller))
        form.goods.price_wanted.connect(
            lambda code: self.desk.jobs.ask(
                self,
                partial(self.desk.app.entry.last_price, code, form.goods.currency),
                partial(form.goods.suggest, code),
                lambda _error: None,  # whatever stands in the way is told where the order is kept
            )
        )
        self.products.added.connect(form.goods.put_new)
        self.products.finished.connect(self.desk.shell.toast)
        self.products.refused.connect(self.tell_error)
        self.papers.saved.connect(self.desk.shell.toast)
        self.papers.refused.connect(self.tell_error)

    # reading

    def _look(self) -> Counter:
        app = self.desk.app
        state = app.setup.state()
        return Counter(
            state.channels, {one.id: one.code for one in state.sellers}, tuple(app.entry.drafts()), app.database.now()
        )

    def _find(self, typed: str) -> Sequence[ProductRow]:
        """Products of the seller whose channel is chosen."""
        found: list[ProductRow] = self.desk.app.catalogue.page(typed, seller=self._seller, limit=GOODS_SHOWN)
        return found

    def _begin(self, counter: Counter) -> None:
        self._sellers = counter.sellers
        self._channels = {channel.id: channel for channel in counter.channels}
        self.form.offer_channels(counter.channels)
        self._show_drafts(counter)
        self._empty()

    def reload(self) -> None:
        """Read the list of drafts again; what is being typed stays."""
        self.desk.jobs.ask(self, self._look, self._show_drafts, self.tell_error)

    def _show_drafts(self, counter: Counter) -> None:
        zones = {channel.id: channel.time_zone for channel in counter.channels}
        self.drafts.show_drafts(counter.drafts, zones, counter.now)

    def _show_currency(self) -> None:
        channel = self._channels.get(self.form.channel_id())
        if channel is not None:
            self.form.show_channel(channel)
            self.money.currency = channel.currency
            self._seller = self._sellers.get(channel.merchant_id, "")
            self._settle.start()

    # the form

    def told(self) -> DraftForm:
        """The form as typed; raises OmsError for what cannot be read."""
        discount, shipping = self.money.amounts()
        return replace(self.form.told(), discount=discount, shipping=shipping)

    def judge(self) -> None:
        """Show the sums, and what still lacks."""
        try:
            form = self.told()
        except OmsError as error:
            self.money.show_sums(None, None, [self.words.error(error)])
            self.submit.refuse(self.words.error(error))
            return
        paying = self.money.paying()
        lacks = [self.words.error(OmsError(one.code, **one.facts)) for one in lacking(form, paying)]
        self.money.show_sums(form.goods, form.total, lacks)
        self.submit.refuse(lacks[0] if lacks else None)

    def _empty(self) -> None:
        self.seen = None
        self.form.clear()
        self.money.discount.clear()
        self.money.shipping.clear()
        self.money.txn.clear()
        self.money.way.choose("later")
        self.form.channel.setEnabled(True)
        self.header.set_titles(self.words("page.entry"), self.words("entry.sub_new"))
        self._show_currency()
        self._kept = self.told()
        self.judge()
        self.first = self.form.receiver.paste
        self.first.setFocus()

    def _leave(self, go: Callable[[], None]) -> None:
        """Go on when nothing would be lost; else say so, with the way to let it go."""
        self.untell("unsaved")
        with suppress(OmsError):  # what cannot be read is a change too
            if self.told() == self._kept:
                go()
                return
        words = self.words
        strip = Strip(
            "attention", "draft", words("entry.unsaved"), words("entry.unsaved_advice"), words("entry.discard")
        )

        def discard() -> None:
            self.untell("unsaved")
            go()

        strip.acted.connect(discard)
        self.tell("unsaved", strip)

    def _show(self, seen: OpenDraft) -> None:
        self.untell("changed")
        self.seen = seen
        self.form.show_form(seen)
        self._show_currency()
        self.form.channel.setEnabled(False)
        self.money.show_form(seen)
        self.header.set_titles(self.words("page.entry"), self.words("entry.sub_draft", number=seen.number))
        self._kept = self.told()
        self.judge()
        self.form.receiver.fields["name"].setFocus()

    def show_subject(self, subject: object) -> None:
        """Open a draft by its number, or by its key as the list names it."""
        app = self.desk.app

        def read() -> OpenDraft:
            key = subject if isinstance(subject, int) else app.orders.find(str(subject))
            found: OpenDraft = app.entry.open(key)
            return found

        self._leave(lambda: self.desk.jobs.ask(self, read, self._show, self._refuse))

    def scan(self, code: str) -> bool:
        """A scanned product is put on the order."""
        self.form.goods.search.setText(code)
        self.form.goods.ask(take=True)
        return True

    # doing

    def _do(self, paying: Paying | None) -> None:
        """Save the draft; with `paying` submit it with its money."""
        try:
            form = self.told()
        except OmsError as error:
            self.tell_error(error)
            return
        desk, seen = self.desk, self.seen

        def work() -> Done:
            actor, entry = desk.actor(), desk.app.entry
            done: Done
            if seen is None:
                done = entry.draft(actor, form, paying=paying)
                return done
            if form != seen.form:
                entry.rewrite(actor, seen, form)
            if paying is None:
                done = entry.standing(seen.order_id)
            else:
                done = entry.submit(actor, entry.open(seen.order_id), paying)
            return done

        self.untell("error")
        desk.jobs.change(self, work, partial(self._done, form), self._refuse)

    def _done(self, form: DraftForm, done: Done) -> None:
        words = self.words
        for news in ("unsaved", "changed", "error"):
            self.untell(news)
        if done.status == "draft":
            self.desk.shell.toast(words("entry.saved", number=done.number))
            self.desk.jobs.ask(self, partial(self.desk.app.entry.open, done.order_id), self._show, self._refuse)
            return
        currency = self._channels[form.channel_id].currency
        told = words(
            "entry.sent", status=words(f"status.{done.status}"), total=money(form.total, currency, words.language)
        )
        open_it, slip, closes = words("entry.open_order"), words("paper.document.slip"), words("shell.close")
        strip = Strip("done", "check", done.number, told, open_it, second=slip, closes=closes)
        strip.acted.connect(lambda: self.desk.shell.open_page("orders", done.number))
        strip.second_acted.connect(lambda: self.papers.look(done.order_id))
        self.tell("sent", strip)
        self._empty()

    def _refuse(self, error: OmsError) -> None:
        """Nothing was written; a draft that another window has changed can be opened as it is now."""
        if error.code not in ALREADY or self.seen is None:
            self.tell_error(error)
            return
        words, order_id = self.words, self.seen.order_id
        action = words("entry.open_theirs") if error.code in CHANGED else ""
        strip = Strip(
            "attention", "refresh", words("entry.changed"), words.error(error), action, closes=words("shell.close")
        )
        read = partial(self.desk.app.entry.open, order_id)
        strip.acted.connect(lambda: self.desk.jobs.ask(self, read, self._show, self.tell_error))
        self.tell("changed", strip)

    def _copy(self) -> None:
        """Put what the buyer needs to pay into the clipboard; a number is there once the draft is saved."""
        if self.seen is None:
            self.tell_error(OmsError("draft_not_saved"))
            return
        total = money(self.seen.form.total, self.seen.currency, self.words.language)
        QGuiApplication.clipboard().setText(self.words("entry.pay_text", number=self.seen.number, total=total))
        self.desk.shell.toast(self.words("entry.copied", number=self.seen.number))
