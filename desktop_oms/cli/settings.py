"""`settings show|set`, `user list|add|change`: limits and people, as on the settings page."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.domain.catalogue import User
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.limits import LIMITS, limit_named


def show(call: Call) -> Answer:
    """Every deadline and limit with its value and range."""
    values = call.app.limits.values()
    rows = []
    for limit in LIMITS:
        unit = call.say(f"unit.{limit.unit}")
        span = (
            ""
            if limit.unit == "yes_no"
            else call.say("settings.limit_range", lowest=limit.lowest, highest=limit.highest)
        )
        rows.append((limit.name, limit.written(values[limit.name]), unit, span, call.say(f"limit.{limit.name}")))
    data = [
        {"name": one.name, "value": one.written(values[one.name]), "unit": one.unit, "lowest": one.lowest}
        | {"highest": one.highest}
        for one in LIMITS
    ]
    return Answer({"settings": data}, aligned(rows))


def put(call: Call) -> Answer:
    """Set one of them, in its unit."""
    limit = limit_named(call.given.name)
    value = call.app.limits.read(limit.name, call.given.value)
    call.app.limits.set(call.actor(), limit.name, value)
    written = limit.written(value)
    text = call.say("cli.setting_set", limit=call.say(f"limit.{limit.name}"), value=written)
    return Answer({"name": limit.name, "value": written}, text)


def list_users(call: Call) -> Answer:
    """Everyone, those no longer here too."""
    users = call.app.people.users()
    rows = [(one.login, one.name, one.roles, call.say(working(one))) for one in users]
    return Answer({"users": users}, aligned(rows))


def add_user(call: Call) -> Answer:
    """A further person."""
    made = call.app.setup.add_user(
        call.actor(), call.given.login, call.given.user or call.given.login, call.given.roles or ""
    )
    return Answer(made, call.say("cli.user_kept", login=made.login, roles=made.roles))


def change_user(call: Call) -> Answer:
    """Another name, other roles, or whether a person works here; what is not named stays."""
    given = call.given
    known = {one.login.casefold(): one for one in call.app.people.users()}
    one = known.get(given.login.casefold())
    if one is None:
        raise OmsError("user_unknown", login=given.login, known=", ".join(user.login for user in known.values()))
    active = one.active if given.active is None else given.active == "yes"
    name, roles = given.user or one.name, given.roles or one.roles
    made = call.app.people.change(call.actor(), one.login, name=name, roles=roles, active=active, seen=one)
    return Answer(made, call.say("cli.user_kept", login=made.login, roles=made.roles))


def working(user: User) -> str:
    """The word for whether a person works here."""
    return "settings.works_yes" if user.active else "settings.works_no"
