"""Words of: hand over."""

WORDS: dict[str, tuple[str, str]] = {
    "error.waybill_unknown": (
        "没有运单号为 {waybill} 的包裹。请重新扫描面单。",
        "No parcel bears the waybill {waybill}. Scan the label again.",
    ),
    "error.already_handed_over": (
        "运单 {waybill}（订单 {number}）已经交接过，交接单 {manifest}。",
        "The waybill {waybill} (order {number}) was handed over before, on manifest {manifest}.",
    ),
    "error.parcel_void": (
        "运单 {waybill}（订单 {number}）已作废。请撕下面单，不要交给快递。",
        "The waybill {waybill} (order {number}) is void. Take the label off and do not hand the parcel over.",
    ),
    "error.other_carrier": (
        "订单 {number} 的包裹走 {carrier}，不是 {wanted}。请放到 {carrier} 那一堆。",
        "The parcel of order {number} goes with {carrier}, not with {wanted}. Put it with those of {carrier}.",
    ),
    "error.other_warehouse": (
        "订单 {number} 的包裹属于另一个仓库。",
        "The parcel of order {number} belongs to another warehouse.",
    ),
    "error.manifest_missing": ("没有交接单 {manifest}。", "There is no manifest {manifest}."),
    "error.manifest_closed": (
        "交接单 {number} 已经关闭，不能再改动。",
        "Manifest {number} is closed and stays as it is.",
    ),
}
