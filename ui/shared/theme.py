"""The look of the window: which theme is on, its colours, the palette and the one style sheet.

Colours are asked for at the moment of painting (`color("accent")`, `family("trouble")`), so switching the theme needs
nothing but a repaint.  `apply` sets everything on the application.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.shared import fonts, tokens
from ui.shared.style_sheet import style_sheet
from ui.shared.tokens import Look, Theme


class _Current(QObject):
    """The theme now on; one for the application, as the palette and the style sheet are."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name: Theme = "light"


current = _Current()


def name() -> Theme:
    """The theme now on: "light" or "dark"."""
    return current.name


def known(wanted: str) -> Theme:
    """The theme of that name, or the light one."""
    return "dark" if wanted == "dark" else "light"


@lru_cache(maxsize=256)
def _shade(theme: Theme, token: str) -> QColor:
    families = tokens.FAMILIES[theme]
    return QColor(families[token][0] if token in families else tokens.COLOURS[theme][token])


def color(token: str) -> QColor:
    """The colour of a token ("accent", "muted" ...) or the foreground of a family ("trouble") in the theme now on."""
    return _shade(current.name, token)


@lru_cache(maxsize=64)
def _pair(theme: Theme, family_name: str) -> tuple[QColor, QColor]:
    if family_name == "idle":
        return QColor(tokens.COLOURS[theme]["text"]), QColor(tokens.COLOURS[theme]["sunken"])
    pair = tokens.BANDS.get(family_name) or tokens.FAMILIES[theme][family_name]
    return QColor(pair[0]), QColor(pair[1])


def family(family_name: str) -> tuple[QColor, QColor]:
    """Foreground and ground of a status family or a packing band (go, stop, care, idle)."""
    return _pair(current.name, family_name)


@lru_cache(maxsize=64)
def _tile(theme: Theme, channel: str) -> tuple[QColor, QColor]:
    light, dark = tokens.CHANNEL_TILES.get(channel, tokens.CHANNEL_TILES["other"])
    word = QColor(light if theme == "light" else dark)
    ground = QColor(word)
    ground.setAlphaF(tokens.TILE_TINT[theme])
    return word, ground


def tile(channel: str) -> tuple[QColor, QColor]:
    """Foreground and ground of a sales channel's small tile."""
    return _tile(current.name, channel)


def look(key: str) -> Look:
    """Family and icon of a status or badge by its word key; a word without a look of its own is neutral."""
    return tokens.LOOKS.get(key, Look("neutral", "tag"))


def palette(theme: Theme) -> QPalette:
    """Qt's own palette in our colours, so that every native part follows."""
    role, off = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    made = QPalette()
    pairs = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "hover",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "text",
        role.Highlight: "selection",
        role.HighlightedText: "text",
        role.PlaceholderText: "muted",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "surface",
        role.Midlight: "hairline",
        role.Mid: "border",
        role.Dark: "border",
        role.Shadow: "border",
        role.Accent: "accent",
    }
    for which, token in pairs.items():
        made.setColor(which, _shade(theme, token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(off, which, _shade(theme, "off"))
    return made


def apply(app: QApplication, theme: Theme) -> None:
    """Put the theme on the whole application: style, palette, font, style sheet (about 80 ms on a full window)."""
    fonts.register()
    current.name = theme
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(fonts.font(tokens.BODY))
    app.setStyleSheet(style_sheet(tokens.COLOURS[theme], tokens.FAMILIES[theme]))
    current.changed.emit(theme)
