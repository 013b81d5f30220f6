"""`rule`: the rules of routing in their order, what they would move, and the waiting orders routed again."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.sentences import sentence
from desktop_oms.domain.catalogue import Rule
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.routing import KINDS, Place, named_condition

YES = "yes"
TYPED = ("category", "province", "country", "currency")
NUMBERS = (0,)  # the columns that hold numbers


def list_rules(call: Call) -> Answer:
    """The rules in the order in which they are asked, those switched off too."""
    state, rules = call.app.setup.state(), call.app.routing.rules()
    if not rules:
        return Answer(rules, call.say("settings.no_rules"))
    houses = {house.code: house.name for house in state.warehouses}
    heads = ("place", "rule", "effect", "condition", "rule_works")
    rows = []
    for place, one in enumerate(rules, start=1):
        code = str(one.condition.get("warehouse", ""))
        effect = call.say(f"settings.kind_{one.kind}", warehouse=houses.get(code, code))
        told = [
            call.say("settings.condition_is", what=call.say(f"settings.{name}"), value=value)
            for name, value in named_condition(one, state)
        ]
        speaks_for = call.say("settings.comma").join(told) or call.say("settings.every_order")
        rows.append((place, one.name, effect, speaks_for, call.say("cli.yes" if one.active else "cli.no")))
    return Answer(rules, aligned(rows, [call.say(f"settings.{head}") for head in heads], NUMBERS))


def add_rule(call: Call) -> Answer:
    """A further rule, after the others."""
    given = call.given
    active = given.active is None or given.active == YES
    call.app.routing.save(call.actor(), given.name, given.prefers or "warehouse", condition(call, {}), active=active)
    return list_rules(call)


def edit_rule(call: Call) -> Answer:
    """Change what is named of a rule; an empty condition is taken away."""
    given, one = call.given, found(call, call.app.routing.rules())
    call.app.routing.save(
        call.actor(),
        one.name if given.name is None else given.name,
        given.prefers or one.kind,
        condition(call, one.condition),
        rule_id=one.id,
        active=one.active if given.active is None else given.active == YES,
        seen=one,
    )
    return list_rules(call)


def move_rule(call: Call) -> Answer:
    """Give a rule another place; beyond either end it stands first or last."""
    rules = call.app.routing.rules()
    one = found(call, rules)
    call.app.routing.move(call.actor(), one.id, call.given.place - 1 - rules.index(one))
    return list_rules(call)


def remove_rule(call: Call) -> Answer:
    """Take a rule out."""
    one = found(call, call.app.routing.rules())
    call.app.routing.remove(call.actor(), one.id, seen=one)
    return Answer(one, call.say("settings.rule_removed", rule=one.name))


def put_usual(call: Call) -> Answer:
    """Write the usual rules down, so that they can be changed."""
    call.app.routing.put_usual(call.actor(), {kind: call.say(f"settings.usual_{kind}") for kind in KINDS})
    return list_rules(call)


def try_out(call: Call) -> Answer:
    """The waiting orders that would go out from elsewhere; nothing is written."""
    moved = call.app.routing.dry_run()
    if not moved:
        return Answer(moved, call.say("settings.none_would_move"))
    heads = [call.say(f"settings.{head}") for head in ("order", "before", "after")]
    table = aligned([(one.number, places(call, one.before), places(call, one.after)) for one in moved], heads)
    return Answer(moved, table + "\n" + call.say("settings.would_move", n=len(moved)))


def run_rules(call: Call) -> Answer:
    """Let those orders go out from elsewhere; exit code 1 when one of them stayed."""
    actor, moved = call.actor(), call.app.routing.dry_run()
    numbers = {one.order_id: one.number for one in moved}
    results = call.app.routing.run(actor, list(numbers))
    refused = [(numbers[one.order_id], one.trouble) for one in results if one.trouble is not None]
    said = [f"{number}  {sentence(trouble, call.language)}" for number, trouble in refused]
    said.append(call.say("settings.run_done", n=len(results) - len(refused), refused=len(refused)))
    data = [
        {"number": numbers[one.order_id], "done": one.done, "error": one.trouble.code if one.trouble else ""}
        for one in results
    ]
    return Answer(data, "\n".join(said), ok=not refused)


def found(call: Call, rules: Sequence[Rule]) -> Rule:
    """The rule with that place in the list, else the one of that name; raises `rule_unknown`, `rule_ambiguous`."""
    wanted = str(call.given.rule).strip()
    if wanted.isdecimal() and 0 < int(wanted) <= len(rules):
        return rules[int(wanted) - 1]
    fitting = [place for place, one in enumerate(rules) if one.name.casefold() == wanted.casefold()]
    if not rules:
        raise OmsError("rule_none")
    if not fitting:
        raise OmsError("rule_unknown", wanted=wanted, known=", ".join(one.name for one in rules))
    if len(fitting) > 1:
        raise OmsError("rule_ambiguous", rule=wanted, known=", ".join(str(place + 1) for place in fitting))
    return rules[fitting[0]]


def condition(call: Call, before: dict[str, object]) -> dict[str, object]:
    """For which orders a rule speaks: as before, but for what the options name; empty means any."""
    given, state = call.given, call.app.setup.state()
    kept = dict(before)
    if given.warehouse is not None:
        kept["warehouse"] = state.warehouse(given.warehouse).code
    if given.of is not None:
        kept["merchant_id"] = state.seller(given.of).id if given.of else ""
    if given.channel is not None:
        kept["channel_id"] = state.channel(given.channel).id if given.channel else ""
    return kept | {name: getattr(given, name) for name in TYPED if getattr(given, name) is not None}


def places(call: Call, told: tuple[Place, ...]) -> str:
    """Where the units of an order leave, or that they wait."""
    return call.say("settings.comma").join(
        call.say("settings.units_at" if name else "settings.units_short", warehouse=name, n=units)
        for name, units in told
    )
