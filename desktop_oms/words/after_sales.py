"""Words of after-sales: the reviewer's queues, the case, its errors, and what the worker says."""

WORDS: dict[str, tuple[str, str]] = {
    "event.case.claim": ("认领售后单", "Take a case"),
    "event.case.attach": ("添加凭证", "Attach evidence"),
    "cases.to_decide": ("待处理", "To decide"),
    "cases.waiting_goods": ("待买家寄回", "Waiting for goods"),
    "cases.to_inspect": ("待验货", "To inspect"),
    "cases.settling": ("退款和换货中", "Refunding or replacing"),
    "cases.trouble": ("退款异常", "Refund trouble"),
    "error.case_missing": (
        "没有售后单 {case}。请核对编号，例如 A100003-C1。",
        "There is no case {case}. Check the number, which looks like A100003-C1.",
    ),
    "error.case_claimed": (
        "{user} 正在处理售后单 {case}。请选另一单，或请主管放回。",
        "{user} is deciding case {case}. Take another one, or ask a manager to give it back.",
    ),
    "error.evidence_unreadable": (
        "{file} 不是 PNG、JPEG 或 PDF，不能作为凭证。",
        "{file} is no PNG, JPEG or PDF and cannot serve as evidence.",
    ),
    "error.evidence_large": (
        "{file} 超过 {size} MB。请缩小后再添加。",
        "{file} is larger than {size} MB. Make it smaller and add it again.",
    ),
    "error.evidence_missing": ("没有凭证 {key}。", "There is no evidence {key}."),
    "cli.worked": (
        "按时钟推进 {moved} 单，退款有结果 {sent} 笔，收到通知 {heard} 条。",
        "{moved} orders moved by the clock, {sent} refunds settled, {heard} pieces of news heard.",
    ),
}
