"""What the window remembers between two starts:

language, theme, and where it stood.  Nothing of the shop, nothing secret.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QLocale, QSettings

from ui.shared.tokens import THEMES, Theme


class Preferences:
    """Kept in one small file of this person on this machine."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language chosen, or that of the machine."""
        own = "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"
        return str(self._settings.value("language", own))

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)

    @property
    def theme(self) -> Theme:
        """The theme chosen, light at first."""
        chosen = str(self._settings.value("theme", "light"))
        return chosen if chosen in THEMES else "light"

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._settings.setValue("theme", theme)

    @property
    def geometry(self) -> QByteArray | None:
        """Size and place of the window when it was last closed."""
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else None

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)
        self._settings.sync()
