CREATE TABLE import_profiles (
	name TEXT COLLATE "C" NOT NULL, 
	mapping JSONB NOT NULL, 
	CONSTRAINT pk_import_profiles PRIMARY KEY (name)
);

CREATE TABLE key_numbers (
	number INTEGER NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	held_until BIGINT NOT NULL, 
	last_ms BIGINT NOT NULL, 
	CONSTRAINT pk_key_numbers PRIMARY KEY (number), 
	CONSTRAINT ck_key_numbers_ten_bits CHECK (number BETWEEN 0 AND 1023)
);

CREATE TABLE merchants (
	id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	prefix TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	sender_name TEXT COLLATE "C" NOT NULL, 
	sender_phone TEXT COLLATE "C" NOT NULL, 
	sender_address TEXT COLLATE "C" NOT NULL, 
	return_name TEXT COLLATE "C" NOT NULL, 
	return_phone TEXT COLLATE "C" NOT NULL, 
	return_address TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_merchants PRIMARY KEY (id), 
	CONSTRAINT uq_merchants_code UNIQUE (code), 
	CONSTRAINT ck_merchants_known_kind CHECK (kind IN ('own', 'supplier'))
);

CREATE TABLE routing_rules (
	id BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	condition JSONB NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_routing_rules PRIMARY KEY (id)
);

CREATE TABLE settings (
	name TEXT COLLATE "C" NOT NULL, 
	value JSONB NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (name)
);

CREATE TABLE stations (
	id BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	key TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_stations PRIMARY KEY (id), 
	CONSTRAINT uq_stations_key UNIQUE (key)
);

CREATE TABLE users (
	id BIGINT NOT NULL, 
	login TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	roles TEXT COLLATE "C" NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_users PRIMARY KEY (id), 
	CONSTRAINT uq_users_login UNIQUE (login)
);

CREATE TABLE channels (
	id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	time_zone TEXT COLLATE "C" NOT NULL, 
	currency TEXT COLLATE "C" NOT NULL, 
	settings JSONB NOT NULL, 
	CONSTRAINT pk_channels PRIMARY KEY (id), 
	CONSTRAINT uq_channels_merchant_id_code UNIQUE (merchant_id, code), 
	CONSTRAINT fk_channels_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE TABLE counters (
	merchant_id BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (merchant_id, name), 
	CONSTRAINT ck_counters_never_negative CHECK (value >= 0), 
	CONSTRAINT fk_counters_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE TABLE skus (
	id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	spec TEXT COLLATE "C" NOT NULL, 
	category TEXT COLLATE "C" NOT NULL, 
	product_code TEXT COLLATE "C" NOT NULL, 
	supplier_id BIGINT, 
	weight_g BIGINT, 
	picture TEXT COLLATE "C" NOT NULL, 
	gift BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_skus PRIMARY KEY (id), 
	CONSTRAINT uq_skus_merchant_id_code UNIQUE (merchant_id, code), 
	CONSTRAINT ck_skus_never_negative CHECK (weight_g >= 0), 
	CONSTRAINT fk_skus_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id), 
	CONSTRAINT fk_skus_supplier_id FOREIGN KEY(supplier_id) REFERENCES merchants (id)
);

CREATE TABLE warehouses (
	id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	priority INTEGER NOT NULL, 
	contact TEXT COLLATE "C" NOT NULL, 
	phone TEXT COLLATE "C" NOT NULL, 
	country TEXT COLLATE "C" NOT NULL, 
	province TEXT COLLATE "C" NOT NULL, 
	city TEXT COLLATE "C" NOT NULL, 
	district TEXT COLLATE "C" NOT NULL, 
	street TEXT COLLATE "C" NOT NULL, 
	postcode TEXT COLLATE "C" NOT NULL, 
	merchant_id BIGINT, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_warehouses PRIMARY KEY (id), 
	CONSTRAINT uq_warehouses_code UNIQUE (code), 
	CONSTRAINT fk_warehouses_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id)
);

CREATE TABLE barcodes (
	code TEXT COLLATE "C" NOT NULL, 
	sku_id BIGINT NOT NULL, 
	qty INTEGER NOT NULL, 
	CONSTRAINT pk_barcodes PRIMARY KEY (code), 
	CONSTRAINT ck_barcodes_stands_for_something CHECK (qty > 0), 
	CONSTRAINT fk_barcodes_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE manifests (
	id BIGINT NOT NULL, 
	number TEXT COLLATE "C" NOT NULL, 
	carrier TEXT COLLATE "C" NOT NULL, 
	warehouse_id BIGINT, 
	day TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	opened_at BIGINT NOT NULL, 
	closed_at BIGINT, 
	CONSTRAINT pk_manifests PRIMARY KEY (id), 
	CONSTRAINT uq_manifests_number UNIQUE (number), 
	CONSTRAINT fk_manifests_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id)
);

