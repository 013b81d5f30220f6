PRAGMA application_id = 1330467633;

CREATE TABLE import_profiles (
	name TEXT NOT NULL, 
	mapping JSON NOT NULL, 
	CONSTRAINT pk_import_profiles PRIMARY KEY (name)
);

CREATE TABLE key_numbers (
	number INTEGER NOT NULL, 
	owner TEXT NOT NULL, 
	held_until INTEGER NOT NULL, 
	last_ms INTEGER NOT NULL, 
	CONSTRAINT pk_key_numbers PRIMARY KEY (number), 
	CONSTRAINT ck_key_numbers_ten_bits CHECK (number BETWEEN 0 AND 1023)
);

CREATE TABLE merchants (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	sender_name TEXT NOT NULL, 
	sender_phone TEXT NOT NULL, 
	sender_address TEXT NOT NULL, 
	return_name TEXT NOT NULL, 
	return_phone TEXT NOT NULL, 
	return_address TEXT NOT NULL, 
	CONSTRAINT pk_merchants PRIMARY KEY (id), 
	CONSTRAINT uq_merchants_code UNIQUE (code), 
	CONSTRAINT ck_merchants_known_kind CHECK (kind IN ('own', 'supplier'))
);

CREATE TABLE routing_rules (
	id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	condition JSON NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_routing_rules PRIMARY KEY (id)
);

CREATE TABLE settings (
	name TEXT NOT NULL, 
	value JSON NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (name)
);

CREATE TABLE stations (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	CONSTRAINT pk_stations PRIMARY KEY (id), 
	CONSTRAINT uq_stations_key UNIQUE ("key")
);

CREATE TABLE users (
	id INTEGER NOT NULL, 
	login TEXT NOT NULL, 
	name TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_login UNIQUE (login)
);

