"""What the list of commands offers on Ctrl+K: the open page's own, then pages, queues, settings, orders, views."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.recent import listed
from desktop_oms.domain.views import SavedView
from desktop_oms.words import say
from ui.shared.commands import ICONS, Command, commands_of
from ui.shared.messages import Words
from ui.shared.page import Desk, PageSpec, Place
from ui.shared.palette import Palette
from ui.shared.queues import view_key

KEY = "Ctrl+K"
KEYED = 9  # pages that have a key of their own


class PaletteDesk(QObject):
    """Opens the list over the window; pressed again, the key puts it away."""

    def __init__(
        self, window: QWidget, specs: Sequence[PageSpec], words: Words, page: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(window)
        self._window, self._specs, self._words, self._page = window, specs, words, page
        self.desk: Callable[[], Desk | None] = lambda: None
        self.own: Callable[[], Sequence[Command]] = tuple
        QShortcut(QKeySequence(KEY), window).activated.connect(self.open)

    def open(self) -> None:
        """Show the commands of this moment; without a shop there are only those of the window."""
        desk, page = self.desk(), self._page()
        here = page.objectName().removeprefix("page.") if page is not None else ""
        group = next((spec.group for spec in self._specs if spec.name == here), "queue")
        commands = commands_of(page, self._words, group) if page is not None else []
        if desk is not None:
            commands += [*self._pages(desk), *self._places(desk, here)]
        commands += self.own()
        if desk is not None:
            commands += self._recent(desk)
        shown = Palette(self._window, self._words, commands, partial(self._search, desk))
        if desk is not None and here != "orders":
            desk.jobs.ask(shown, partial(_views, desk), partial(self._add_views, desk, shown), lambda _error: None)

    def _pages(self, desk: Desk) -> Iterator[Command]:
        in_rail = [spec for spec in self._specs if spec.in_rail]
        for number, spec in enumerate(in_rail, 1):
            key = f"Ctrl+{number}" if number <= KEYED else ""
            do = partial(desk.shell.open_page, spec.name)
            yield Command(f"page.{spec.name}", "page", self._words(spec.word), do, key, spec.icon)

    def _places(self, desk: Desk, here: str) -> Iterator[Command]:
        """The parts of the other pages; those of the open one stand among what can be seen."""
        for spec in self._specs:
            for place in spec.places if spec.name != here else ():
                do = partial(desk.shell.open_page, spec.name, place)
                icon = ICONS.get(spec.group, "")
                yield Command(f"{spec.group}.{place.key}", spec.group, self._words(place.word), do, icon=icon)

    def _recent(self, desk: Desk) -> Iterator[Command]:
        for number in listed(desk.preferences.settings.recent_orders):
            do = partial(desk.shell.open_page, "orders", number)
            yield Command(f"order.{number}", "order", number, do, icon="orders")

    def _add_views(self, desk: Desk, shown: Palette, views: Sequence[SavedView]) -> None:
        places = [(view, Place(view_key(view.id), "")) for view in views]
        do = partial(desk.shell.open_page, "orders")
        shown.add(
            [Command(place.key, "view", view.name, partial(do, place), icon=ICONS["view"]) for view, place in places]
        )

    def _search(self, desk: Desk | None, typed: str) -> Command | None:
        if desk is None:
            return None
        word = self._words("palette.search", text=typed)
        return Command("search", "order", word, partial(desk.shell.open_page, "orders", typed), icon="search")


def _views(desk: Desk) -> Sequence[SavedView]:
    """The views that whoever sits here sees."""
    seen: Sequence[SavedView] = desk.app.views.seen_by(desk.actor())
    return seen


def window_commands(
    words: Words, show_help: Callable[[], None], set_theme: Callable[[str], None]
) -> tuple[Command, ...]:
    """Help, themes and languages, as the foot of the window offers them."""
    languages = (("zh_CN", "palette.chinese"), ("en", "palette.english"))
    other = [(name, word) for name, word in languages if name != words.language]
    return (
        Command("help", "window", words("shell.help").removesuffix("F1").strip(), show_help, "F1", "help"),
        Command("light", "window", words("palette.light"), partial(set_theme, "light"), icon="sun"),
        Command("dark", "window", words("palette.dark"), partial(set_theme, "dark"), icon="moon"),
        *(
            Command(name, "window", words(word), partial(words.set_language, name), "", "globe", "", (say(word, name),))
            for name, word in other
        ),
    )
