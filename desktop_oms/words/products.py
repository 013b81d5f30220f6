"""The form of a product."""

WORDS = {
    "product.new": ("新建商品", "New product"),
    "product.title_of": ("为 {seller} 新建商品", "New product of {seller}"),
    "product.title_edit": ("修改商品 {sku}", "Edit {sku}"),
    "product.note_new": (
        "等着这个编码的订单会自动对上它。",
        "Order lines that wait for this code get the product by themselves.",
    ),
    "product.code": ("商品编码", "SKU"),
    "product.seller": ("店铺", "Seller"),
    "product.name": ("名称", "Name"),
    "product.spec": ("规格", "Variant"),
    "product.weight_g": ("重量（克）", "Weight in grams"),
    "product.hint_weight": ("0 表示不知道", "0 means not known"),
    "product.barcode": ("条码和别名", "Barcodes and other codes"),
    "product.hint_barcode": ("多个用空格隔开", "Separate several with spaces"),
    "product.category": ("类目", "Category"),
    "product.product_code": ("同款编码", "Shared code"),
    "product.hint_product_code": ("同一款的各规格相同", "The same for all variants of a product"),
    "product.supplier": ("谁供货", "Whose goods"),
    "product.own_goods": ("自己的货", "Our own"),
    "product.gift": ("赠品", "Is a gift"),
    "product.active": ("在售", "Still sold"),
    "product.save": ("保存", "Save"),
    "product.saved": ("{sku} 已保存", "{sku} is saved"),
}