CREATE TABLE channels (
	id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	time_zone TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	settings JSON NOT NULL, 
	CONSTRAINT pk_channels PRIMARY KEY (id), 
	CONSTRAINT uq_channels_merchant_id_code UNIQUE (merchant_id, code), 
	CONSTRAINT fk_channels_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE TABLE counters (
	merchant_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (merchant_id, name), 
	CONSTRAINT ck_counters_never_negative CHECK (value >= 0), 
	CONSTRAINT fk_counters_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE TABLE skus (
	id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	spec TEXT NOT NULL, 
	category TEXT NOT NULL, 
	product_code TEXT NOT NULL, 
	supplier_id INTEGER, 
	weight_g INTEGER, 
	picture TEXT NOT NULL, 
	gift BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_skus PRIMARY KEY (id), 
	CONSTRAINT uq_skus_merchant_id_code UNIQUE (merchant_id, code), 
	CONSTRAINT ck_skus_never_negative CHECK (weight_g >= 0), 
	CONSTRAINT fk_skus_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id), 
	CONSTRAINT fk_skus_supplier_id FOREIGN KEY(supplier_id) REFERENCES merchants (id)
);

CREATE TABLE warehouses (
	id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	priority INTEGER NOT NULL, 
	contact TEXT NOT NULL, 
	phone TEXT NOT NULL, 
	country TEXT NOT NULL, 
	province TEXT NOT NULL, 
	city TEXT NOT NULL, 
	district TEXT NOT NULL, 
	street TEXT NOT NULL, 
	postcode TEXT NOT NULL, 
	merchant_id INTEGER, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_warehouses PRIMARY KEY (id), 
	CONSTRAINT uq_warehouses_code UNIQUE (code), 
	CONSTRAINT fk_warehouses_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE TABLE barcodes (
	code TEXT NOT NULL, 
	sku_id INTEGER NOT NULL, 
	qty INTEGER NOT NULL, 
	CONSTRAINT pk_barcodes PRIMARY KEY (code), 
	CONSTRAINT ck_barcodes_stands_for_something CHECK (qty > 0), 
	CONSTRAINT fk_barcodes_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE manifests (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	carrier TEXT NOT NULL, 
	warehouse_id INTEGER, 
	day TEXT NOT NULL, 
	state TEXT NOT NULL, 
	opened_at INTEGER NOT NULL, 
	closed_at INTEGER, 
	CONSTRAINT pk_manifests PRIMARY KEY (id), 
	CONSTRAINT uq_manifests_number UNIQUE (number), 
	CONSTRAINT fk_manifests_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id)
);

CREATE TABLE orders (
	id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	status TEXT NOT NULL, 
	work_stage TEXT NOT NULL, 
	badges INTEGER NOT NULL, 
	external_no TEXT, 
	version INTEGER NOT NULL, 
	event_seq INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	placed_at INTEGER NOT NULL, 
	paid_at INTEGER, 
	pay_due_at INTEGER, 
	ship_by INTEGER, 
	confirmed_at INTEGER, 
	completed_at INTEGER, 
	ended_at INTEGER, 
	goods INTEGER NOT NULL, 
	discount_seller INTEGER NOT NULL, 
	discount_platform INTEGER NOT NULL, 
	shipping INTEGER NOT NULL, 
	tax INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	captured INTEGER NOT NULL, 
	committed INTEGER NOT NULL, 
	refunded INTEGER NOT NULL, 
	waived INTEGER NOT NULL, 
	shipping_committed INTEGER NOT NULL, 
	shipping_waived INTEGER NOT NULL, 
	shipping_withheld INTEGER NOT NULL, 
	over_refunded INTEGER NOT NULL, 
	buyer TEXT NOT NULL, 
	ship_name TEXT NOT NULL, 
	ship_phone TEXT NOT NULL, 
	ship_country TEXT NOT NULL, 
	ship_province TEXT NOT NULL, 
	ship_city TEXT NOT NULL, 
	ship_district TEXT NOT NULL, 
	ship_street TEXT NOT NULL, 
	ship_postcode TEXT NOT NULL, 
	ship_masked BOOLEAN NOT NULL, 
	ship_token TEXT NOT NULL, 
	delivery TEXT NOT NULL, 
	buyer_note TEXT NOT NULL, 
	seller_note TEXT NOT NULL, 
	packing_note TEXT NOT NULL, 
	ship_partial BOOLEAN NOT NULL, 
	backorder BOOLEAN NOT NULL, 
	urgent BOOLEAN NOT NULL, 
	changed_in_shop BOOLEAN NOT NULL, 
	history BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	content_hash TEXT NOT NULL, 
	item_count INTEGER NOT NULL, 
	summary TEXT NOT NULL, 
	phone_tail TEXT NOT NULL, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT uq_orders_number UNIQUE (number), 
	CONSTRAINT ck_orders_never_negative CHECK (badges >= 0 AND version >= 0 AND event_seq >= 0 AND goods >= 0 AND discount_seller >= 0 AND discount_platform >= 0 AND shipping >= 0 AND tax >= 0 AND total >= 0 AND captured >= 0 AND committed >= 0 AND refunded >= 0 AND waived >= 0 AND shipping_committed >= 0 AND shipping_waived >= 0 AND shipping_withheld >= 0 AND over_refunded >= 0 AND item_count >= 0), 
	CONSTRAINT ck_orders_refunds_within_captured CHECK (refunded <= committed AND committed <= captured), 
	CONSTRAINT ck_orders_shipping_given_once CHECK (shipping_committed + shipping_waived + shipping_withheld <= shipping), 
	CONSTRAINT fk_orders_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id), 
	CONSTRAINT fk_orders_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id)
);

