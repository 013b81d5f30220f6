"""The verbs of after-sales and of reviews, for the table of verbs."""

from __future__ import annotations

from desktop_oms.cli.verb import CARRIER, CASE, COUNTED, LIMIT, NUMBER, REASON, Option, Verb

MESSAGES = ("agreed_refund", "agreed_return", "agreed_exchange", "refused", "goods_arrived", "refunded", "replaced")

CASE_VERBS: tuple[Verb, ...] = (
    Verb("case list", "cases:list_cases", (Option("--queue", shown="GROUP", word="case_queue"), LIMIT)),
    Verb("case show", "cases:show", (CASE,)),
    Verb(
        "case open",
        "cases:open_case",
        (
            NUMBER,
            Option("--kind", shown="KIND", word="case_kind", needed=True),
            Option("--lines", many="+", shown="SKU=N"),
            REASON,
            Option("--set", many="repeat", shown="NAME=VALUE"),
            Option("--command", shown="ID"),
        ),
    ),
    Verb(
        "case approve",
        "cases:approve",
        (
            CASE,
            Option("--amount", shown="AMOUNT"),
            Option("--deduction", shown="AMOUNT"),
            Option("--lines", many="+", shown="SKU=N"),
            REASON,
        ),
    ),
    Verb(
        "case allowance",
        "cases:allowance",
        (CASE, Option("--amount", shown="AMOUNT", needed=True), REASON, Option("--command", shown="ID")),
    ),
    Verb("case unapprove", "cases:unapprove", (CASE,)),
    Verb("case reject", "cases:reject", (CASE, REASON)),
    Verb("case receive", "cases:receive", (CASE, COUNTED, REASON)),
    Verb("case restock", "cases:restock", (CASE, COUNTED, REASON)),
    Verb("case refund", "cases:refund", (CASE, Option("--proof", shown="TEXT"))),
    Verb(
        "case receive-scan",
        "case_desk:receive_scan",
        (
            Option("code", shown="CASE|WAYBILL", word="return_code"),
            Option("--scan", many="+", shown="CODE", word="return_scan"),
        ),
    ),
    Verb(
        "case note",
        "case_desk:note",
        (CASE, Option("text", shown="TEXT", word="note_text"), Option("--from-buyer", "switch")),
    ),
    Verb(
        "case tell",
        "case_desk:tell",
        (
            CASE,
            Option("template", choices=MESSAGES, word="template"),
            Option("--language", choices=("zh_CN", "en"), word="message_language"),
        ),
    ),
    Verb("case said", "case_desk:said", (CASE,)),
    Verb(
        "case found",
        "case_desk:found",
        (
            Option("--waybill", shown="WAYBILL", word="found_waybill"),
            CARRIER,
            Option("--sender", shown="TEXT", word="found_sender"),
            Option("--photo", many="+", shown="FILE", word="found_photo"),
            REASON,
        ),
    ),
    Verb(
        "case ownerless",
        "case_desk:ownerless",
        (Option("--parcel", "whole", shown="KEY", word="found_key"), Option("--case", shown="CASE"), REASON),
    ),
    Verb("case attach", "cases:attach", (CASE, Option("file", shown="FILE", word="evidence_file"))),
    Verb(
        "review add",
        "reviews:add",
        (
            NUMBER,
            Option("--stars", "whole", shown="N", needed=True),
            Option("--text", shown="TEXT", word="review_text"),
        ),
    ),
    Verb("review answer", "reviews:answer", (NUMBER, Option("text", shown="TEXT", word="review_answer"))),
    Verb(
        "review list",
        "reviews:list_reviews",
        (Option("--order", shown="NUMBER"), Option("--stars", "whole", shown="N", word="stars_most"), LIMIT),
    ),
)
