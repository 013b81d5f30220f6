"""`import`: order files are looked through, then brought in; what cannot be used is written beside with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop_oms.cli.answers import Answer, aligned, shortened
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import read_bytes
from desktop_oms.cli.sentences import worded
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import called
from desktop_oms.gateways.files import mapping_from_json
from desktop_oms.services.import_plan import OUTCOMES, ImportPlan, ImportResult, Note, OrderResult, Planned, PlanRow
from desktop_oms.services.importing import PROFILES, read_files

Files = list[tuple[str, bytes]]
SHOWN = 40
GOODS = 36
HEADS = ("row", "external_no", "result", "sku", "goods", "notes")


@dataclass(frozen=True, slots=True)
class Brought:
    """What was looked through and, unless it was a dry run, brought in; `refused` are the files of refused rows."""

    plan: ImportPlan
    result: ImportResult | None
    refused: tuple[Path, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Orders by what became of them, or would."""
        return self.result.counts if self.result else self.plan.counts


def import_orders(call: Call) -> Answer:
    """Bring order files in, or say what would become of them."""
    files = read_files(call.given.files)
    call.actor()
    parts = _by_profile(call, files)
    brought = [
        _bring(call, profile, part, _refused_place(call, profile, part, len(parts))) for profile, part in parts.items()
    ]
    data = {
        "dry_run": call.given.dry_run,
        "imports": [_as_data(call, one) for one in brought],
        "counts": {name: sum(one.counts[name] for one in brought) for name in OUTCOMES},
    }
    text = "\n".join(_as_text(call, one) for one in brought)
    return Answer(data, text, ok=not any(one.counts["refused"] for one in brought))


def _by_profile(call: Call, files: Files) -> dict[str, Files]:
    """The files by whose layout they have; raises `import_profile_unsure` when that is not certain."""
    if call.given.profile:
        return {call.given.profile: files}
    if call.given.map:
        return {"generic": files}
    found: dict[str, Files] = {}
    for name, data in files:
        profile = call.app.importing.detect(name, data, call.given.encoding).profile
        if profile is None:
            known = ", ".join((*call.app.importing.profiles(), *PROFILES))
            raise OmsError("import_profile_unsure", file=name, known=known)
        found.setdefault(profile, []).append((name, data))
    return found


def _bring(call: Call, profile: str, files: Files, place: Path) -> Brought:
    service, given = call.app.importing, call.given
    known = (*PROFILES, *service.profiles())
    if profile not in known:
        raise OmsError("file_profile_unknown", profile=profile, known=", ".join(known))
    state = call.app.setup.state()
    channel = state.channel(given.channel) if given.channel else state.channel_of(profile)
    mapping = _mapping(given.map) if given.map else None
    plan = service.preview(files, profile, channel.id, mapping, given.encoding)
    refused: tuple[Path, ...] = ()
    if plan.parsed.refused and (given.refused or not given.dry_run):
        refused = service.write_refused(plan, place, call.language)
    # Only now, so that a place that cannot be written to is known before anything is brought in.
    result = None if given.dry_run else service.run(plan, call.actor())
    return Brought(plan, result, refused)


def _mapping(path: str) -> Mapping[str, str]:
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OmsError("file_mapping_unreadable") from None
    return mapping_from_json(text)


def _refused_place(call: Call, profile: str, files: Files, parts: int) -> Path:
    """Where refused rows go: as asked for (each marketplace its own file), else beside the source.

    Beside it a name is chosen that nobody has taken: orders.refused.csv, orders.refused-2.csv, ...
    """
    if call.given.refused:
        asked = Path(call.given.refused)
        return asked if parts == 1 else asked.with_name(f"{asked.stem}-{profile}{asked.suffix}")
    source = next(Path(path) for path in call.given.files if Path(path).name == files[0][0])
    target, number = source.with_name(f"{source.stem}.refused.csv"), 1
    while target.exists():
        number += 1
        target = source.with_name(f"{source.stem}.refused-{number}.csv")
    return target


def _said(call: Call, notes: tuple[Note, ...]) -> list[str]:
    return [worded(note.key, note.facts, call.language) for note in notes]


