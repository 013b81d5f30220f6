"""Qt's own words (the buttons of its file dialog, a text field's menu) in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from ui.shared.messages import Words


class QtWords(QObject):
    """Keeps Qt's catalogue in step with the window's language; English is what Qt speaks without one."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self._catalogue = QTranslator(self)
        self._speak(words.language)
        words.language_changed.connect(self._speak)

    def _speak(self, language: str) -> None:
        QCoreApplication.removeTranslator(self._catalogue)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language != "en" and self._catalogue.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(self._catalogue)