CREATE TABLE stock_levels (
	warehouse_id INTEGER NOT NULL, 
	sku_id INTEGER NOT NULL, 
	on_hand INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	buffer INTEGER NOT NULL, 
	bin TEXT NOT NULL, 
	restock_at INTEGER, 
	CONSTRAINT pk_stock_levels PRIMARY KEY (warehouse_id, sku_id), 
	CONSTRAINT ck_stock_levels_never_negative CHECK (on_hand >= 0 AND allocated >= 0 AND damaged >= 0 AND buffer >= 0), 
	CONSTRAINT fk_stock_levels_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_stock_levels_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE stock_movements (
	id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	sku_id INTEGER NOT NULL, 
	on_hand INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	ref TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	CONSTRAINT pk_stock_movements PRIMARY KEY (id), 
	CONSTRAINT uq_stock_movements_reason_ref UNIQUE (reason, ref), 
	CONSTRAINT fk_stock_movements_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_stock_movements_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE waves (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	state TEXT NOT NULL, 
	warehouse_id INTEGER, 
	created_at INTEGER NOT NULL, 
	created_by INTEGER NOT NULL, 
	CONSTRAINT pk_waves PRIMARY KEY (id), 
	CONSTRAINT uq_waves_number UNIQUE (number), 
	CONSTRAINT fk_waves_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id)
);

CREATE TABLE cases (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	note TEXT NOT NULL, 
	ceiling INTEGER, 
	deduction INTEGER NOT NULL, 
	deduction_reason TEXT NOT NULL, 
	shipping_booked INTEGER NOT NULL, 
	shipping_waived INTEGER NOT NULL, 
	replacement_sku INTEGER, 
	paused BOOLEAN NOT NULL, 
	requested_by INTEGER NOT NULL, 
	approved_by INTEGER, 
	second_by INTEGER, 
	requested_at INTEGER NOT NULL, 
	decided_at INTEGER, 
	send_after INTEGER, 
	return_due_at INTEGER, 
	return_waybill TEXT NOT NULL, 
	ended_at INTEGER, 
	due_at INTEGER, 
	worth INTEGER NOT NULL, 
	CONSTRAINT pk_cases PRIMARY KEY (id), 
	CONSTRAINT uq_cases_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT ck_cases_never_negative CHECK (worth >= 0 AND deduction >= 0 AND shipping_booked >= 0 AND shipping_waived >= 0), 
	CONSTRAINT ck_cases_ceiling_not_negative CHECK (ceiling IS NULL OR ceiling >= 0), 
	CONSTRAINT fk_cases_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_cases_replacement_sku FOREIGN KEY(replacement_sku) REFERENCES skus (id)
);

CREATE TABLE commands (
	id TEXT NOT NULL, 
	order_id INTEGER, 
	merchant_id INTEGER, 
	event TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	station TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	result JSON NOT NULL, 
	CONSTRAINT pk_commands PRIMARY KEY (id), 
	CONSTRAINT fk_commands_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE fulfilments (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	warehouse_id INTEGER, 
	supplier_id INTEGER, 
	reason TEXT NOT NULL, 
	declined TEXT NOT NULL, 
	wave_id INTEGER, 
	split_from INTEGER, 
	created_at INTEGER NOT NULL, 
	CONSTRAINT pk_fulfilments PRIMARY KEY (id), 
	CONSTRAINT uq_fulfilments_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT fk_fulfilments_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_fulfilments_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_fulfilments_supplier_id FOREIGN KEY(supplier_id) REFERENCES merchants (id), 
	CONSTRAINT fk_fulfilments_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id), 
	CONSTRAINT fk_fulfilments_split_from FOREIGN KEY(split_from) REFERENCES fulfilments (id)
);

CREATE TABLE holds (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	note TEXT NOT NULL, 
	until INTEGER, 
	urgent_after BOOLEAN NOT NULL, 
	placed_by INTEGER NOT NULL, 
	placed_at INTEGER NOT NULL, 
	released_at INTEGER, 
	CONSTRAINT pk_holds PRIMARY KEY (id), 
	CONSTRAINT fk_holds_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	order_id INTEGER, 
	merchant_id INTEGER, 
	source TEXT NOT NULL, 
	message_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	payload JSON NOT NULL, 
	state TEXT NOT NULL, 
	error TEXT, 
	received_at INTEGER NOT NULL, 
	done_at INTEGER, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT uq_inbox_source_message_id UNIQUE (source, message_id), 
	CONSTRAINT fk_inbox_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE order_events (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	role TEXT NOT NULL, 
	station TEXT NOT NULL, 
	command_id TEXT NOT NULL, 
	machine TEXT NOT NULL, 
	event TEXT NOT NULL, 
	subject_id INTEGER, 
	from_state TEXT NOT NULL, 
	to_state TEXT NOT NULL, 
	status_before TEXT NOT NULL, 
	status_after TEXT NOT NULL, 
	facts JSON NOT NULL, 
	CONSTRAINT pk_order_events PRIMARY KEY (id), 
	CONSTRAINT uq_order_events_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT fk_order_events_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TRIGGER order_events_no_update BEFORE UPDATE ON order_events BEGIN SELECT RAISE(ABORT, 'order_events is append-only'); END;

CREATE TRIGGER order_events_no_delete BEFORE DELETE ON order_events BEGIN SELECT RAISE(ABORT, 'order_events is append-only'); END;

CREATE TABLE order_lines (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	qty INTEGER NOT NULL, 
	sku_id INTEGER, 
	sku_code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	spec TEXT NOT NULL, 
	external_id TEXT NOT NULL, 
	origin_line INTEGER, 
	unit_price INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	payable INTEGER NOT NULL, 
	cancelled INTEGER NOT NULL, 
	taken_out INTEGER NOT NULL, 
	claimed INTEGER NOT NULL, 
	boxed INTEGER NOT NULL, 
	picked INTEGER NOT NULL, 
	shipped INTEGER NOT NULL, 
	in_transit INTEGER NOT NULL, 
	delivered INTEGER NOT NULL, 
	lost INTEGER NOT NULL, 
	returned INTEGER NOT NULL, 
	refunded INTEGER NOT NULL, 
	exchanged INTEGER NOT NULL, 
	claimed_shipped INTEGER NOT NULL, 
	committed INTEGER NOT NULL, 
	waived INTEGER NOT NULL, 
	withheld INTEGER NOT NULL, 
	units_committed INTEGER NOT NULL, 
	CONSTRAINT pk_order_lines PRIMARY KEY (id), 
	CONSTRAINT uq_order_lines_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT ck_order_lines_never_negative CHECK (qty >= 0 AND unit_price >= 0 AND amount >= 0 AND payable >= 0 AND cancelled >= 0 AND taken_out >= 0 AND claimed >= 0 AND boxed >= 0 AND picked >= 0 AND shipped >= 0 AND in_transit >= 0 AND delivered >= 0 AND lost >= 0 AND returned >= 0 AND refunded >= 0 AND exchanged >= 0 AND claimed_shipped >= 0 AND committed >= 0 AND waived >= 0 AND withheld >= 0 AND units_committed >= 0), 
	CONSTRAINT ck_order_lines_no_unit_twice CHECK (cancelled + claimed + shipped <= qty), 
	CONSTRAINT ck_order_lines_shipped_is_somewhere CHECK (in_transit + delivered + lost = shipped AND returned <= delivered), 
	CONSTRAINT ck_order_lines_settled_within_qty CHECK (refunded + exchanged + claimed + claimed_shipped <= qty), 
	CONSTRAINT ck_order_lines_settled_has_a_unit CHECK (refunded + exchanged + claimed_shipped <= cancelled + shipped), 
	CONSTRAINT ck_order_lines_cancelled_is_settled CHECK (kind <> 'sale' OR cancelled <= refunded + exchanged + taken_out), 
	CONSTRAINT ck_order_lines_returned_is_claimed CHECK (returned <= refunded + exchanged + claimed_shipped), 
	CONSTRAINT ck_order_lines_money_given_once CHECK (committed + waived + withheld <= payable), 
	CONSTRAINT ck_order_lines_replacement_has_origin CHECK ((kind = 'replacement') = (origin_line IS NOT NULL)), 
	CONSTRAINT fk_order_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_lines_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id), 
	CONSTRAINT fk_order_lines_origin_line FOREIGN KEY(origin_line) REFERENCES order_lines (id)
);

CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	order_id INTEGER, 
	merchant_id INTEGER, 
	"key" TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	payload JSON NOT NULL, 
	state TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	error TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	due_at INTEGER NOT NULL, 
	done_at INTEGER, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT uq_outbox_key UNIQUE ("key"), 
	CONSTRAINT ck_outbox_never_negative CHECK (attempts >= 0), 
	CONSTRAINT fk_outbox_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE payments (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	provider TEXT NOT NULL, 
	amount INTEGER NOT NULL, 
	txn TEXT, 
	captured INTEGER NOT NULL, 
	committed INTEGER NOT NULL, 
	due_at INTEGER, 
	at INTEGER, 
	CONSTRAINT pk_payments PRIMARY KEY (id), 
	CONSTRAINT uq_payments_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT uq_payments_provider_txn UNIQUE (provider, txn), 
	CONSTRAINT ck_payments_never_negative CHECK (amount >= 0 AND captured >= 0 AND committed >= 0), 
	CONSTRAINT ck_payments_refunds_within_captured CHECK (committed <= captured), 
	CONSTRAINT fk_payments_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE print_jobs (
	id INTEGER NOT NULL, 
	order_id INTEGER, 
	merchant_id INTEGER, 
	document TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	state TEXT NOT NULL, 
	payload BLOB NOT NULL, 
	fmt TEXT NOT NULL, 
	size TEXT NOT NULL, 
	copy INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	station TEXT NOT NULL, 
	user_id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_print_jobs PRIMARY KEY (id), 
	CONSTRAINT fk_print_jobs_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE reviews (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	stars INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	written_at INTEGER NOT NULL, 
	answered_at INTEGER, 
	CONSTRAINT pk_reviews PRIMARY KEY (id), 
	CONSTRAINT ck_reviews_one_to_five_stars CHECK (stars BETWEEN 1 AND 5), 
	CONSTRAINT fk_reviews_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE case_claims (
	case_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	until INTEGER NOT NULL, 
	CONSTRAINT pk_case_claims PRIMARY KEY (case_id), 
	CONSTRAINT fk_case_claims_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE case_lines (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	unshipped INTEGER NOT NULL, 
	shipped INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	received INTEGER NOT NULL, 
	missing INTEGER NOT NULL, 
	sellable INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	wrong INTEGER NOT NULL, 
	restocked INTEGER NOT NULL, 
	scrapped INTEGER NOT NULL, 
	sent_back INTEGER NOT NULL, 
	units_booked INTEGER NOT NULL, 
	booked INTEGER NOT NULL, 
	waived INTEGER NOT NULL, 
	withheld INTEGER NOT NULL, 
	replacement_line INTEGER, 
	declined_unshipped INTEGER NOT NULL, 
	declined_shipped INTEGER NOT NULL, 
	CONSTRAINT pk_case_lines PRIMARY KEY (id), 
	CONSTRAINT uq_case_lines_case_id_line_id UNIQUE (case_id, line_id), 
	CONSTRAINT ck_case_lines_never_negative CHECK (unshipped >= 0 AND shipped >= 0 AND amount >= 0 AND received >= 0 AND missing >= 0 AND sellable >= 0 AND damaged >= 0 AND wrong >= 0 AND restocked >= 0 AND scrapped >= 0 AND sent_back >= 0 AND units_booked >= 0 AND booked >= 0 AND waived >= 0 AND withheld >= 0 AND declined_unshipped >= 0 AND declined_shipped >= 0), 
	CONSTRAINT ck_case_lines_received_is_judged CHECK (received = sellable + damaged + wrong), 
	CONSTRAINT ck_case_lines_received_goes_once CHECK (restocked + scrapped + sent_back <= received), 
	CONSTRAINT fk_case_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_case_lines_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_case_lines_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id), 
	CONSTRAINT fk_case_lines_replacement_line FOREIGN KEY(replacement_line) REFERENCES order_lines (id)
);

CREATE TABLE fulfilment_lines (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	fulfilment_id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	qty INTEGER NOT NULL, 
	warehouse_id INTEGER, 
	sku_id INTEGER, 
	allocated INTEGER NOT NULL, 
	picked INTEGER NOT NULL, 
	CONSTRAINT pk_fulfilment_lines PRIMARY KEY (id), 
	CONSTRAINT uq_fulfilment_lines_fulfilment_id_line_id UNIQUE (fulfilment_id, line_id), 
	CONSTRAINT ck_fulfilment_lines_never_negative CHECK (qty >= 0 AND allocated >= 0 AND picked >= 0), 
	CONSTRAINT ck_fulfilment_lines_allocated_within_qty CHECK (allocated <= qty), 
	CONSTRAINT fk_fulfilment_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_fulfilment_lines_fulfilment_id FOREIGN KEY(fulfilment_id) REFERENCES fulfilments (id), 
	CONSTRAINT fk_fulfilment_lines_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id), 
	CONSTRAINT fk_fulfilment_lines_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_fulfilment_lines_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE parcels (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	fulfilment_id INTEGER, 
	warehouse_id INTEGER, 
	reported BOOLEAN NOT NULL, 
	carrier TEXT NOT NULL, 
	service TEXT NOT NULL, 
	waybill TEXT, 
	sort_code TEXT NOT NULL, 
	weight_g INTEGER, 
	station_id INTEGER NOT NULL, 
	claimed_by TEXT NOT NULL, 
	box_id INTEGER, 
	manifest_id INTEGER, 
	opened_at INTEGER, 
	packed_at INTEGER, 
	labelled_at INTEGER, 
	printed_at INTEGER, 
	handed_at INTEGER, 
	delivered_at INTEGER, 
	CONSTRAINT pk_parcels PRIMARY KEY (id), 
	CONSTRAINT uq_parcels_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT fk_parcels_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_parcels_fulfilment_id FOREIGN KEY(fulfilment_id) REFERENCES fulfilments (id), 
	CONSTRAINT fk_parcels_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_parcels_box_id FOREIGN KEY(box_id) REFERENCES parcels (id), 
	CONSTRAINT fk_parcels_manifest_id FOREIGN KEY(manifest_id) REFERENCES manifests (id)
);

CREATE TABLE refunds (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	refund_no TEXT NOT NULL, 
	state TEXT NOT NULL, 
	payment_id INTEGER NOT NULL, 
	amount INTEGER NOT NULL, 
	case_id INTEGER, 
	reason TEXT NOT NULL, 
	proof TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	was_reversed BOOLEAN NOT NULL, 
	created_by INTEGER NOT NULL, 
	created_at INTEGER NOT NULL, 
	settled_at INTEGER, 
	CONSTRAINT pk_refunds PRIMARY KEY (id), 
	CONSTRAINT uq_refunds_refund_no UNIQUE (refund_no), 
	CONSTRAINT ck_refunds_never_negative CHECK (amount >= 0 AND attempts >= 0), 
	CONSTRAINT fk_refunds_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_refunds_payment_id FOREIGN KEY(payment_id) REFERENCES payments (id), 
	CONSTRAINT fk_refunds_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE tasks (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	state TEXT NOT NULL, 
	blocking BOOLEAN NOT NULL, 
	line_id INTEGER, 
	subject_id INTEGER, 
	detail TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	opened_at INTEGER NOT NULL, 
	solved_at INTEGER, 
	solved_by TEXT NOT NULL, 
	due_at INTEGER, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_tasks_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id)
);

CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	case_id INTEGER, 
	parcel_id INTEGER, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	note TEXT NOT NULL, 
	content BLOB NOT NULL, 
	added_by INTEGER NOT NULL, 
	added_at INTEGER NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_evidence_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_evidence_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
);

CREATE TABLE parcel_lines (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	parcel_id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	qty INTEGER NOT NULL, 
	scanned INTEGER NOT NULL, 
	CONSTRAINT pk_parcel_lines PRIMARY KEY (id), 
	CONSTRAINT uq_parcel_lines_parcel_id_line_id UNIQUE (parcel_id, line_id), 
	CONSTRAINT ck_parcel_lines_never_negative CHECK (scanned >= 0), 
	CONSTRAINT ck_parcel_lines_scanned_within_qty CHECK (qty > 0 AND scanned <= qty), 
	CONSTRAINT fk_parcel_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_parcel_lines_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id), 
	CONSTRAINT fk_parcel_lines_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id)
);

CREATE TABLE scan_events (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	parcel_id INTEGER NOT NULL, 
	line_id INTEGER, 
	code TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	station_id INTEGER NOT NULL, 
	CONSTRAINT pk_scan_events PRIMARY KEY (id), 
	CONSTRAINT fk_scan_events_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_scan_events_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id), 
	CONSTRAINT fk_scan_events_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id)
);

