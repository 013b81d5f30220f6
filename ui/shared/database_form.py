"""The question where a database is: an address or a file, and the password apart, which nobody looking on can read."""

from __future__ import annotations

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import with_password
from ui.shared.form import Form
from ui.shared.forms import TextField
from ui.shared.messages import Words

SERVER = ("postgresql://", "postgres://")


class DatabaseForm(Form):
    """`place()` opens the database that was typed in."""

    def __init__(self, words: Words, name: str, shown: str = "", *, files: bool = False) -> None:
        """`shown` stands in the field at first; `files` allows the path of a file, too."""
        super().__init__(words)
        self._files = files
        asked = words("settings.address_or_file" if files else "settings.address_of_server")
        self._address = TextField(f"{name}.address", asked, shown)
        self._password = TextField(f"{name}.password", words("settings.password"), secret=True)
        self._typed = (shown, "")  # asked for off the window's thread, perhaps when the fields are gone
        for field in (self._address, self._password):
            field.textChanged.connect(self._note)
        self.add("address", self._address, words("settings.address_hint"))
        self.add("password", self._password, words("settings.password_hint"))

    def place(self) -> str:
        """What opens the database; raises `database_address` for what cannot be one here."""
        address, password = self._typed
        if not address.startswith(SERVER):
            if address and self._files:
                return address
            raise OmsError("database_address", field="address", scheme=address.split(":")[0])
        return with_password(address, password)

    def _note(self) -> None:
        self._typed = (self._address.text().strip(), self._password.text())
