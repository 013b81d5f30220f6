"""What the window says while its shop cannot be opened, and the ways on: once more, or another database."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_oms.domain.errors import OmsError
from desktop_oms.settings import Preferences
from ui.shared.database_form import DatabaseForm
from ui.shared.form_dialog import FormDialog
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.notices import Strip
from ui.shared.page import remember
from ui.shared.shop_line import OpenShop, ShopLine


class StartTrouble:
    """A password that was changed, a server that moved, a mistyped address: each has its way on without a shop."""

    def __init__(self, parent: QWidget, words: Words, jobs: Jobs, preferences: Preferences, line: ShopLine) -> None:
        """`line` opens the shop, once more or in another database."""
        self._parent, self._words, self._jobs = parent, words, jobs
        self._preferences, self._line = preferences, line

    def strip(self, error: OmsError) -> Strip:
        """Why the shop is not there, with its two ways on."""
        words = self._words
        headline, other = words("shell.start_failed"), words("shell.other_database")
        made = Strip("trouble", "database", headline, words.error(error), words("shell.retry"), second=other)
        made.acted.connect(self._line.open)
        made.second_acted.connect(lambda: self.ask(str(error.facts.get("database", ""))))
        return made

    def ask(self, shown: str) -> FormDialog:
        """Ask which database it shall be; it is kept once it has opened."""
        words, form = self._words, DatabaseForm(self._words, "start.database", shown, files=True)
        title, deed = words("shell.other_database"), words("settings.open")
        dialog = FormDialog(self._parent, words, "start.server", title, deed, form)

        def open_place() -> tuple[str, OpenShop]:
            place = form.place()
            if self._line.elsewhere is None:
                raise OmsError("database_address", field="address", scheme="")
            return place, self._line.elsewhere(place)()

        def opened(found: tuple[str, OpenShop]) -> None:
            place, shop = found
            if not isValid(dialog):  # left before the answer came
                shop.close()
                return
            dialog.accept()
            remember(self._preferences, database=place)
            self._line.open(lambda: shop)

        dialog.decided.connect(lambda: self._jobs.ask(None, open_place, opened, dialog.show_error))
        form.submitted.connect(dialog.deed.click)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog
