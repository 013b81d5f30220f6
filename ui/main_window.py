"""All that is in the window: rail, pages, foot; it switches pages, language and theme, and tells what goes wrong.

It stands before the shop does: the database is opened on a lane of its own, then the first page is imported and built.
Pages are made when first shown, kept, and made anew when the language changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.settings import Preferences
from desktop_oms.words.help import PAGE_KEYS
from ui.pages import PAGES
from ui.palette import KEY, PaletteDesk, window_commands
from ui.shared import theme
from ui.shared.dialogs import NoticeDialog
from ui.shared.garbage import GarbageTime
from ui.shared.help_overlay import HelpOverlay
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.notices import Strip
from ui.shared.page import Desk, Page, PageSpec, remember
from ui.shared.page_stack import PageStack
from ui.shared.qt_words import QtWords
from ui.shared.rail import NavigationRail, RailItem
from ui.shared.safety_net import catch_unexpected
from ui.shared.scanner import Scanner, hold_of
from ui.shared.shop_line import Opener, ShopFacts, ShopLine
from ui.shared.start_trouble import StartTrouble
from ui.shared.status_bar import StatusBar
from ui.shared.toast import Toast
from ui.shared.tokens import WINDOW_MINIMUM


class MainWindow(QWidget):
    """One window, one person at work.  It lies in the frame of `ui.application`, or stands alone in tests."""

    ready = Signal()  # the first page stands

    def __init__(self, specs: Sequence[PageSpec], words: Words, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        named(self, "window", words("shell.title"))
        self.setWindowTitle(words("shell.title"))
        self.setMinimumSize(*WINDOW_MINIMUM)
        self.specs, self.words, self.jobs, self.preferences = tuple(specs), words, jobs, preferences
        self.line = ShopLine(jobs, self)
        self.do_due = self.line.turn  # what a page finds due is done now, not at the clock's next turn
        kept = preferences.settings
        hold_ms = hold_of(kept.scanner_hold)
        self.scanner = Scanner(self, prefix=kept.scanner_prefix, suffix=kept.scanner_suffix, hold_ms=hold_ms)
        self._notice: NoticeDialog | None = None
        self._floor = QVBoxLayout(self)
        self._floor.setContentsMargins(0, 0, 0, 0)
        self.pages: PageStack
        self.toasts: Toast
        self._whole: QWidget | None = None
        self.reopen = self.line.reopen
        self._build()
        self._connect()

    def _build(self) -> None:
        """Rail, pages and foot in the language now on, in the place of older ones."""
        if self._whole is not None:
            self.pages.forget()
            self._floor.removeWidget(self._whole)
            self._whole.hide()
            self._whole.deleteLater()
            self.toasts.deleteLater()
        in_rail = [spec for spec in self.specs if spec.in_rail]
        items = [RailItem(spec.name, spec.icon, self.words(spec.word), spec.at_foot) for spec in in_rail]
        self.rail = NavigationRail(items, self.words("shell.rail"))
        self.pages = PageStack(self.specs, self.jobs, self.words("shell.starting"))
        self.foot = StatusBar(self.words)
        self.pages.grown.connect(partial(self.foot.come_last, self))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.pages, 1)
        self._whole = whole = QWidget()
        whole.setProperty("ground", "window")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        self._floor.addWidget(whole)
        whole.show()
        self.toasts = Toast(self)
        self.rail.chosen.connect(self.open_page)
        self.foot.language_asked.connect(self.words.set_language)
        self.foot.theme_asked.connect(self.set_theme)
        self.foot.help_asked.connect(self.show_help)

    def _connect(self) -> None:
        self.line.opened.connect(self._open_first)
        self.line.told.connect(self._show_facts)
        trouble = StartTrouble(self, self.words, self.jobs, self.preferences, self.line)
        self.line.not_opened.connect(lambda error: self.pages.tell_starting(trouble.strip(error)))
        self.line.lost.connect(self._tell_offline)
        self.line.left.connect(self._build)
        self.line.done_between.connect(self.toast)
        self.line.copied.connect(partial(note_copy, self, None))
        self.line.not_copied.connect(partial(note_copy, self))
        self.line.not_done.connect(lambda error: self._tell_refusal(None, error))
        self.words.language_changed.connect(self._rebuild)
        self.jobs.changed.connect(self._after_change)
        self.jobs.refused.connect(self._tell_refusal)
        self.jobs.broken.connect(self.tell_unexpected)
        self.scanner.scanned.connect(self._pass_scan)
        commands = PaletteDesk(self, self.specs, self.words, self.page)
        commands.desk = partial(desk_of, self)
        commands.own = lambda: window_commands(self.words, self.show_help, self.set_theme)
        in_rail = [spec for spec in self.specs if spec.in_rail]
        for number, spec in enumerate(in_rail[:9], 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=spec.name: self.open_page(name))
        help_key = QShortcut(QKeySequence("F1"), self)
        help_key.activated.connect(self.show_help)

    # starting and ending

    def start(self, opener: Opener) -> None:
        """Open the shop off the window's thread; call it when the skeleton has been painted."""
        self.line.open(opener)

    def _open_first(self, facts: ShopFacts) -> None:
        self._show_facts(facts)
        self.open_page(facts.opens)
        page = self.page()
        if isinstance(page, Page):
            page.take_focus()
        self.ready.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.close()
        self.line.hang_up()
        super().closeEvent(event)

    # pages

    def open_page(self, name: str, subject: object = None) -> None:
        """Show a page, made now if it is its first time; `subject` is what it shall show, such as an order number."""
        desk = desk_of(self)
        if desk is None:
            return
        page = self.pages.open(name, desk)
        self.foot.come_last(self)
        spec = self.pages.spec(name)
        if spec.in_rail:
            self.rail.choose(name)
        if isinstance(page, Page):
            if not self.rail.isAncestorOf(QApplication.focusWidget() or self):
                page.take_focus()
            if subject is not None:
                page.show_subject(subject)

    def page(self) -> QWidget | None:
        """The page now open."""
        return self.pages.open_page()

    def fill_window(self, on: bool) -> None:
        """Hide rail and foot, for the packing bench, and with them what was said elsewhere; or show them again."""
        if on:
            self.toasts.hide()
        self.rail.setVisible(not on)
        self.foot.setVisible(not on)

    def _pass_scan(self, code: str) -> None:
        self.toasts.hide()  # whoever scans on has seen it; it must not lie over a code on the screen
        page = self.page()
        if isinstance(page, Page) and not page.scan(code):
            words = self.words("shell.scan_unused", code=code), self.words("shell.scan_unused_advice")
            page.tell("scan", Strip("neutral", "scan", *words, closes=self.words("shell.close")))

    def _after_change(self) -> None:
        self.pages.reload()
        self.line.ask_soon()

    # language, theme, help

    def _rebuild(self, language: str) -> None:
        """Everything anew in the other language, with the same page open."""
        remember(self.preferences, language=language)
        name = self.pages.open_name()
        self._build()
        if name:
            self.open_page(name)
        self.line.ask()

    def set_theme(self, name: str) -> None:
        """Switch between light and dark, at once and for the next start."""
        remember(self.preferences, theme=name)
        theme.apply(cast(QApplication, QApplication.instance()), theme.known(name))
        self.foot.show_theme()

    def show_help(self) -> None:
        """F1: what the open page is for; pressed again it goes away."""
        shown = self.findChild(HelpOverlay)
        if shown is not None and shown.isVisible():
            shown.put_away()
            return
        name = self.pages.open_name()
        key = f"help.{name}"
        title = self.words(self.pages.spec(name).word) if name else self.words("shell.title")
        words = self.words(key) if self.words.knows(key) else self.words("shell.help_none")
        title = self.words("shell.help_title", page=title)
        keys = [*page_keys(self.words, name), *help_keys(self.words, self.specs)]
        HelpOverlay(self, title, words, keys, self.words("shell.close"))

    # what the window says

    def toast(self, words: str, undo: Callable[[], None] | None = None, lasting: int | None = None) -> None:
        """Say that something worked, with a way back, which is open for `lasting` ms (None: while it is seen)."""
        self.toasts.say(words, self.words("shell.undo"), undo, lasting)

    def _show_facts(self, facts: ShopFacts) -> None:
        self.foot.show_facts(facts)
        self.rail.show_user(facts.user)
        for spec in self.specs:
            self.rail.show_count(spec.name, facts.waiting.get(spec.name, 0), spec.family)
        self.pages.set_offline(None)

    def _tell_offline(self, error: OmsError) -> None:
        self.foot.show_offline()
        headline = "shell.offline" if error.code == "database_unreachable" else "shell.database_trouble"
        advice = self.words("shell.offline_advice", why=self.words.error(error))

        def strip() -> Strip:
            made = Strip("attention", "offline", self.words(headline), advice, self.words("shell.retry"))
            made.acted.connect(self.line.ask)
            return made

        self.pages.set_offline(strip)

    def _tell_refusal(self, page: QWidget | None, error: OmsError) -> None:
        target = page if isinstance(page, Page) else self.page()
        if isinstance(target, Page):
            target.tell_error(error)

    def tell_unexpected(self, kind: str) -> None:
        """One calm dialog for a bug; while it stands, further ones only go to the log."""
        if self._notice is not None and self._notice.isVisible():
            return
        advice = self.words("shell.unexpected_advice", kind=kind)
        self._notice = NoticeDialog(self, self.words("shell.unexpected"), advice, self.words("shell.close"))
        self._notice.open()