CREATE TABLE tracking_events (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	parcel_id INTEGER NOT NULL, 
	carrier TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	place TEXT NOT NULL, 
	words TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	received_at INTEGER NOT NULL, 
	CONSTRAINT pk_tracking_events PRIMARY KEY (id), 
	CONSTRAINT uq_tracking_events_carrier_event_id UNIQUE (carrier, event_id), 
	CONSTRAINT fk_tracking_events_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_tracking_events_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
);

CREATE TABLE order_search (doc INTEGER NOT NULL PRIMARY KEY, order_id INTEGER NOT NULL, merchant_id INTEGER NOT NULL, text TEXT NOT NULL);

CREATE VIRTUAL TABLE order_grams USING fts5(grams, content='', columnsize=0, detail=none, tokenize='ascii');

CREATE INDEX ix_barcodes_sku ON barcodes (sku_id);

CREATE INDEX ix_case_lines_order ON case_lines (order_id);

CREATE INDEX ix_cases_due ON cases (due_at, id) WHERE due_at IS NOT NULL;

CREATE INDEX ix_cases_live ON cases (state, requested_at, id) WHERE state NOT IN ('completed', 'rejected', 'withdrawn');

CREATE INDEX ix_cases_return_waybill ON cases (return_waybill) WHERE return_waybill <> '';

