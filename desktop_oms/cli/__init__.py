"""The command line: one verb, one answer, in words or as JSON.

`run` reads the arguments, then imports the module that carries the verb out: a help text or a mistyped verb is told
before the services and the database are imported.  The way of a call: verbs (the table) -> parser -> the verb's
function, which gets a `Call` and returns an `Answer` -> printed here.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop_oms.cli.answers import Answer, as_json, harmless
from desktop_oms.cli.call import Call, chosen_language
from desktop_oms.cli.parser import HelpWanted, NotUnderstood, understand
from desktop_oms.cli.sentences import sentence
from desktop_oms.cli.verbs import Verb
from desktop_oms.domain.errors import OmsError
from desktop_oms.words import say

if TYPE_CHECKING:
    from desktop_oms.app import App

Clock = Callable[[], int]
DONE, REFUSED, USAGE = 0, 1, 2


def run(arguments: Sequence[str], now: Clock | None = None) -> int:
    """Answer a verb; returns the exit code: 0 done, 1 refused or found wrong, 2 not understood.

    `now` is the clock to work by (milliseconds UTC), this computer's unless another is passed in.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    language, wants_json = chosen_language(arguments), "--json" in arguments
    try:
        code = _answer(arguments, language, wants_json, now)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as `head` does
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - nothing may be written at exit
        return DONE
    except KeyboardInterrupt:
        _complain("interrupted", say("error.interrupted", language), {}, wants_json)
        return REFUSED
    return code


def _answer(arguments: Sequence[str], language: str, wants_json: bool, now: Clock | None) -> int:
    try:
        if any(not _is_text(argument) for argument in arguments):
            raise NotUnderstood(say("cli.usage_not_text", language))
        verb, given = understand(arguments, language)
    except HelpWanted as wanted:
        print(wanted.text)
        return DONE
    except NotUnderstood as trouble:
        _complain("usage", trouble.message, {}, wants_json)
        return USAGE
    call = Call(given, language, partial(_open, creates=verb.creates, now=now))
    try:
        answer = _carry_out(verb, call)
    except OmsError as trouble:
        _complain(trouble.code, call.named(sentence(trouble, language), trouble.code), trouble.facts, wants_json)
        return USAGE if trouble.code.startswith("usage_") else REFUSED
    finally:
        call.close()
    if call.json:
        print(harmless(json.dumps(as_json(answer.data), ensure_ascii=False, indent=1), for_json=True))
    elif answer.text:
        print(harmless(answer.text))
    return DONE if answer.ok else REFUSED


def _is_text(argument: str) -> bool:
    """False for bytes that are no text in the terminal's encoding, and for NUL, which no database keeps."""
    return "\0" not in argument and not any("\ud800" <= mark <= "\udfff" for mark in argument)


def _open(place: str | None, *, creates: bool, now: Clock | None) -> App:
    clock = {} if now is None else {"now": now}
    shop: App = importlib.import_module("desktop_oms.app").build(place, create=creates, **clock)
    return shop


def _carry_out(verb: Verb, call: Call) -> Answer:
    module, _, function = verb.place.partition(":")
    answer: Answer = getattr(importlib.import_module(f"desktop_oms.cli.{module}"), function)(call)
    return answer


def _complain(code: str, message: str, facts: dict[str, object], wants_json: bool) -> None:
    """One sentence on the error stream, or the same as JSON."""
    if wants_json:
        told = {"error": code, "message": message, "facts": as_json(facts)}
        print(harmless(json.dumps(told, ensure_ascii=False), for_json=True), file=sys.stderr)
    else:
        print(harmless(message), file=sys.stderr)