def note_copy(window: MainWindow, error: OmsError | None) -> None:
    """Say once that no copy of the database can be kept here, and why; the settings go on saying it."""
    if error is not None and not error.code.startswith(("backup_", "file_")):
        return  # the database is out of reach or full: that is told where it matters
    code = error.code if error else ""
    if code == window.preferences.settings.copy_trouble:
        return
    remember(window.preferences, copy_trouble=code)
    page, words = window.page(), window.words
    if error is not None and isinstance(page, Page):
        headline, closes = words("shell.no_copy"), words("shell.close")
        page.tell("copy", Strip("attention", "database", headline, words.error(error), closes=closes))


def desk_of(window: MainWindow) -> Desk | None:
    """What a page of the window is handed; None as long as no shop is open."""
    shop = window.line.shop
    return Desk(shop.services, window.jobs, window.words, window, window.preferences) if shop is not None else None


def furnish(app: QApplication, preferences: Preferences) -> MainWindow:
    """The window's content in the language and theme of the preferences, with scanner and safety net."""
    theme.apply(app, theme.known(preferences.settings.theme))
    own = "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"
    words = Words(preferences.settings.language or own)
    QtWords(words)
    made = MainWindow(PAGES, words, Jobs(), preferences)
    garbage = GarbageTime(made)
    made.ready.connect(garbage.settle_soon)
    app.installEventFilter(made.scanner)
    catch_unexpected(made.tell_unexpected)
    return made


def help_keys(words: Words, specs: Sequence[PageSpec]) -> list[tuple[str, str]]:
    """The keys that work everywhere, and what they do."""
    pages = [spec for spec in specs if spec.in_rail][:9]
    return [
        ("/", words("shell.key_search")),
        (KEY, words("shell.key_commands")),
        ("↑ ↓", words("shell.key_move")),
        ("Enter", words("shell.key_open")),
        ("Space", words("shell.key_check")),
        ("Shift+Space", words("shell.key_check_to")),
        ("Ctrl+A", words("shell.key_check_all")),
        ("Ctrl+Z", words("shell.key_undo")),
        *((f"Ctrl+{n}", words("shell.key_page", page=words(spec.word))) for n, spec in enumerate(pages, 1)),
        ("F1", words("shell.key_help")),
    ]


def page_keys(words: Words, page: str) -> list[tuple[str, str]]:
    """The keys that only this page has, and what they do."""
    return [(key, words(f"help.{page}.key.{name}")) for key, name in PAGE_KEYS.get(page, ())]