CREATE INDEX ix_cases_settling ON cases (requested_at, id) WHERE state IN ('approved', 'refunding', 'replacing');

CREATE INDEX ix_cases_to_decide ON cases (due_at, id) WHERE state IN ('requested', 'awaiting_second');

CREATE INDEX ix_cases_to_inspect ON cases (due_at, id) WHERE state = 'received';

CREATE INDEX ix_cases_waiting_goods ON cases (due_at, id) WHERE state = 'awaiting_return';

CREATE INDEX ix_commands_order ON commands (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX ix_evidence_order ON evidence (order_id);

CREATE INDEX ix_fulfilment_lines_order ON fulfilment_lines (order_id);

CREATE INDEX ix_fulfilment_lines_stock ON fulfilment_lines (sku_id, warehouse_id) WHERE allocated > 0;

CREATE INDEX ix_fulfilments_wave ON fulfilments (wave_id) WHERE wave_id IS NOT NULL;

CREATE INDEX ix_holds_order ON holds (order_id);

CREATE INDEX ix_holds_until ON holds (until, id) WHERE state = 'live' AND until IS NOT NULL;

CREATE INDEX ix_inbox_waiting ON inbox (received_at, id) WHERE state = 'waiting';

CREATE INDEX ix_orders_after_sales ON orders (created_at DESC, id DESC) WHERE status IN ('refunding', 'exchanging');

CREATE INDEX ix_orders_badge_128 ON orders (created_at DESC, id DESC) WHERE (badges & 128) <> 0;

CREATE INDEX ix_orders_badge_16 ON orders (created_at DESC, id DESC) WHERE (badges & 16) <> 0;

CREATE INDEX ix_orders_badge_32 ON orders (created_at DESC, id DESC) WHERE (badges & 32) <> 0;

CREATE INDEX ix_orders_badge_64 ON orders (created_at DESC, id DESC) WHERE (badges & 64) <> 0;

CREATE INDEX ix_orders_badge_8 ON orders (created_at DESC, id DESC) WHERE (badges & 8) <> 0;

CREATE INDEX ix_orders_created ON orders (created_at DESC, id DESC);

CREATE INDEX ix_orders_late ON orders (ship_by, id) WHERE ship_by IS NOT NULL AND work_stage IN ('to_solve', 'to_audit', 'to_allocate', 'to_offer', 'to_pick', 'to_pack', 'to_label', 'to_hand_over');

CREATE INDEX ix_orders_pay_due ON orders (pay_due_at, id) WHERE stage = 'awaiting_payment';

CREATE INDEX ix_orders_phone_tail ON orders (phone_tail, created_at DESC, id DESC);

CREATE INDEX ix_orders_placed ON orders (placed_at DESC, id DESC);

CREATE INDEX ix_orders_stage_due ON orders (work_stage, coalesce(ship_by, 253402300800000), id) WHERE work_stage IN ('to_solve', 'to_audit', 'to_allocate', 'to_offer', 'to_pick', 'to_pack', 'to_label', 'to_hand_over');

CREATE INDEX ix_orders_status ON orders (status, created_at DESC, id DESC);

CREATE INDEX ix_orders_work_stage ON orders (work_stage, created_at DESC, id DESC);

CREATE INDEX ix_outbox_due ON outbox (due_at, id) WHERE state IN ('waiting', 'claimed');

CREATE INDEX ix_outbox_order ON outbox (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX ix_parcel_lines_order ON parcel_lines (order_id);

CREATE INDEX ix_parcels_box ON parcels (box_id) WHERE box_id IS NOT NULL;

CREATE INDEX ix_parcels_manifest ON parcels (manifest_id) WHERE manifest_id IS NOT NULL;

CREATE INDEX ix_parcels_to_hand_over ON parcels (carrier, id) WHERE state = 'labelled';

CREATE INDEX ix_parcels_waybill ON parcels (waybill) WHERE waybill IS NOT NULL;

CREATE INDEX ix_payments_due ON payments (due_at, id) WHERE due_at IS NOT NULL AND state IN ('new', 'pending');

CREATE INDEX ix_print_jobs_at ON print_jobs (at, id);

CREATE INDEX ix_print_jobs_lists ON print_jobs (at, id) WHERE document = 'picklist';

CREATE INDEX ix_print_jobs_order ON print_jobs (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX ix_print_jobs_waiting ON print_jobs (at, id) WHERE state = 'waiting';

CREATE INDEX ix_refunds_open ON refunds (state, created_at, id) WHERE state NOT IN ('succeeded', 'cancelled');

CREATE INDEX ix_refunds_order ON refunds (order_id);

CREATE INDEX ix_reviews_order ON reviews (order_id);

CREATE INDEX ix_scan_events_parcel ON scan_events (parcel_id, id);

CREATE INDEX ix_skus_category ON skus (merchant_id, category);

CREATE INDEX ix_skus_code ON skus (code);

CREATE INDEX ix_skus_product ON skus (merchant_id, product_code);

CREATE INDEX ix_stock_levels_sku ON stock_levels (sku_id);

CREATE INDEX ix_stock_movements_sku ON stock_movements (sku_id, warehouse_id, id);

CREATE INDEX ix_tasks_open ON tasks (opened_at DESC, id DESC) WHERE state = 'open';

CREATE INDEX ix_tasks_order ON tasks (order_id);

CREATE INDEX ix_tracking_events_parcel ON tracking_events (parcel_id, at);

CREATE UNIQUE INDEX uq_merchants_prefix ON merchants (prefix) WHERE prefix <> '';

CREATE UNIQUE INDEX uq_order_search_order ON order_search (order_id);

CREATE UNIQUE INDEX uq_orders_external ON orders (external_no, channel_id);

CREATE UNIQUE INDEX uq_parcels_waybill ON parcels (waybill, carrier) WHERE waybill IS NOT NULL AND NOT reported AND (box_id IS NULL OR box_id = id);

