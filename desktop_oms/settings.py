"""What one person on one machine prefers: language, theme, the last database, who and where one is, the window's place.

Nothing of the shop, and nothing secret but perhaps the password of a server, so the file is its owner's alone.  One
small JSON file, written whole or not at all; a file that cannot be read counts as none and says so once.
`DESKTOP_OMS_HOME` moves everything the program keeps to one folder.
"""

from __future__ import annotations

import errno
import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from desktop_oms.domain.errors import OmsError

PROGRAM = "desktop-oms"
HOME_VARIABLE = "DESKTOP_OMS_HOME"
FILE = "settings.json"
LANGUAGES = ("zh_CN", "en")
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """All preferences with what holds at first; "" means not chosen.  `geometry`: the window's place in base64.

    `print_folder` is where files to print were saved last, `file_folder` where any other file was last opened or saved.
    `scale` is where this bench's scale answers
    ("serial:/dev/ttyUSB0", "practice:1240"), the scanner's fields what it puts around a code and how many ms lie
    between its keys at most.  `recent_orders` and `recent_searches` hold the last ones used, a line each;
    `order_lists` is how each person laid the order list out; `copy_trouble` the code of why no daily copy is kept here.
    """

    language: str = ""
    theme: str = "light"
    database: str = ""
    user: str = ""
    station: str = ""
    geometry: str = ""
    print_folder: str = ""
    file_folder: str = ""
    scale: str = ""
    sound: str = "on"
    scanner_prefix: str = ""
    scanner_suffix: str = ""
    scanner_hold: str = ""
    recent_orders: str = ""
    recent_searches: str = ""
    order_lists: str = ""
    copy_trouble: str = ""

    @property
    def paper_folder(self) -> Path:
        """Where files to print go that nobody is asked about: the folder chosen, else one beside the database."""
        return Path(self.print_folder) if self.print_folder else data_folder() / "labels"


_CHOICES = {"language": ("", *LANGUAGES), "theme": THEMES, "sound": ("on", "off")}


def config_folder() -> Path:
    """Where the preferences of this person are kept on this machine."""
    return _home() or Path(platformdirs.user_config_path(PROGRAM, appauthor=False))


def data_folder() -> Path:
    """Where the database lies unless a person chose another place."""
    return _home() or Path(platformdirs.user_data_path(PROGRAM, appauthor=False))


def log_folder() -> Path:
    """Where the log files lie."""
    home = _home()
    return home / "logs" if home else Path(platformdirs.user_log_path(PROGRAM, appauthor=False))


def default_database() -> Path:
    """The database file of a person who never chose one."""
    return data_folder() / "shop.sqlite"


def _home() -> Path | None:
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else None


class Preferences:
    """The preferences in their file.  `trouble` says in words why an unreadable file was left aside, if it was."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or config_folder() / FILE
        self.trouble: OmsError | None = None
        self.settings = self._read()

    def change(self, **values: str) -> Settings:
        """Set some preferences and keep them; an unknown name or choice is a bug and raises ValueError."""
        new = replace(self.settings, **values)
        for name, choices in _CHOICES.items():
            if getattr(new, name) not in choices:
                raise ValueError(f"{name} cannot be {getattr(new, name)!r}")
        if new != self.settings:
            self._write(new)
            self.settings = new
        return new

    def _read(self) -> Settings:
        try:
            kept = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError):
            kept = None
        if not isinstance(kept, dict):
            self.trouble = OmsError("settings_unreadable", file=str(self.file))
            return Settings()
        return Settings(
            **{part.name: _sound(part.name, kept.get(part.name, part.default)) for part in fields(Settings)}
        )

    def _write(self, new: Settings) -> None:
        if self.file.is_char_device():
            return  # the null device, say: what is put there is not kept, and the device must not be replaced
        half = self.file.with_name(self.file.name + ".part")
        try:
            if self.file.exists() and not self.file.is_file():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))  # a device must not be replaced
            self.file.parent.mkdir(parents=True, exist_ok=True)
            half.unlink(missing_ok=True)
            half.touch(mode=0o600)  # an address may hold the password of a server
            half.write_text(json.dumps(asdict(new), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            half.replace(self.file)
        except OSError as trouble:
            raise OmsError("settings_not_written", file=str(self.file), reason=trouble.strerror or "") from None


def _sound(name: str, value: Any) -> str:
    """The value if it can be one of this preference, else what holds at first: another version may have written it."""
    choices = _CHOICES.get(name)
    if isinstance(value, str) and (choices is None or value in choices):
        return value
    return str(getattr(Settings(), name))
