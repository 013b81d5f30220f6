"""The verbs of what a house keeps by itself: routing rules, saved mappings of import files, the support bundle."""

from __future__ import annotations

from desktop_oms.cli.verb import FILE, WAREHOUSE, Option, Verb
from desktop_oms.domain.routing import KINDS

RULE = Option("rule", shown="RULE")
PROFILE = Option("name", shown="PROFILE", word="saved_profile")
FOR = (
    Option("--prefers", choices=KINDS),
    WAREHOUSE,
    Option("--of", shown="SELLER", word="rule_of"),
    Option("--channel", shown="CODE", word="rule_channel"),
    Option("--category", shown="TEXT", word="rule_category"),
    Option("--province", shown="TEXT", word="rule_province"),
    Option("--country", shown="CODE", word="rule_country"),
    Option("--currency", shown="CODE", word="rule_currency"),
    Option("--active", choices=("yes", "no"), word="rule_active"),
)

HOUSE_VERBS: tuple[Verb, ...] = (
    Verb("rule list", "routing_rules:list_rules"),
    Verb("rule add", "routing_rules:add_rule", (Option("name", shown="NAME", word="rule_name"), *FOR)),
    Verb("rule edit", "routing_rules:edit_rule", (RULE, Option("--name", shown="NAME", word="rule_name"), *FOR)),
    Verb("rule move", "routing_rules:move_rule", (RULE, Option("place", "whole", shown="N", word="rule_place"))),
    Verb("rule remove", "routing_rules:remove_rule", (RULE,)),
    Verb("rule usual", "routing_rules:put_usual"),
    Verb("rule try", "routing_rules:try_out"),
    Verb("rule run", "routing_rules:run_rules"),
    Verb("profile list", "profiles:list_profiles"),
    Verb("profile read", "profiles:read", (FILE,)),
    Verb("profile write", "profiles:write", (PROFILE, FILE)),
    Verb("profile remove", "profiles:remove", (PROFILE,)),
    Verb("support", "profiles:bundle", (FILE,)),
)