CREATE TABLE orders (
	id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	number TEXT COLLATE "C" NOT NULL, 
	currency TEXT COLLATE "C" NOT NULL, 
	stage TEXT COLLATE "C" NOT NULL, 
	status TEXT COLLATE "C" NOT NULL, 
	work_stage TEXT COLLATE "C" NOT NULL, 
	badges INTEGER NOT NULL, 
	external_no TEXT COLLATE "C", 
	version INTEGER NOT NULL, 
	event_seq INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	placed_at BIGINT NOT NULL, 
	paid_at BIGINT, 
	pay_due_at BIGINT, 
	ship_by BIGINT, 
	confirmed_at BIGINT, 
	completed_at BIGINT, 
	ended_at BIGINT, 
	goods BIGINT NOT NULL, 
	discount_seller BIGINT NOT NULL, 
	discount_platform BIGINT NOT NULL, 
	shipping BIGINT NOT NULL, 
	tax BIGINT NOT NULL, 
	total BIGINT NOT NULL, 
	captured BIGINT NOT NULL, 
	committed BIGINT NOT NULL, 
	refunded BIGINT NOT NULL, 
	waived BIGINT NOT NULL, 
	shipping_committed BIGINT NOT NULL, 
	shipping_waived BIGINT NOT NULL, 
	shipping_withheld BIGINT NOT NULL, 
	over_refunded BIGINT NOT NULL, 
	buyer TEXT COLLATE "C" NOT NULL, 
	ship_name TEXT COLLATE "C" NOT NULL, 
	ship_phone TEXT COLLATE "C" NOT NULL, 
	ship_country TEXT COLLATE "C" NOT NULL, 
	ship_province TEXT COLLATE "C" NOT NULL, 
	ship_city TEXT COLLATE "C" NOT NULL, 
	ship_district TEXT COLLATE "C" NOT NULL, 
	ship_street TEXT COLLATE "C" NOT NULL, 
	ship_postcode TEXT COLLATE "C" NOT NULL, 
	ship_masked BOOLEAN NOT NULL, 
	ship_token TEXT COLLATE "C" NOT NULL, 
	delivery TEXT COLLATE "C" NOT NULL, 
	buyer_note TEXT COLLATE "C" NOT NULL, 
	seller_note TEXT COLLATE "C" NOT NULL, 
	packing_note TEXT COLLATE "C" NOT NULL, 
	ship_partial BOOLEAN NOT NULL, 
	backorder BOOLEAN NOT NULL, 
	urgent BOOLEAN NOT NULL, 
	changed_in_shop BOOLEAN NOT NULL, 
	history BOOLEAN NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	content_hash TEXT COLLATE "C" NOT NULL, 
	item_count INTEGER NOT NULL, 
	summary TEXT COLLATE "C" NOT NULL, 
	phone_tail TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT uq_orders_number UNIQUE (number), 
	CONSTRAINT ck_orders_never_negative CHECK (badges >= 0 AND version >= 0 AND event_seq >= 0 AND goods >= 0 AND discount_seller >= 0 AND discount_platform >= 0 AND shipping >= 0 AND tax >= 0 AND total >= 0 AND captured >= 0 AND committed >= 0 AND refunded >= 0 AND waived >= 0 AND shipping_committed >= 0 AND shipping_waived >= 0 AND shipping_withheld >= 0 AND over_refunded >= 0 AND item_count >= 0), 
	CONSTRAINT ck_orders_refunds_within_captured CHECK (refunded <= committed AND committed <= captured), 
	CONSTRAINT ck_orders_shipping_given_once CHECK (shipping_committed + shipping_waived + shipping_withheld <= shipping), 
	CONSTRAINT fk_orders_merchant_id FOREIGN KEY(merchant_id) REFERENCES merchants (id), 
	CONSTRAINT fk_orders_channel_id FOREIGN KEY(channel_id) REFERENCES channels (id)
);

