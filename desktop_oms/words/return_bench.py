"""Words of the bench for goods that come back, and of parcels nobody announced."""

WORDS: dict[str, tuple[str, str]] = {
    "event.return.found": ("登记无主退件", "Record a parcel nobody announced"),
    "return_verdict.sellable": ("可再售", "sellable"),
    "return_verdict.damaged": ("破损", "damaged"),
    "return_verdict.wrong": ("错货", "wrong goods"),
    "found.open": ("待认领", "Ownerless"),
    "found.matched": ("已对应售后单", "Matched"),
    "found.settled": ("已处理", "Settled"),
    "error.return_unknown": (
        "没有售后单在等 {waybill}。请扫售后单号，或登记为无主退件。",
        "No case waits for {waybill}. Scan a case number, or record the parcel as ownerless.",
    ),
    "error.return_of_sent": (
        "{waybill} 是订单 {number} 发出的包裹，原件退回请登记“退回未拆”。",
        "{waybill} is the parcel that order {number} was sent in: record that it came back unopened.",
    ),
    "error.return_several": (
        "这个运单对应多个售后单：{cases}。请扫其中一个售后单号。",
        "Several cases wait under this tracking number: {cases}. Scan the number of one of them.",
    ),
    "error.return_not_awaited": (
        "售后单 {case} 现在不等退货。",
        "Case {case} does not wait for goods now.",
    ),
    "error.found_nothing_told": (
        "请至少写下运单号、寄件人、备注或照片中的一项。",
        "Tell at least one of tracking number, sender, remark or picture.",
    ),
    "error.found_missing": (
        "没有待认领的退件 {key}。",
        "There is no ownerless parcel {key}.",
    ),
    "error.found_outcome_missing": (
        "请用 --case 指定售后单，或用 --reason 写明处理结果。",
        "Say with --case which case it belongs to, or with --reason what became of it.",
    ),
    "error.photo_unreadable": (
        "照片不是 PNG 或 JPEG。",
        "The picture is neither PNG nor JPEG.",
    ),
    "cli.return_ok": ("{goods} {units} 件，{verdict}，还差 {left}", "{units} of {goods}, {verdict}, {left} to come"),
    "cli.return_all_here": ("{goods} {units} 件，{verdict}，全部到齐", "{units} of {goods}, {verdict}, all is here"),
    "cli.return_judged": ("{goods} {units} 件改为 {verdict}", "{units} of {goods}: {verdict}"),
    "cli.return_over": (
        "多了：{goods} 只还差 {left} 件。扫 CMD:OK 确认",
        "too many: only {left} more of {goods}. Scan CMD:OK",
    ),
    "cli.return_not_expected": (
        "不是这个售后单的商品。错货扫 CMD:WRONG，放一边扫 CMD:OK",
        "not of this case. Scan CMD:WRONG for wrong goods, CMD:OK to lay it aside",
    ),
    "cli.return_quantity": ("下一次扫描算 {units} 件", "the next scan counts {units}"),
    "cli.return_quantity_bad": ("数量不对", "no number of pieces"),
    "cli.return_undone": ("撤销：{goods} {units} 件", "taken back: {units} of {goods}"),
    "cli.return_nothing_to_undo": ("没有可撤销的", "nothing to take back"),
    "cli.return_nothing_to_judge": ("请先扫商品", "scan the goods first"),
    "cli.return_acknowledged": ("好", "all right"),
    "cli.return_acknowledge_first": ("没有计数：请先扫 CMD:OK 确认", "not counted: scan CMD:OK first"),
    "cli.return_command_unknown": ("没有这个命令", "no such command"),
    "cli.return_not_now": ("这里用不上这个码", "this code means nothing here"),
    "cli.return_done": ("这个包裹清点完毕", "this parcel is counted"),
    "cli.return_short": ("清点完毕，其余不会再来", "counted, and the rest will not come"),
    "cli.return_stored": ("已登记到售后单 {case}。", "Stored with case {case}."),
    "cli.return_not_stored": (
        "还没有登记：扫 CMD:DONE 结束，CMD:SHORT 表示其余不会再来。",
        "Not stored yet: CMD:DONE ends the count, CMD:SHORT says that the rest will not come.",
    ),
    "cli.ownerless_none": ("没有无主退件。", "There is no ownerless parcel."),
    "cli.verb.case_receive_scan": ("扫描清点退回的商品", "count goods that came back, by scan"),
    "cli.verb.case_found": ("登记没有预告的退件", "record a parcel that nobody announced"),
    "cli.verb.case_ownerless": ("列出或处理无主退件", "list parcels nobody announced, or settle one"),
    "cli.option.return_code": ("售后单号或退货运单号", "the case's number, or the waybill the goods come back under"),
    "cli.option.return_scan": (
        "扫到的码：商品、QTY:3、CMD:DAMAGED、CMD:WRONG、CMD:DONE、CMD:SHORT",
        "what is scanned: goods, QTY:3, CMD:DAMAGED, CMD:WRONG, CMD:DONE, CMD:SHORT",
    ),
    "cli.option.found_waybill": ("运单号", "its tracking number"),
    "cli.option.found_sender": ("寄件人", "who sent it, as it says"),
    "cli.option.found_photo": ("照片，PNG 或 JPEG，可以几张", "pictures, PNG or JPEG"),
    "cli.option.found_key": ("哪一个退件", "the parcel's key, as the list shows it"),
}
