"""Arguments to verb and values, by the table of verbs; what was not understood is said in the reader's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NoReturn

from desktop_oms.cli.verbs import COMMON, VERBS, Option, Verb
from desktop_oms.words import say

PROGRAM = "main.py"
MOST_OFFERED = 20  # values told in one sentence
WHOLE = re.compile(r"[+-]?[0-9]{1,18}")

# What argparse says, and the words for it.
_SAYINGS = (
    (re.compile(r"the following arguments are required: (?P<name>.+)"), "cli.usage_required"),
    (re.compile(r"unrecognized arguments: (?P<name>.+)"), "cli.usage_unknown"),
    (re.compile(r"argument (?P<name>\S+): expected .*"), "cli.usage_value_missing"),
    (
        re.compile(r"argument (?P<name>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<known>.*)\)", re.S),
        "cli.usage_choice",
    ),
    (re.compile(r"argument (?P<name>\S+): invalid \w+ value: '(?P<value>.*)'"), "cli.usage_number"),
    (re.compile(r"ambiguous option: (?P<name>\S+).*"), "cli.usage_unknown"),
)


class NotUnderstood(Exception):
    """Arguments that make no call; `message` says in one sentence what is wrong and where help is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class HelpWanted(Exception):
    """Somebody asked what there is; `text` tells."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class _Help(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_others: object) -> NoReturn:
        raise HelpWanted(parser.format_help().rstrip())


class _Parser(argparse.ArgumentParser):
    """Says everything in the reader's language, and leaves the exit to the caller.

    `fill` gives it its options when it is first asked: a call pays for the options of its own verb, not of all.
    """

    language = "en"
    fill: Callable[[], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self.fill is not None:
            fill, self.fill = self.fill, None
            fill()
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        told = message
        for saying, key in _SAYINGS:
            found = saying.fullmatch(message)
            if found:
                told = say(key, self.language, **self._offered(found.groupdict()))
                break
        raise NotUnderstood(say("cli.usage_wrong", self.language, said=told, program=self.prog))

    def _offered(self, facts: dict[str, str]) -> dict[str, str]:
        """The facts with the values that may be given; the many verbs of the program are left to its help."""
        known = [value.strip(" '") for value in facts.get("known", "").split(",") if value]
        several = 0 < len(known) <= MOST_OFFERED
        listed = say("cli.usage_offered", self.language, known=", ".join(known)) if several else ""
        return facts | {"known": listed}


def understand(arguments: Sequence[str], language: str) -> tuple[Verb, argparse.Namespace]:
    """The verb and its values; raises NotUnderstood, or HelpWanted with the help text."""
    parser = build(language)
    given, rest = parser.parse_known_args(spelled(arguments))
    if rest and not _belongs(given, rest):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return given.verb, given


def spelled(arguments: Sequence[str]) -> list[str]:
    """The arguments with `order history` as `history`: a verb that takes a number cannot have verbs of its own.

    Only where the verb stands, after the options before it: a value that somebody typed stays as it is.
    """
    words, at = list(arguments), 0
    valued = {option.name for option in COMMON if option.kind != "switch"}
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in valued else 1
    return words[:at] + words[at + 1 :] if words[at : at + 2] == ["order", "history"] else words


def _belongs(given: argparse.Namespace, rest: list[str]) -> bool:
    """Whether what is left are the values of a verb that takes any number of them.

    argparse gives such a value nothing as soon as an option stands before it: `print slip --json A100001`.
    """
    verb: Verb = given.verb
    taker = next((option for option in verb.options if option.by_place and option.many == "*"), None)
    if taker is None or getattr(given, taker.dest) or any(word.startswith("-") for word in rest):
        return False
    setattr(given, taker.dest, rest)
    return True


@cache
def build(language: str) -> argparse.ArgumentParser:
    """The parser of all verbs with its help texts in one language."""
    usage = say("cli.usage", language)

    class Formatter(argparse.RawDescriptionHelpFormatter):
        """Help that begins with the word for usage."""

        def add_usage(self, text: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(text, actions, groups, usage if prefix is None else prefix)

    made = type("Parser", (_Parser,), {"language": language})
    about: dict[str, Any] = {"formatter_class": Formatter, "add_help": False, "allow_abbrev": False}
    verbs: dict[str, Any] = {"title": say("cli.verbs", language), "metavar": "VERB", "required": True}
    root: argparse.ArgumentParser = made(prog=PROGRAM, description=say("cli.about", language), **about)
    places: dict[str, Any] = {"": root.add_subparsers(parser_class=made, **verbs)}
    _add_options(root, (), language, is_root=True)
    for verb in VERBS:
        group, _, name = verb.name.rpartition(" ")
        if group not in places:
            part = _verb_parser(places[""], group, group, language, about)
            places[group] = part.add_subparsers(parser_class=made, **verbs)
            _add_options(part, (), language)
        parser = _verb_parser(places[group], name, verb.name, language, about)
        parser.fill = partial(_add_options, parser, verb.options, language)
        parser.set_defaults(verb=verb)
    return root


def _verb_parser(place: Any, name: str, verb: str, language: str, about: dict[str, Any]) -> _Parser:
    text = say(f"cli.verb.{verb.replace(' ', '_').replace('-', '_')}", language)
    parser: _Parser = place.add_parser(name, help=text, description=text, **about)
    return parser


def _add_options(
    parser: argparse.ArgumentParser, options: Sequence[Option], language: str, *, is_root: bool = False
) -> None:
    """An option common to all verbs may stand before or after the verb; the one nearer to the verb counts."""
    for title, part in (("cli.values", True), ("cli.options", False)):
        shown = [option for option in options if option.by_place == part]
        group = parser.add_argument_group(say(title, language)) if shown else None
        for option in shown:
            _add(group, option, language, {})
    group = parser.add_argument_group(say("cli.common", language))
    group.add_argument("-h", "--help", action=_Help, nargs=0, help=say("cli.option.help", language))
    for option in COMMON:
        _add(group, option, language, {} if is_root else {"default": argparse.SUPPRESS})


def whole(text: str) -> int:
    """A whole number that a database can keep; raises ValueError."""
    if not WHOLE.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)


def _add(parser: Any, option: Option, language: str, extra: dict[str, Any]) -> None:
    text = say(f"cli.option.{option.word or option.key}", language).replace("%", "%%")
    facts: dict[str, Any] = {"help": text, **extra}
    if option.kind == "switch":
        parser.add_argument(option.name, action="store_true", dest=option.dest, **facts)
        return
    facts["type"] = {"text": str, "whole": whole, "number": float}[option.kind]
    if option.choices:
        facts["choices"] = option.choices
    if option.shown and not option.choices:
        facts["metavar"] = option.shown
    if option.many == "repeat":
        facts["action"] = "append"
    elif option.many:
        facts["nargs"] = option.many
    if option.by_place:
        parser.add_argument(option.name, **facts)
    else:
        names = [name for name in (option.short, option.name) if name]
        parser.add_argument(*names, dest=option.dest, required=option.needed, **facts)