CREATE TABLE stock_levels (
	warehouse_id BIGINT NOT NULL, 
	sku_id BIGINT NOT NULL, 
	on_hand INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	buffer INTEGER NOT NULL, 
	bin TEXT COLLATE "C" NOT NULL, 
	restock_at BIGINT, 
	CONSTRAINT pk_stock_levels PRIMARY KEY (warehouse_id, sku_id), 
	CONSTRAINT ck_stock_levels_never_negative CHECK (on_hand >= 0 AND allocated >= 0 AND damaged >= 0 AND buffer >= 0), 
	CONSTRAINT fk_stock_levels_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_stock_levels_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE stock_movements (
	id BIGINT NOT NULL, 
	warehouse_id BIGINT NOT NULL, 
	sku_id BIGINT NOT NULL, 
	on_hand INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	ref TEXT COLLATE "C" NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	CONSTRAINT pk_stock_movements PRIMARY KEY (id), 
	CONSTRAINT uq_stock_movements_reason_ref UNIQUE (reason, ref), 
	CONSTRAINT fk_stock_movements_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_stock_movements_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE waves (
	id BIGINT NOT NULL, 
	number TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	warehouse_id BIGINT, 
	created_at BIGINT NOT NULL, 
	created_by BIGINT NOT NULL, 
	CONSTRAINT pk_waves PRIMARY KEY (id), 
	CONSTRAINT uq_waves_number UNIQUE (number), 
	CONSTRAINT fk_waves_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id)
);

CREATE TABLE cases (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	ceiling BIGINT, 
	deduction BIGINT NOT NULL, 
	deduction_reason TEXT COLLATE "C" NOT NULL, 
	shipping_booked BIGINT NOT NULL, 
	shipping_waived BIGINT NOT NULL, 
	replacement_sku BIGINT, 
	paused BOOLEAN NOT NULL, 
	requested_by BIGINT NOT NULL, 
	approved_by BIGINT, 
	second_by BIGINT, 
	requested_at BIGINT NOT NULL, 
	decided_at BIGINT, 
	send_after BIGINT, 
	return_due_at BIGINT, 
	return_waybill TEXT COLLATE "C" NOT NULL, 
	ended_at BIGINT, 
	due_at BIGINT, 
	worth BIGINT NOT NULL, 
	CONSTRAINT pk_cases PRIMARY KEY (id), 
	CONSTRAINT uq_cases_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT ck_cases_never_negative CHECK (worth >= 0 AND deduction >= 0 AND shipping_booked >= 0 AND shipping_waived >= 0), 
	CONSTRAINT ck_cases_ceiling_not_negative CHECK (ceiling IS NULL OR ceiling >= 0), 
	CONSTRAINT fk_cases_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_cases_replacement_sku FOREIGN KEY(replacement_sku) REFERENCES skus (id)
);

CREATE TABLE commands (
	id TEXT COLLATE "C" NOT NULL, 
	order_id BIGINT, 
	merchant_id BIGINT, 
	event TEXT COLLATE "C" NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	station TEXT COLLATE "C" NOT NULL, 
	at BIGINT NOT NULL, 
	result JSONB NOT NULL, 
	CONSTRAINT pk_commands PRIMARY KEY (id), 
	CONSTRAINT fk_commands_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE fulfilments (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	seq INTEGER NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	warehouse_id BIGINT, 
	supplier_id BIGINT, 
	reason TEXT COLLATE "C" NOT NULL, 
	declined TEXT COLLATE "C" NOT NULL, 
	wave_id BIGINT, 
	split_from BIGINT, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_fulfilments PRIMARY KEY (id), 
	CONSTRAINT uq_fulfilments_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT fk_fulfilments_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_fulfilments_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_fulfilments_supplier_id FOREIGN KEY(supplier_id) REFERENCES merchants (id), 
	CONSTRAINT fk_fulfilments_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id), 
	CONSTRAINT fk_fulfilments_split_from FOREIGN KEY(split_from) REFERENCES fulfilments (id)
);

CREATE TABLE holds (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	until BIGINT, 
	urgent_after BOOLEAN NOT NULL, 
	placed_by BIGINT NOT NULL, 
	placed_at BIGINT NOT NULL, 
	released_at BIGINT, 
	CONSTRAINT pk_holds PRIMARY KEY (id), 
	CONSTRAINT fk_holds_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE inbox (
	id BIGINT NOT NULL, 
	order_id BIGINT, 
	merchant_id BIGINT, 
	source TEXT COLLATE "C" NOT NULL, 
	message_id TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	payload JSONB NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	error TEXT COLLATE "C", 
	received_at BIGINT NOT NULL, 
	done_at BIGINT, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT uq_inbox_source_message_id UNIQUE (source, message_id), 
	CONSTRAINT fk_inbox_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE order_events (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	seq INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	station TEXT COLLATE "C" NOT NULL, 
	command_id TEXT COLLATE "C" NOT NULL, 
	machine TEXT COLLATE "C" NOT NULL, 
	event TEXT COLLATE "C" NOT NULL, 
	subject_id BIGINT, 
	from_state TEXT COLLATE "C" NOT NULL, 
	to_state TEXT COLLATE "C" NOT NULL, 
	status_before TEXT COLLATE "C" NOT NULL, 
	status_after TEXT COLLATE "C" NOT NULL, 
	facts JSONB NOT NULL, 
	CONSTRAINT pk_order_events PRIMARY KEY (id), 
	CONSTRAINT uq_order_events_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT fk_order_events_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE FUNCTION order_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'order_events is append-only'; END $$;

CREATE TRIGGER order_events_no_change BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION order_events_refuse();

CREATE TRIGGER order_events_no_truncate BEFORE TRUNCATE ON order_events FOR EACH STATEMENT EXECUTE FUNCTION order_events_refuse();

CREATE TABLE order_lines (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	qty INTEGER NOT NULL, 
	sku_id BIGINT, 
	sku_code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	spec TEXT COLLATE "C" NOT NULL, 
	external_id TEXT COLLATE "C" NOT NULL, 
	origin_line BIGINT, 
	unit_price BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	payable BIGINT NOT NULL, 
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
	committed BIGINT NOT NULL, 
	waived BIGINT NOT NULL, 
	withheld BIGINT NOT NULL, 
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
	id BIGINT NOT NULL, 
	order_id BIGINT, 
	merchant_id BIGINT, 
	key TEXT COLLATE "C" NOT NULL, 
	topic TEXT COLLATE "C" NOT NULL, 
	payload JSONB NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	error TEXT COLLATE "C" NOT NULL, 
	attempts INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	done_at BIGINT, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT uq_outbox_key UNIQUE (key), 
	CONSTRAINT ck_outbox_never_negative CHECK (attempts >= 0), 
	CONSTRAINT fk_outbox_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE payments (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	seq INTEGER NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	provider TEXT COLLATE "C" NOT NULL, 
	amount BIGINT NOT NULL, 
	txn TEXT COLLATE "C", 
	captured BIGINT NOT NULL, 
	committed BIGINT NOT NULL, 
	due_at BIGINT, 
	at BIGINT, 
	CONSTRAINT pk_payments PRIMARY KEY (id), 
	CONSTRAINT uq_payments_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT uq_payments_provider_txn UNIQUE (provider, txn), 
	CONSTRAINT ck_payments_never_negative CHECK (amount >= 0 AND captured >= 0 AND committed >= 0), 
	CONSTRAINT ck_payments_refunds_within_captured CHECK (committed <= captured), 
	CONSTRAINT fk_payments_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE print_jobs (
	id BIGINT NOT NULL, 
	order_id BIGINT, 
	merchant_id BIGINT, 
	document TEXT COLLATE "C" NOT NULL, 
	subject TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	payload BYTEA NOT NULL, 
	fmt TEXT COLLATE "C" NOT NULL, 
	size TEXT COLLATE "C" NOT NULL, 
	copy INTEGER NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	station TEXT COLLATE "C" NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_print_jobs PRIMARY KEY (id), 
	CONSTRAINT fk_print_jobs_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE reviews (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	stars INTEGER NOT NULL, 
	words TEXT COLLATE "C" NOT NULL, 
	answer TEXT COLLATE "C" NOT NULL, 
	written_at BIGINT NOT NULL, 
	answered_at BIGINT, 
	CONSTRAINT pk_reviews PRIMARY KEY (id), 
	CONSTRAINT ck_reviews_one_to_five_stars CHECK (stars BETWEEN 1 AND 5), 
	CONSTRAINT fk_reviews_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE TABLE case_claims (
	case_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_case_claims PRIMARY KEY (case_id), 
	CONSTRAINT fk_case_claims_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE case_lines (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	case_id BIGINT NOT NULL, 
	line_id BIGINT NOT NULL, 
	unshipped INTEGER NOT NULL, 
	shipped INTEGER NOT NULL, 
	amount BIGINT NOT NULL, 
	received INTEGER NOT NULL, 
	missing INTEGER NOT NULL, 
	sellable INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	wrong INTEGER NOT NULL, 
	restocked INTEGER NOT NULL, 
	scrapped INTEGER NOT NULL, 
	sent_back INTEGER NOT NULL, 
	units_booked INTEGER NOT NULL, 
	booked BIGINT NOT NULL, 
	waived BIGINT NOT NULL, 
	withheld BIGINT NOT NULL, 
	replacement_line BIGINT, 
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
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	fulfilment_id BIGINT NOT NULL, 
	line_id BIGINT NOT NULL, 
	qty INTEGER NOT NULL, 
	warehouse_id BIGINT, 
	sku_id BIGINT, 
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
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	seq INTEGER NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	fulfilment_id BIGINT, 
	warehouse_id BIGINT, 
	reported BOOLEAN NOT NULL, 
	carrier TEXT COLLATE "C" NOT NULL, 
	service TEXT COLLATE "C" NOT NULL, 
	waybill TEXT COLLATE "C", 
	sort_code TEXT COLLATE "C" NOT NULL, 
	weight_g BIGINT, 
	station_id BIGINT NOT NULL, 
	claimed_by TEXT COLLATE "C" NOT NULL, 
	box_id BIGINT, 
	manifest_id BIGINT, 
	opened_at BIGINT, 
	packed_at BIGINT, 
	labelled_at BIGINT, 
	printed_at BIGINT, 
	handed_at BIGINT, 
	delivered_at BIGINT, 
	CONSTRAINT pk_parcels PRIMARY KEY (id), 
	CONSTRAINT uq_parcels_order_id_seq UNIQUE (order_id, seq), 
	CONSTRAINT fk_parcels_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_parcels_fulfilment_id FOREIGN KEY(fulfilment_id) REFERENCES fulfilments (id), 
	CONSTRAINT fk_parcels_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouses (id), 
	CONSTRAINT fk_parcels_box_id FOREIGN KEY(box_id) REFERENCES parcels (id), 
	CONSTRAINT fk_parcels_manifest_id FOREIGN KEY(manifest_id) REFERENCES manifests (id)
);

CREATE TABLE refunds (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	refund_no TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	payment_id BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	case_id BIGINT, 
	reason TEXT COLLATE "C" NOT NULL, 
	proof TEXT COLLATE "C" NOT NULL, 
	attempts INTEGER NOT NULL, 
	was_reversed BOOLEAN NOT NULL, 
	created_by BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	CONSTRAINT pk_refunds PRIMARY KEY (id), 
	CONSTRAINT uq_refunds_refund_no UNIQUE (refund_no), 
	CONSTRAINT ck_refunds_never_negative CHECK (amount >= 0 AND attempts >= 0), 
	CONSTRAINT fk_refunds_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_refunds_payment_id FOREIGN KEY(payment_id) REFERENCES payments (id), 
	CONSTRAINT fk_refunds_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE tasks (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	blocking BOOLEAN NOT NULL, 
	line_id BIGINT, 
	subject_id BIGINT, 
	detail TEXT COLLATE "C" NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	opened_at BIGINT NOT NULL, 
	solved_at BIGINT, 
	solved_by TEXT COLLATE "C" NOT NULL, 
	due_at BIGINT, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_tasks_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id)
);

CREATE TABLE evidence (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	case_id BIGINT, 
	parcel_id BIGINT, 
	kind TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	media_type TEXT COLLATE "C" NOT NULL, 
	digest TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	content BYTEA NOT NULL, 
	added_by BIGINT NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_evidence_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_evidence_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
);

CREATE TABLE parcel_lines (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	parcel_id BIGINT NOT NULL, 
	line_id BIGINT NOT NULL, 
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
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	parcel_id BIGINT NOT NULL, 
	line_id BIGINT, 
	code TEXT COLLATE "C" NOT NULL, 
	verdict TEXT COLLATE "C" NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	station_id BIGINT NOT NULL, 
	CONSTRAINT pk_scan_events PRIMARY KEY (id), 
	CONSTRAINT fk_scan_events_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_scan_events_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id), 
	CONSTRAINT fk_scan_events_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id)
);

CREATE TABLE tracking_events (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	parcel_id BIGINT NOT NULL, 
	carrier TEXT COLLATE "C" NOT NULL, 
	event_id TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	place TEXT COLLATE "C" NOT NULL, 
	words TEXT COLLATE "C" NOT NULL, 
	at BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	CONSTRAINT pk_tracking_events PRIMARY KEY (id), 
	CONSTRAINT uq_tracking_events_carrier_event_id UNIQUE (carrier, event_id), 
	CONSTRAINT fk_tracking_events_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_tracking_events_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
);

CREATE TABLE order_search (order_id bigint PRIMARY KEY, merchant_id bigint NOT NULL, text text NOT NULL, grams integer[] NOT NULL);

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

CREATE INDEX ix_order_search_grams ON order_search USING gin (grams) WITH (gin_pending_list_limit = 256);

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

CREATE UNIQUE INDEX uq_orders_external ON orders (external_no, channel_id);

CREATE UNIQUE INDEX uq_parcels_waybill ON parcels (waybill, carrier) WHERE waybill IS NOT NULL AND NOT reported AND (box_id IS NULL OR box_id = id);

