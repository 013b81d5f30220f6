"""The verbs of how the house packs: rules of its benches, packages, carriers."""

from __future__ import annotations

from desktop_oms.cli.verb import Option, Verb

SWITCH = ("yes", "no")
PACKAGE = Option("package", shown="NAME", word="package_name")
SENDER = Option("name", shown="NAME", word="carrier_name")

BENCH_VERBS: tuple[Verb, ...] = (
    Verb("packing show", "packing_rules:show"),
    Verb(
        "packing set",
        "packing_rules:put",
        (
            Option("--lease", "whole", shown="MINUTES"),
            Option("--tolerance-grams", "whole", shown="N"),
            Option("--tolerance-percent", "whole", shown="N"),
            Option("--weigh", choices=SWITCH),
            Option("--fast-lane", choices=SWITCH),
        ),
    ),
    Verb(
        "package put",
        "packing_rules:put_package",
        (PACKAGE, Option("--grams", "whole", shown="N"), Option("--measures", shown="TEXT")),
    ),
    Verb("package remove", "packing_rules:drop_package", (PACKAGE,)),
    Verb(
        "carrier put",
        "packing_rules:put_carrier",
        (
            SENDER,
            Option("--letter", shown="LETTER"),
            Option("--service", shown="TEXT"),
            Option("--cut-off", shown="TIME"),
        ),
    ),
    Verb("carrier remove", "packing_rules:drop_carrier", (SENDER,)),
)
