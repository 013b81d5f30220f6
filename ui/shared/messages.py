"""Words for widgets: the one object through which every page says something, in the reader's language."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import explain
from desktop_oms.words import LANGUAGES, say, table


class Words(QObject):
    """`words("orders.title")` gives the sentence in the language now on;

    the window rebuilds its pages when that changes.
    """

    language_changed = Signal(str)

    def __init__(self, language: str = "zh_CN", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language if language in LANGUAGES else LANGUAGES[0]

    @property
    def language(self) -> str:
        """The language now on: "zh_CN" or "en"."""
        return self._language

    def __call__(self, key: str, **facts: object) -> str:
        """The sentence of a word key with its facts filled in."""
        return say(key, self._language, **facts)

    def of(self, part: str, *names: str) -> list[str]:
        """Several words of one part of the window, none of which takes facts: `of("importing", "stop", "cancel")`."""
        return [self(f"{part}.{name}") for name in names]

    def knows(self, key: str) -> bool:
        """Whether there is a sentence for the key."""
        return key in table()

    def error(self, error: OmsError) -> str:
        """The sentence of an error or a refusal."""
        key = f"error.{error.code}"
        return explain(error.code, error.facts, self._language) if self.knows(key) else self("error.unexpected")

    def set_language(self, language: str) -> None:
        """Switch the language; `language_changed` follows when it is another one."""
        if language in LANGUAGES and language != self._language:
            self._language = language
            self.language_changed.emit(language)
