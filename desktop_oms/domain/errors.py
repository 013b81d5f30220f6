"""Errors and refusals worded for people.

A *refusal* says why an action may not happen now; an `OmsError` is any trouble a person can act on.  Both carry a
code and facts, never a sentence: the sentence is made by `desktop_oms.words.say("error.<code>", language, **facts)`.
Every other exception is a bug and is logged with its traceback.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be done now: a code of the word table and the facts its sentence needs."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


class OmsError(Exception):
    """Trouble that a person can understand and act on, worded from its code in both languages."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({facts})"


class Refused(OmsError):
    """A command that the order's present state, the actor's role or the stock forbids; nothing was written."""

    @classmethod
    def because(cls, refusal: Refusal) -> Refused:
        """The exception that carries a guard's refusal out of a service."""
        return cls(refusal.code, **refusal.facts)
