"""The fields of the first set-up on four cards, filled with what is likely for the reader's language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import CHANNEL_KINDS
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.setup import SetupForm
from desktop_oms.words import LANGUAGES
from ui.shared.buttons import CheckBox
from ui.shared.cards import Card
from ui.shared.form import Form
from ui.shared.forms import Choice, TextField
from ui.shared.messages import Words
from ui.shared.places import currencies, likely_currency, likely_zone, zones

USUAL_KIND = {"zh_CN": "taobao", "en": "shopify"}
FIRST_ORDER = 100_001


class ShopForm(QWidget):
    """What a first start asks; `submitted` when Enter was pressed in one of its lines."""

    submitted = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.setProperty("ground", "none")
        parts = {"shop": self._shop(), "you": self._you(), "channel": self._channel(), "house": self._house()}
        self.forms = tuple(parts.values())
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        for pair in (("shop", "you"), ("channel", "house")):
            column = QVBoxLayout()
            column.setSpacing(12)
            for title in pair:
                card = Card(words(f"first_run.{title}"))
                card.content.addWidget(parts[title])
                column.addWidget(card)
            column.addStretch(1)
            beside.addLayout(column, 1)
        for form in self.forms:
            form.submitted.connect(self.submitted)

    def _text(self, name: str, value: str = "", prompt: str = "") -> TextField:
        return TextField(f"first_run.{name}", self.words(f"first_run.{name}"), value, prompt=prompt)

    def _choice(self, name: str, choices: list[tuple[str, str]], chosen: str) -> Choice:
        return Choice(f"first_run.{name}", self.words(f"first_run.{name}"), choices, chosen)

    def _shop(self) -> Form:
        form = Form(self.words, 2)
        form.add("seller_name", self._text("seller_name", prompt=self.words("first_run.seller_prompt")))
        prefix = self._text("prefix", "A")
        row = form.add("prefix", prefix, self._prefix_hint("A"))
        prefix.textChanged.connect(lambda typed: row.show_hint(self._prefix_hint(typed)))
        form.add("sender_phone", self._text("sender_phone"), self.words("first_run.sender_hint"))
        form.add("sender_address", self._text("sender_address"))
        return form

    def _prefix_hint(self, prefix: str) -> str:
        return self.words("first_run.prefix_hint", number=f"{prefix.strip().upper()}{FIRST_ORDER}")

    def _channel(self) -> Form:
        language = self.words.language
        kinds = [(kind, self.words(f"channel_kind.{kind}")) for kind in CHANNEL_KINDS]
        usual = USUAL_KIND[language]
        form = Form(self.words, 2)
        kind = self._choice("channel_kind", kinds, usual)
        name = self._text("channel_name", self.words(f"channel_kind.{usual}"))
        self._named_kind = usual
        kind.currentIndexChanged.connect(lambda _place: self._follow_kind(kind, name))
        money = likely_currency(language)
        form.add("channel_kind", kind)
        form.add("channel_name", name)
        hint = self.words("first_run.time_zone_hint")
        form.add("time_zone", self._choice("time_zone", zones(), likely_zone(language)), hint)
        form.add("currency", self._choice("currency", currencies(money), money))
        return form

    def _follow_kind(self, kind: Choice, name: TextField) -> None:
        """The channel is called as its platform until a person calls it otherwise."""
        if name.text().strip() in ("", self.words(f"channel_kind.{self._named_kind}")):
            name.setText(self.words(f"channel_kind.{kind.chosen()}"))
        self._named_kind = kind.chosen()

    def _house(self) -> Form:
        languages = [(language, self.words(f"language.{language}")) for language in LANGUAGES]
        form = Form(self.words, 2)
        form.add("warehouse_name", self._text("warehouse_name", self.words("first_run.warehouse_usual")))
        form.add("language", self._choice("language", languages, self.words.language))
        return form

    def _you(self) -> Form:
        form = Form(self.words)
        form.add("user_name", self._text("user_name", prompt=self.words("first_run.user_prompt")))
        form.add_check("single_operator", CheckBox("first_run.alone", self.words("first_run.alone")))
        return form

    def told(self) -> SetupForm:
        """The form as the service takes it; nothing is judged here."""
        texts = {name: value for form in self.forms for name, value in form.texts().items()}
        checks = {name: value for form in self.forms for name, value in form.checks().items()}
        return SetupForm(**texts, **checks)  # type: ignore[arg-type]

    def show_error(self, error: OmsError) -> bool:
        """Mark the field that the error is about; False when it is about none of them."""
        for form in self.forms:
            form.clear_errors()
        return any(form.show_error(error) for form in self.forms)