def _row_said(call: Call, row: PlanRow) -> list[str]:
    """What there is to know about a row; the reason of a refused one names its column, as the file of them does."""
    told = _said(call, row.notes)
    if not row.column:
        return told
    return [call.say("notice.in_column", column=row.column, sentence=sentence) for sentence in told]


def _goods(call: Call, row: PlanRow) -> str:
    return row.goods if row.goods or row.known else call.say("orders.sku_unknown")


def _as_text(call: Call, one: Brought) -> str:
    counts = call.say("cli.list_comma").join(
        call.say("cli.import_count", result=call.say(f"import_result.{name}"), n=n)
        for name, n in one.counts.items()
        if n
    )
    head = "cli.import_would" if one.result is None else "cli.import_did"
    profile = call.say(f"profile.{one.plan.parsed.profile}")
    lines = [call.say(head, profile=profile, channel=one.plan.channel.name, counts=counts or call.say("cli.nothing"))]
    rows = one.plan.rows.only("task", "changed", "refused")
    table = [
        (
            row.row,
            row.external_no,
            call.say(f"import_result.{row.result}"),
            row.sku,
            shortened(_goods(call, row), GOODS),
            call.say("cli.list_semicolon").join(_row_said(call, row)),
        )
        for row in rows[:SHOWN]
    ]
    if table:
        lines.append(aligned(table, [call.say(f"cli.head_{head}") for head in HEADS]))
    if len(rows) > SHOWN:
        lines.append(call.say("cli.more_rows", n=len(rows) - SHOWN))
    for order in one.result.orders if one.result else ():
        if order.outcome == "refused" and order.notes:
            lines.append(
                call.say("cli.import_order_refused", number=order.external_no, why=_said(call, order.notes)[0])
            )
    lines += [call.say("cli.import_refused_file", file=path) for path in one.refused]
    lines += [call.say("cli.import_unread", file=name, columns=columns) for name, columns in _unread(call, one)]
    return "\n".join(lines)


def _unread(call: Call, one: Brought) -> list[tuple[str, str]]:
    """Files with their columns that nothing was taken from, where columns were guessed: a marketplace's are known."""
    if one.plan.parsed.profile in PROFILES and one.plan.parsed.profile != "generic":
        return []
    comma = call.say("cli.list_comma")
    return [(source.name, comma.join(source.unread)) for source in one.plan.parsed.files if source.unread]


def _as_data(call: Call, one: Brought) -> dict[str, object]:
    orders = one.result.orders if one.result else one.plan.orders
    return {
        "profile": one.plan.parsed.profile,
        "channel": one.plan.channel.code,
        "encoding": one.plan.parsed.encoding,
        "counts": one.counts,
        "unread_columns": [column for source in one.plan.parsed.files for column in source.unread],
        "orders": [_order_data(call, one.plan, order) for order in orders],
        "refused_rows": [
            {
                "row": row.row,
                "file": row.file,
                "external_no": row.external_no,
                "column": row.column,
                "code": row.notes[0].key.removeprefix("error."),
                "message": _row_said(call, row)[0],
            }
            for row in one.plan.rows.only("refused")
            if row.cells
        ],
        "refused_files": list(one.refused),
    }


def _order_data(call: Call, plan: ImportPlan, order: Planned | OrderResult) -> dict[str, object]:
    told: dict[str, object] = {
        "external_no": order.incoming.external_no if isinstance(order, Planned) else order.external_no,
        "result": order.outcome,
        "order_id": order.order_id,
        "number": order.number,
        "notes": _said(call, order.notes),
    }
    return told | {"lines": _lines(plan, order)} if isinstance(order, Planned) else told


def _lines(plan: ImportPlan, order: Planned) -> list[dict[str, object]]:
    """The goods of an order that was looked through: the file's code, what they are called, whether we know them."""
    rows = [(line, plan.skus.get(line.sku)) for line in order.incoming.lines]
    return [
        {"sku": line.sku, "name": name, "spec": spec, "qty": line.qty, "known": sku is not None}
        for line, sku in rows
        for name, spec in [called(line, sku)]
    ]
