"""Who works here: people with their roles, places of work, and the actor behind a command."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_oms.domain.catalogue import Station, User
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import EVERY_ROLE, Actor, Role
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection

HOUSE_ROLES = EVERY_ROLE | {Role.AUDITOR}
ADMINS = frozenset({Role.ADMIN})
LONGEST_TEXT, LONGEST_NAME = 500, 100  # characters; a cell of a product file, and a name that fits a column
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


class People:
    """Looks people up and keeps them."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def users(self) -> list[User]:
        """Everyone, by login, those no longer here too."""
        return self.database.read(catalogue_rows.users)

    def actor(self, login: str, station: str = "") -> Actor:
        """The person with that login at a place of work (its key or name; one not yet known is written down).

        Raises `user_unknown`, naming who exists, or `user_inactive`.
        """
        known = self.database.read(catalogue_rows.users)
        user = next((user for user in known if user.login.casefold() == login.strip().casefold()), None)
        if user is None:
            raise OmsError("user_unknown", login=login, known=", ".join(user.login for user in known if user.active))
        if not user.active:
            raise OmsError("user_inactive", login=user.login)
        place = self.station(station) if station else None
        roles = frozenset(Role(letter) for letter in user.roles)
        return Actor(user.id, user.login, roles, place.id if place else 0, place.name if place else "")

    def only_actor(self, station: str = "") -> Actor:
        """The one person of a one-person shop; raises `user_needed`, naming who exists, when there are several."""
        logins = [user.login for user in self.users() if user.active]
        if len(logins) != 1:
            raise OmsError("user_needed", known=", ".join(logins))
        return self.actor(logins[0], station)

    def stations(self) -> list[Station]:
        """All places of work, by name."""
        return self.database.read(catalogue_rows.stations)

    def station(self, key: str, name: str = "") -> Station:
        """The place of work that knows itself by `key` (or is called so); a new one is written down."""
        found = _station(self.stations(), key.strip())
        if found is not None and name in ("", found.name):
            return found

        def work(conn: Connection) -> Station:
            """Looked at once more: two windows that are new at one place write it down once."""
            wanted = key.strip()
            there = _station(catalogue_rows.stations(conn), wanted)
            if there is not None and name in ("", there.name):
                return there
            new = Station(there.id if there else self.database.new_id(), name or wanted, there.key if there else wanted)
            catalogue_rows.put(conn, new)
            return new

        return self.database.settle(work)

    def set_roles(self, actor: Actor, login: str, roles: str) -> User:
        """Give a person other roles (letters of the role table, "SK"); somebody must remain who may do so."""
        letters = role_letters(roles)
        return self._change(actor, login, "user.roles", roles=letters)

    def rename(self, actor: Actor, login: str, name: str) -> User:
        """Change how a person is called on screen and paper."""
        return self._change(actor, login, "user.rename", name=called(name, "name"))

    def set_active(self, actor: Actor, login: str, active: bool) -> User:
        """Let a person work here, or no longer; what was done stays under the name."""
        return self._change(actor, login, "user.active", active=active)

    def change(
        self, actor: Actor, login: str, *, name: str, roles: str, active: bool, seen: User | None = None
    ) -> User:
        """Change a person's name, roles and whether they work here, in one go.

        Raises `last_admin` too, and `setting_changed` when the person is not as `seen` any more.
        """
        values = {"name": called(name, "user_name"), "roles": role_letters(roles), "active": active}
        return self._change(actor, login, "user.change", seen, **values)

    def _change(self, actor: Actor, login: str, event: str, seen: User | None = None, /, **values: object) -> User:
        require_role(actor, event, ADMINS)

        def work(conn: Connection) -> User:
            user = catalogue_rows.user(conn, login)
            if user is None:
                known = ", ".join(one.login for one in catalogue_rows.users(conn))
                raise OmsError("user_unknown", login=login, known=known)
            demand_unchanged(user, seen)
            new = replace(user, **values)  # type: ignore[arg-type]
            catalogue_rows.put(conn, new)
            if not any(one.active and Role.ADMIN in one.roles for one in catalogue_rows.users(conn)):
                raise Refused("last_admin", login=login)
            keep_deed(conn, self.database, actor, event, {"user": str(user.id)})
            return new

        return self.database.settle(work)


def role_letters(roles: str) -> str:
    """Role letters in the table's order, each once; raises `roles_unknown` for others, system and customer too."""
    letters = set(roles.replace(",", "").replace(" ", "").upper())
    allowed = {str(role) for role in (*HOUSE_ROLES, Role.SUPPLIER)}
    if not letters or letters - allowed:
        raise OmsError("roles_unknown", roles=roles, known="".join(role for role in Role if str(role) in allowed))
    return "".join(role for role in Role if str(role) in letters)


def required(text: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """The text without control characters and without blanks around it.

    Raises `field_missing` when nothing is left, `field_too_long` above so many characters.
    """
    kept = optional(text, field, longest)
    if not kept:
        raise OmsError("field_missing", field=field)
    return kept


def optional(text: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """As `required`, of a text that may be left empty; raises `field_too_long`."""
    kept = CONTROLS.sub(" ", text).strip()
    if len(kept) > longest:
        raise OmsError("field_too_long", field=field, limit=longest)
    return kept


def called(name: str, field: str) -> str:
    """A name as lists and paper show it: `required`, and at most a hundred characters."""
    return required(name, field, LONGEST_NAME)


def _station(known: Sequence[Station], wanted: str) -> Station | None:
    """The place of work with that key, else the one that is called so."""
    found = next((one for one in known if one.key == wanted), None)
    return found or next((one for one in known if one.name == wanted), None)
