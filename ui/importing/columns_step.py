"""The second step: whose file it is, how it is encoded, and which of its columns holds what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_oms.domain.catalogue import Channel
from desktop_oms.services.importing import ENCODINGS, PROFILES, Detected
from ui.importing.mapping_fields import MappingFields
from ui.shared.buttons import Button
from ui.shared.cards import Card, label
from ui.shared.foot_bar import FootBar
from ui.shared.forms import Choice, FormRow, TextField
from ui.shared.messages import Words
from ui.shared.shortcuts import enter_presses

GENERIC = "generic"


Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Looked:
    """The chosen files as they look: what was detected in each, and what the shop offers for them."""

    files: tuple[tuple[str, bytes], ...]
    seen: tuple[Detected, ...]
    channels: tuple[Channel, ...]
    saved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, app: Any, read: Callable[[], Files], encoding: str = "") -> Looked:
        """Read and look, off the window's thread; `encoding` when a person named one.  Raises `file_*`."""
        files = tuple(read())
        seen = tuple(app.importing.detect(name, data, encoding or None) for name, data in files)
        return cls(files, seen, app.setup.state().channels, app.importing.profiles())

    def names(self) -> str:
        """The files' names in one line."""
        return " + ".join(name for name, _ in self.files)

    @property
    def profile(self) -> str:
        """The profile of all files together, "" when it is not known."""
        found = {one.profile or "" for one in self.seen}
        return found.pop() if len(found) == 1 else ""

    def channels_of(self, kind: str) -> tuple[Channel, ...]:
        """The channels that such a file may belong to."""
        return tuple(channel for channel in self.channels if channel.kind == kind)

    def sure(self) -> Channel | None:
        """The one channel that the files can only belong to; None when a person has to say."""
        fitting = self.channels_of(self.profile) if self.profile else ()
        return fitting[0] if len(fitting) == 1 else None

    def only(self) -> Channel | None:
        """The shop's one channel: proposed whatever the file is."""
        return self.channels[0] if len(self.channels) == 1 else None


Told = tuple[str, int, dict[str, str] | None, str | None]
"""Profile, channel, mapping and encoding, as the service takes them."""


class _NameField(TextField):
    """Takes Enter for itself: elsewhere on the step it goes on to the check."""

    def event(self, event: QEvent) -> bool:
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class ColumnsStep(QWidget):
    """Asks whatever is not certain; `check_asked` when it is answered, `save_asked(name)` to keep the mapping."""

    check_asked = Signal()
    save_asked = Signal(str)
    encoding_chosen = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self._looked: Looked | None = None
        self.known: Mapping[str, Mapping[str, str]] = {}  # the saved profiles, as they were last seen
        self._fields: MappingFields | None = None
        self.channel = Choice("importing.channel", words("importing.channel"))
        self.profile = Choice("importing.profile", words("importing.profile"))
        self.encoding = Choice("importing.encoding", words("importing.encoding"))
        self.advice = label("", style="secondary", tone="muted", wrap=True)
        self.name = _NameField("importing.profile_name", words("importing.profile_name"))
        self.save = Button("importing.save_profile", words("importing.save_profile"))
        self.check = Button("importing.check", words("importing.check"), "primary", icon="check")
        self.check.key = "Enter"
        enter_presses(self, self.check)
        self.profile.currentIndexChanged.connect(lambda _place: self._follow_profile())
        self.encoding.currentIndexChanged.connect(lambda _place: self.encoding_chosen.emit(self.encoding.chosen()))
        self.check.clicked.connect(self.check_asked)
        self.name.textChanged.connect(self._warn)
        for asked in (self.save.clicked, self.name.returnPressed):
            asked.connect(lambda *_: self.save_asked.emit(self.name.text()))
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(12)
        about = Card(self.words("importing.about_file"))
        row = QHBoxLayout()
        row.setSpacing(16)
        for choice in (self.channel, self.profile, self.encoding):
            row.addWidget(FormRow(choice.accessibleName(), choice), 1)
        about.content.addLayout(row)
        about.content.setSpacing(6)
        about.content.addWidget(self.advice)
        column.addWidget(about)
        self._room = QVBoxLayout()
        column.addLayout(self._room)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.name_row = label(self.words("importing.profile_name"), style="secondary", tone="muted")
        self.name.setFixedWidth(200)
        floor = QVBoxLayout(self)
        floor.setContentsMargins(0, 0, 0, 0)
        floor.setSpacing(0)
        floor.addWidget(area, 1)
        floor.addWidget(FootBar([self.name_row, self.name, self.save], [self.check]))

    # what is shown

    def show_files(self, looked: Looked, channel: Channel | None, profile: str) -> None:
        """Show what was seen in the files, with a channel and a profile proposed."""
        self._looked = looked
        self.know(looked.saved)
        words = self.words
        self.channel.offer([(str(one.id), one.name) for one in looked.channels], str(channel.id if channel else ""))
        profiles = [(name, words(f"profile.{name}")) for name in PROFILES]
        wanted = profile or self.profile.chosen() or GENERIC
        self.profile.offer([*profiles, *((name, name) for name in looked.saved)], wanted)
        found = words("importing.encoding_found", encoding=looked.seen[0].encoding.upper())
        self.encoding.offer([("", found), *((name, name.upper()) for name in ENCODINGS)], self.encoding.chosen())
        self._follow_profile()

    def know(self, saved: Mapping[str, Mapping[str, str]]) -> None:
        """These profiles are saved: a name that one of them has is said to replace it."""
        self.known = saved
        self._warn(self.name.text())

    def _warn(self, name: str) -> None:
        key = "importing.profile_replaces" if name.strip() in self.known else "importing.profile_name"
        self.name_row.setText(self.words(key))

    def _follow_profile(self) -> None:
        """The mapping belongs to the generic profile and to saved ones; the others know their columns."""
        looked, profile = self._looked, self.profile.chosen()
        if looked is None:
            return
        mapped = profile not in PROFILES or profile == GENERIC
        for widget in (self.name_row, self.name, self.save):
            widget.setVisible(mapped)
        self.advice.setText(self._advice(looked, profile, mapped))
        if mapped and self._fields is None:
            self._fields = MappingFields(self.words)
            self._room.addWidget(self._fields)
        if self._fields is not None:
            self._fields.setVisible(mapped)
            self._fields.show_file(looked.seen[0], looked.saved.get(profile) or looked.seen[0].mapping)

    def _advice(self, looked: Looked, profile: str, mapped: bool) -> str:
        if not looked.profile:
            return self.words("importing.profile_unknown")
        fitting = looked.channels_of(looked.profile)
        if len(fitting) > 1:
            return self.words("importing.several_channels")
        if not fitting:
            return self.words("importing.no_channel_of_kind", kind=self.words(f"channel_kind.{looked.profile}"))
        return "" if mapped else self.words("importing.known_layout")

    # what is told

    def mapping(self) -> dict[str, str] | None:
        """Field -> column as chosen; None where the profile knows its columns itself."""
        known = self.profile.chosen() in PROFILES and self.profile.chosen() != GENERIC
        return None if known or self._fields is None else self._fields.mapping()

    def told(self) -> Told:
        """All that was said; a saved profile is the generic one with its columns, as they stand here now."""
        profile = self.profile.chosen() if self.profile.chosen() in PROFILES else GENERIC
        return profile, int(self.channel.chosen() or 0), self.mapping(), self.encoding.chosen() or None
