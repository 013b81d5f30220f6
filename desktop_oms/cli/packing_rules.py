"""`packing show|set`, `package put|remove`, `carrier put|remove`: what holds at every bench."""

from __future__ import annotations

from dataclasses import asdict, replace

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.bench_rules import BenchRules, Package
from desktop_oms.services.carriers import Carrier


def show(call: Call) -> Answer:
    """The rules, the packages and the carriers."""
    found = call.app.bench_settings.values()
    rules = found.rules
    lines = [aligned([(call.say(f"benches.{name}"), value) for name, value in written(call, rules)])]
    if rules.packages:
        heads = [call.say(f"benches.{name}") for name in ("package", "tare", "measures")]
        lines.append(aligned([(one.name, one.tare_g, one.size) for one in rules.packages], heads, right=(1,)))
    heads = [call.say(f"benches.{name}") for name in ("carrier", "letter", "service", "cut_off")]
    lines.append(aligned([(one.name, one.letter, one.service, one.cut_off) for one in found.carriers], heads))
    return Answer({"rules": asdict(rules), "carriers": found.carriers}, "\n\n".join(lines))


def written(call: Call, rules: BenchRules) -> list[tuple[str, str]]:
    """The rules as people read them."""
    switch = {True: call.say("cli.yes"), False: call.say("cli.no")}
    return [
        ("lease_minutes", str(rules.lease_minutes)),
        ("tolerance_g", str(rules.tolerance_g)),
        ("tolerance_percent", str(rules.tolerance_percent)),
        ("weigh", switch[rules.weigh]),
        ("fast_lane", switch[rules.fast_lane]),
    ]


def put(call: Call) -> Answer:
    """Change some of the rules; what is not named stays."""
    given = call.given
    values = {
        "lease_minutes": given.lease,
        "tolerance_g": given.tolerance_grams,
        "tolerance_percent": given.tolerance_percent,
        "weigh": None if given.weigh is None else given.weigh == "yes",
        "fast_lane": None if given.fast_lane is None else given.fast_lane == "yes",
    }
    told = {name: value for name, value in values.items() if value is not None}
    if not told:
        raise OmsError("usage_nothing_to_change")
    rules = call.app.bench_settings.change(call.actor(), **told)
    return Answer(asdict(rules), call.say("benches.kept"))


def put_package(call: Call) -> Answer:
    """A further package, or another weight and size of one that there is."""
    given, settings = call.given, call.app.bench_settings
    old = settings.values().rules.package(given.package)
    new = replace(
        old or Package(given.package),
        **{"tare_g": given.grams} if given.grams is not None else {},
        **{"size": given.measures} if given.measures is not None else {},
    )
    settings.put_package(call.actor(), new, old)
    return Answer(asdict(new), call.say("benches.package_kept", package=new.name, n=new.tare_g))


def drop_package(call: Call) -> Answer:
    """A package is no longer used."""
    call.app.bench_settings.drop_package(call.actor(), call.given.package)
    return Answer({"removed": call.given.package}, call.say("benches.package_gone", package=call.given.package))


def put_carrier(call: Call) -> Answer:
    """A further carrier, or other facts of one that there is; what is not named stays."""
    given, settings = call.given, call.app.bench_settings
    known = settings.values().carriers
    old = next((one for one in known if one.name.casefold() == given.name.strip().casefold()), None)
    told = {name: getattr(given, name) for name in ("letter", "service", "cut_off") if getattr(given, name) is not None}
    new = replace(old or Carrier(given.name.strip()), **told)
    settings.put_carrier(call.actor(), new, old)
    return Answer(asdict(new), call.say("benches.carrier_kept", carrier=new.name))


def drop_carrier(call: Call) -> Answer:
    """The house no longer sends with a carrier."""
    call.app.bench_settings.drop_carrier(call.actor(), call.given.name)
    return Answer({"removed": call.given.name}, call.say("benches.carrier_gone", carrier=call.given.name))
