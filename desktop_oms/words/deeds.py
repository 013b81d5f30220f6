"""What people do that is no event of an order: how it is called where it is refused, or stands in a trail."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "event.buyer.block": ("拉黑买家", "Block a buyer"),
    "event.buyer.unblock": ("解除拉黑", "Take a block back"),
    "event.hold_reason.add": ("添加挂起原因", "Add a reason to hold"),
    "event.hold_reason.rename": ("修改挂起原因", "Rename a reason to hold"),
    "event.hold_reason.remove": ("删除挂起原因", "Remove a reason to hold"),
    "event.manifest.reopen": ("重新打开交接单", "Reopen a manifest"),
    "event.order.group": ("合单", "Ship together"),
    "event.order.import": ("导入订单", "Import orders"),
    "event.order.ungroup": ("撤销合单", "No longer ship together"),
    "event.printer.add": ("添加打印机", "Add a printer"),
    "event.printer.assign": ("指定打印机", "Assign a printer"),
    "event.printer.change": ("修改打印机", "Change a printer"),
    "event.printer.remove": ("停用打印机", "Remove a printer"),
    "event.product.add": ("添加商品", "Add a product"),
    "event.product.edit": ("修改商品", "Change a product"),
    "event.product.import": ("导入商品", "Import products"),
    "event.product.link": ("关联条码", "Link a code"),
    "event.stock.damage": ("登记损坏", "Note damaged units"),
    "event.stock.import": ("导入库存", "Import stock"),
    "event.stock.place": ("修改库位和预留", "Set bin and units kept back"),
    "event.stock.set": ("盘点", "Count stock"),
    "event.tag.paint": ("设置标签颜色", "Colour a tag"),
    "event.wave.assign": ("指定拣货员", "Assign a wave"),
    "event.wave.cancel": ("取消波次", "Cancel a wave"),
    "event.wave.close": ("结束波次", "Close a wave"),
    "event.wave.pick": ("拣货", "Pick"),
    "event.wave.put_back": ("放回货架", "Put back"),
}
