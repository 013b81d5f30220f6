"""One call of the program: what was given, in which language to answer, and the shop, opened when it is needed."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_oms.cli.verb import COMMON
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.formats import money, time_local
from desktop_oms.settings import LANGUAGES, Preferences
from desktop_oms.words import say

if TYPE_CHECKING:
    from desktop_oms.app import App


MOST_ROWS = 1_000_000
# What names the one of several that was not named; only a verb that takes the option tells of it.
OPTIONS = {
    "seller_needed": "--of",
    "sku_ambiguous": "--of",
    "channel_needed": "--channel",
    "warehouse_needed": "--warehouse",
    "user_needed": "--as",
    "reason_missing": "--reason",
    "code_taken": "--code",
    "prefix_taken": "--prefix",
}


def chosen_language(arguments: Sequence[str]) -> str:
    """The language to answer in: as asked for, as chosen in the window, else as the session's locale says."""
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        wanted = value if equals else next(iter(arguments[at + 1 : at + 2]), "")
        if name == "--lang" and wanted in LANGUAGES:
            return wanted
    chosen = Preferences().settings.language
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return chosen or ("zh_CN" if locale.startswith("zh") else "en")


class Call:
    """What a verb's function works with."""

    def __init__(self, given: Namespace, language: str, open_shop: Callable[[str | None], App]) -> None:
        self.given = given
        self.language = language
        self.json: bool = given.json
        self._app: App | None = None
        self._open = open_shop

    @cached_property
    def preferences(self) -> Preferences:
        """What this person has chosen in the window."""
        return Preferences()

    @property
    def place(self) -> str:
        """The database asked for, else the one of the preferences; "" is the person's own file."""
        return str(self.given.db or self.preferences.settings.database)

    @property
    def app(self) -> App:
        """The shop; the database is opened when it is first asked for."""
        if self._app is None:
            self._app = self._open(self.place or None)
        return self._app

    def close(self) -> None:
        """Let the database go."""
        if self._app is not None:
            self._app.close()

    def actor(self) -> Actor:
        """Who does it: the user named by --as, the only one, else the one of the preferences.

        Raises `not_set_up` for an empty database, `user_needed` naming who exists, `user_unknown`.
        """
        people, settings = self.app.people, self.preferences.settings
        users = people.users()
        if not users:
            raise OmsError("not_set_up")
        station = self.given.station or settings.station
        if self.given.acting:
            return people.actor(self.given.acting, station)
        if len([user for user in users if user.active]) > 1 and any(user.login == settings.user for user in users):
            return people.actor(settings.user, station)
        return people.only_actor(station)

    def teller(self) -> Actor:
        """Who records a fact that a shop, carrier or bank told: the program by its rules, under the person's name."""
        person = self.actor()
        return replace(SYSTEM, name=person.name, station_id=person.station_id, station=person.station)

    def order_id(self, number: str) -> int:
        """The order with that number of ours or of one shop; raises `order_missing`."""
        return self.app.orders.find(number)

    def limit(self, usual: int) -> int:
        """At most so many rows; raises `limit_too_small` for fewer than one."""
        wanted: int | None = self.given.limit
        if wanted is not None and wanted < 1:
            raise OmsError("limit_too_small", n=wanted)
        return usual if wanted is None else min(wanted, MOST_ROWS)

    def named(self, said: str, code: str) -> str:
        """What was said of a trouble, with the option of this verb that names the one of several."""
        option = OPTIONS.get(code, "")
        taken = {one.name for one in (*COMMON, *self.given.verb.options)}
        return self.say("cli.name_it", said=said, option=option) if option in taken else said

    def say(self, key: str, **facts: object) -> str:
        """The words of a key in the language of the call."""
        return say(key, self.language, **facts)

    def zone(self) -> str:
        """The house's time zone (IANA name): that of its oldest channel."""
        channels = self.app.setup.state().channels
        return min(channels, key=lambda channel: channel.id).time_zone if channels else "UTC"

    def time(self, ms: int | None, zone: str) -> str:
        """A moment on the shop's clock; "" for none."""
        return time_local(ms, zone, self.language) if ms is not None else ""

    def money(self, minor: int, currency: str) -> str:
        """An amount for people."""
        return money(minor, currency, self.language)
