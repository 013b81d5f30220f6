"""The one style sheet of the application, built from the tokens.

Font sizes stay out of `*`: a size in the sheet beats `setFont` and every painted heading would shrink.  Noto sits low
in its box, so inputs and buttons carry one pixel of padding below; a focused input's border grows by one pixel and
takes it from padding and height, or its text would jump.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from ui.shared import tokens

_SHEET = Template("""
QWidget#window, QWidget[ground="window"] { background: $window; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; }
QFrame[edge="left"] { background: $surface; border: none; border-left: 1px solid $border; }
QFrame[edge="top"] { border: none; border-top: 1px solid $border; }
QFrame[card="true"] { background: $surface; border: 1px solid $hairline; border-radius: ${card}px; }

QLabel { background: transparent; color: $text; }
QLabel[tone="muted"] { color: $muted; }
QLabel[type="secondary"] { font-size: ${secondary}px; }
QLabel[type="section"] { font-size: ${section}px; font-weight: 700; }
QLabel[type="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[type="figure"] { font-size: ${figure}px; font-weight: 700; }
QLabel[weight="bold"] { font-weight: 700; }

QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${radius}px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: 0 10px 1px 10px; min-height: 29px; max-height: 29px; }
QPlainTextEdit { padding: 5px 6px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 0 9px 1px 9px; min-height: 27px; max-height: 27px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 4px 5px; }
QLineEdit[wrong="true"], QComboBox[wrong="true"], QAbstractSpinBox[wrong="true"] {
  border: 2px solid $trouble; padding: 0 9px 1px 9px; min-height: 27px; max-height: 27px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
  background: $off_ground; color: $off; border-color: $hairline; }
QLineEdit[packing="true"] { min-height: 53px; max-height: 53px; font-size: 20px; }
QLineEdit[packing="true"]:focus { min-height: 51px; max-height: 51px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
  border: none; padding: 0 8px; min-height: 0; max-height: 999px; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: none; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $border; padding: 4px; outline: 0;
  selection-background-color: $selection; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; border-radius: 4px; }

QTableView, QListView, QTreeView { background: $surface; border: none; outline: 0; gridline-color: transparent;
  selection-background-color: $selection; selection-color: $text; }
QListView[ground="window"] { background: $window; }
QListView[edge="right"] { border-right: 1px solid $hairline; }
QListView[ground="raised"] { background: $raised; }
QListView[floats="true"] { border: 1px solid $border; border-radius: ${radius}px; padding: 4px; }
QTableView::item { border: none; padding: 0; }
QHeaderView { background: $sunken; border: none; }
QTableCornerButton::section { background: $sunken; border: none; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar::handle:vertical { background: $border; min-height: 48px; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical:hover { background: $control; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle:horizontal { background: $border; min-width: 48px; border-radius: 3px; margin: 3px; }
QScrollBar::handle:horizontal:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView QScrollBar { background: $surface; }
QAbstractScrollArea::corner { background: $surface; border: none; }

QMenu { background: $raised; color: $text; border: 1px solid $border; border-radius: ${radius}px; padding: 5px; }
QMenu::item { padding: 6px 24px 7px 12px; border-radius: 4px; min-width: 120px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $off; }
QMenu::separator { height: 1px; background: $hairline; margin: 5px 8px; }
QMenu::right-arrow { width: 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 8px; }
QDialog { background: $surface; border: 1px solid $border; }
QStatusBar { background: $window; border: none; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $border; }
QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


def style_sheet(colours: Mapping[str, str], families: Mapping[str, tuple[str, str]]) -> str:
    """The sheet for one theme: its colour tokens and its families (a label may bear the foreground of one as tone)."""
    sheet = _SHEET.substitute(
        colours,
        trouble=families["trouble"][0],
        radius=tokens.RADIUS,
        card=tokens.RADIUS_CARD,
        secondary=tokens.SECONDARY,
        section=tokens.SECTION,
        title=tokens.TITLE,
        figure=tokens.FIGURE,
        bar=tokens.SCROLL_BAR,
    )
    return sheet + "".join(f'QLabel[tone="{name}"] {{ color: {word}; }}\n' for name, (word, _) in families.items())
