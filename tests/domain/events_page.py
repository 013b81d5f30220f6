"""Writes `docs/events.md` out of the transition table.

Run `python -m tests.domain.events_page` after changing the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from desktop_oms.domain.arguments import ARGUMENTS, Argument
from desktop_oms.domain.command import Transition, free, nothing
from desktop_oms.domain.machines import MACHINES, rows_of
from desktop_oms.words import say

PAGE = Path(__file__).parents[2] / "docs" / "events.md"
HEAD = """# Events: what can happen to an order

Made from the transition table (`desktop_oms/domain/transitions.py`) and the table of arguments (`arguments.py`) by
`python -m tests.domain.events_page`; a test compares it. Whoever asks for an event (`do NUMBER EVENT`, a button, a
service) names its machine and event, the row it is about, and arguments. `-` means that the event makes the row, `=`
that the state stays. *Internal* events happen by themselves and cannot be asked for.

Roles: C customer, S order desk, K clerk, R reviewer, $ cashier, M manager, P supplier, Y system.

Money is in minor units of the order's currency, times are milliseconds UTC, lines are named by their key. Arguments in
**bold** are needed (by people; the system need not give reasons or proofs). Every event takes a `reason`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for machine in MACHINES:
        parts.append(f"\n## {machine.capitalize()} ({say(f'machine.{machine}', 'zh_CN')})\n")
        parts.append("| event | from > to | who | only when | then | undone by |\n|---|---|---|---|---|---|")
        parts += [line(row) for row in rows_of(machine)]
        told = list(dict.fromkeys(row.name for row in rows_of(machine) if ARGUMENTS.get(row.name)))
        if told:
            parts.append("\n| arguments of | name | shape | meaning |\n|---|---|---|---|")
            parts += [told_line(name, one) for name in told for one in ARGUMENTS[name]]
    return "\n".join(parts) + "\n"


def line(row: Transition) -> str:
    """One row of the transition table."""
    name = f"`{row.name}`" + (" *internal*" if row.internal else "")
    path = f"{', '.join(row.sources)} > {row.target}"
    who = " ".join(sorted(role.value for role in row.roles))
    cells = (name, path, who, sentence(row.guard, free), sentence(row.effect, nothing), row.undo)
    return "| " + " | ".join(cells) + " |"


def sentence(function: Callable[..., Any], plain: Callable[..., Any]) -> str:
    """What a guard or an effect says of itself."""
    return "" if function is plain else " ".join(words(function.__doc__ or ""))


def words(text: str) -> Iterator[str]:
    """The first paragraph of a docstring."""
    for part in text.split("\n\n")[0].splitlines():
        yield part.strip()


def told_line(event: str, one: Argument) -> str:
    """One argument of an event."""
    name = f"**{one.name}**" if one.needed else one.name
    return f"| `{event}` | {name} | {one.shape} | {one.meaning} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
