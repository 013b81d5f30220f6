"""Paper: how a seller's slips and labels look, with the paper itself beside the fields, drawn as one types."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Merchant
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.paper_samples import SAMPLED, Sample
from desktop_oms.services.paper_settings import LONGEST, SIZES_OF, PaperStyle
from desktop_oms.words import LANGUAGES
from ui.settings.filled import Filled
from ui.settings.section import Section
from ui.settings.table_card import small
from ui.shared import file_dialogs
from ui.shared.buttons import CheckBox
from ui.shared.cards import Card, label
from ui.shared.form import Form
from ui.shared.forms import Choice, TextField
from ui.shared.page import Desk
from ui.shared.paper_view import PaperView

HOUSE = "house"  # the choice of the house's own language
TEXTS = ("store_name", "return_policy", "thanks", "gift_message", "gs1_prefix")
SWITCHES = ("slip_prices", "mask_receiver")
SIZED = ("label", "slip", "picklist")
PICTURES = ("*.png", "*.jpg", "*.jpeg")
CHANGED = ("setting_changed", "paper_text_changed")  # somebody else was faster
PATIENCE = 300  # ms of rest in typing before the paper is drawn anew
PAPER_HEIGHT = 620


class Shown(NamedTuple):
    """The sellers, and of the one that is shown its code, its paper and the bytes of its logo (none: b"")."""

    sellers: tuple[Merchant, ...]
    code: str = ""
    style: PaperStyle | None = None
    logo: bytes = b""


class PapersSection(Section):
    """Each value is kept when its field is left; the paper shows it before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "papers")
        words = self.words
        self.seen, self._code, self._logo = Filled(), "", b""
        self.seller = Choice("settings.paper_seller", words("settings.paper_seller"))
        self.document = Choice(
            "settings.paper_document",
            words("settings.paper_document"),
            [(name, words(f"paper.document.{name}")) for name in SAMPLED],
        )
        self.view = PaperView("settings.paper_view", desk.jobs, words)
        self.form = self._form()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PATIENCE)
        self._rest.timeout.connect(self._draw)
        self.column.addWidget(self._both())
        self.seller.activated.connect(lambda _place: self.reload())
        self.document.activated.connect(lambda _place: self._draw())

    def _form(self) -> Form:
        words, form = self.words, Form(self.words)
        form.add("seller", self.seller)
        for name in TEXTS:
            field = TextField(f"settings.{name}", words(f"paper.field.{name}"))
            field.setMaxLength(LONGEST[name])
            form.add(name, field, words(f"settings.{name}_hint"))
            field.textEdited.connect(lambda _text: self._rest.start())
            field.editingFinished.connect(partial(self._take, name))
        languages = [(HOUSE, words("settings.paper_language_house"))]
        languages += [(key, words(f"language.{key}")) for key in LANGUAGES]
        chosen = Choice("settings.document_language", words("paper.field.document_language"), languages)
        chosen.activated.connect(lambda _place: self._keep(document_language=self._language()))
        form.add("document_language", chosen, words("settings.document_language_hint"))
        for name in SIZED:
            size = Choice(
                f"settings.size_{name}",
                words("settings.paper_size_of", document=words(f"paper.document.{name}")),
                [(one, one) for one in SIZES_OF[name]],
            )
            size.activated.connect(partial(self._size, name, size))
            form.add(f"size_{name}", size)
        for name in SWITCHES:
            check = CheckBox(f"settings.{name}", words(f"paper.field.{name}"))
            check.clicked.connect(lambda on, name=name: self._keep(**{name: on}))
            form.add_check(name, check)
        return form

    def _both(self) -> QWidget:
        """Fields at the left, paper at the right."""
        words, both = self.words, QWidget()
        fields, shown = Card(words("settings.paper_fields")), Card(words("settings.paper_shown"))
        fields.content.addWidget(self.form)
        self.choose_logo = small("settings.logo_choose", words("settings.logo_choose"), "file")
        self.drop_logo = small("settings.logo_drop", words("settings.logo_drop"), "trash")
        self.choose_logo.clicked.connect(self._choose_logo)
        self.drop_logo.clicked.connect(lambda: self._set_logo(b"", self._logo))
        logo = QHBoxLayout()
        logo.addWidget(label(words("paper.field.logo"), style="secondary", tone="muted"), 1)
        logo.addWidget(self.choose_logo)
        logo.addWidget(self.drop_logo)
        fields.content.addSpacing(8)
        fields.content.addLayout(logo)
        self.true_size = CheckBox("settings.paper_true_size", words("settings.paper_true_size"))
        self.true_size.clicked.connect(self.view.set_true_size)
        line = QHBoxLayout()
        line.addWidget(self.document, 1)
        line.addWidget(self.true_size)
        shown.content.addLayout(line)
        shown.content.addSpacing(8)
        self.view.setFixedHeight(PAPER_HEIGHT)
        shown.content.addWidget(self.view)
        row, right = QHBoxLayout(both), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        right.addWidget(shown)
        right.addStretch(1)
        row.addWidget(fields, 4)
        row.addLayout(right, 5)
        return both

    def text_field(self, name: str) -> QLineEdit:
        """A line of the form."""
        field = self.form.field(name)
        assert isinstance(field, QLineEdit)
        return field

    def choice(self, name: str) -> Choice:
        """A choice of the form."""
        field = self.form.field(name)
        assert isinstance(field, Choice)
        return field

    def reload(self) -> None:
        """Somebody else may have changed it, or the shop has a seller more."""
        app, wanted = self.desk.app, self.seller.chosen()

        def look() -> Shown:
            sellers = app.setup.state().sellers
            code = wanted if any(one.code == wanted for one in sellers) else (sellers[0].code if sellers else "")
            if not code:
                return Shown(sellers)
            logo = app.paper_settings.logo(code)
            return Shown(sellers, code, app.paper_settings.style(code), logo.data if logo else b"")

        self.ask(look, self._show)

    def _show(self, shown: Shown) -> None:
        sellers, code, style, self._logo = shown
        self.seller.offer([(one.code, one.name) for one in sellers], code)
        self.form.row("seller").setVisible(len(sellers) > 1)
        if style is None:
            self.view.show_trouble(self.words("settings.paper_no_seller"))
            return
        for name in TEXTS:
            field = self.text_field(name)
            if self.seen.fill(name, getattr(style, name), typing=field.isModified() and code == self._code):
                field.setText(getattr(style, name))
        for name in ("document_language", "sizes", *SWITCHES):
            self.seen.fill(name, getattr(style, name))
        self._code = code
        self.choice("document_language").choose(style.document_language or HOUSE)
        for name in SIZED:
            self.choice(f"size_{name}").choose(style.sizes.get(name, SIZES_OF[name][0]))
        for name in SWITCHES:
            check = self.form.field(name)
            assert isinstance(check, CheckBox)
            check.setChecked(getattr(style, name))
        self._draw()

    def _language(self) -> str:
        chosen = self.choice("document_language").chosen()
        return "" if chosen == HOUSE else chosen

    def _draw(self) -> None:
        """Draw the paper with what stands in the fields, kept or not."""
        app, document, seller = self.desk.app, self.document.chosen(), self.seller.chosen()
        values = {name: self.text_field(name).text() for name in TEXTS}
        if not seller:
            return

        def show(sample: Sample) -> None:
            self.form.clear_errors()
            self.view.show_paper(sample.pages, sample.picture)

        self.desk.jobs.ask(self, lambda: app.paper_samples.sample(document, seller, values), show, self._refused)

    def _refused(self, error: OmsError) -> None:
        if not self.form.show_error(error):
            self.view.show_trouble(self.words.error(error))

    def _take(self, name: str) -> None:
        """A field was left: keep what stands in it, if it is another text."""
        field = self.text_field(name)
        if name not in self.seen or field.text().strip() != self.seen[name]:
            self._keep(**{name: field.text()})
        else:
            field.setModified(False)

    def _size(self, document: str, choice: Choice, _place: int) -> None:
        chosen = choice.chosen()
        self._keep(sizes={document: "" if chosen == SIZES_OF[document][0] else chosen})

    def _keep(self, **values: object) -> None:
        app, seller = self.desk.app, self.seller.chosen()
        began = self.seen.send(values)
        seen = replace(PaperStyle(), **began)

        def done(style: PaperStyle) -> None:
            for name in values:
                self.seen.fill(name, getattr(style, name))
                if name in TEXTS and self.text_field(name).text() == values[name]:  # else somebody types on
                    self.text_field(name).setModified(False)
            self.desk.shell.toast(self.words("settings.paper_kept"))

        def failed(error: OmsError) -> None:
            """What was typed stays; what somebody else changed meanwhile is fetched before that is said."""
            self.seen.take_back(began)
            if error.code in CHANGED:
                for name in values:
                    self.seen.tell(name)
            if error.code in CHANGED or not self.form.show_error(error):
                self.look_again(error)

        self.change(lambda actor: app.paper_settings.change(actor, seller, seen, **values), done, failed)

    def _choose_logo(self) -> None:
        words, seen = self.words, self._logo
        files = file_dialogs.files_to_open(
            self.desk, self, words("settings.logo_choose"), words("settings.pictures"), PICTURES
        )
        if not files:
            return
        try:
            data = files[0].read_bytes()
        except OSError as trouble:
            self.failed.emit(OmsError("file_not_readable", file=str(files[0]), reason=trouble.strerror or ""))
            return
        self._set_logo(data, seen)

    def _set_logo(self, data: bytes, seen: bytes, seller: str = "") -> None:
        """Another logo in the place of the one that was seen; the toast puts that one back."""
        app, code = self.desk.app, seller or self.seller.chosen()

        def done(kept: Any) -> None:
            now = kept.data if kept else b""
            if code == self._code:
                self._logo = now
            self.desk.shell.toast(self.words("settings.paper_kept"), lambda: self._set_logo(seen, now, code))
            self._draw()

        self.change(lambda actor: app.paper_settings.set_logo(actor, code, data, seen=seen), done)
