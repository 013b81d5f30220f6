CREATE TABLE wave_plans (
	id BIGINT NOT NULL, 
	wave_id BIGINT NOT NULL, 
	mode TEXT COLLATE "C" NOT NULL, 
	picker_id BIGINT, 
	started_at BIGINT, 
	sorting_at BIGINT, 
	ended_at BIGINT, 
	CONSTRAINT pk_wave_plans PRIMARY KEY (id), 
	CONSTRAINT uq_wave_plans_wave_id UNIQUE (wave_id), 
	CONSTRAINT fk_wave_plans_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id)
);

CREATE TABLE baskets (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	wave_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	full_at BIGINT, 
	left_at BIGINT, 
	CONSTRAINT pk_baskets PRIMARY KEY (id), 
	CONSTRAINT uq_baskets_wave_id_order_id UNIQUE (wave_id, order_id), 
	CONSTRAINT fk_baskets_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_baskets_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id)
);

CREATE TABLE wave_goods (
	id BIGINT NOT NULL, 
	wave_id BIGINT NOT NULL, 
	sku_id BIGINT NOT NULL, 
	picked INTEGER NOT NULL, 
	back INTEGER NOT NULL, 
	CONSTRAINT pk_wave_goods PRIMARY KEY (id), 
	CONSTRAINT uq_wave_goods_wave_id_sku_id UNIQUE (wave_id, sku_id), 
	CONSTRAINT ck_wave_goods_never_negative CHECK (picked >= 0 AND back >= 0), 
	CONSTRAINT ck_wave_goods_back_within_picked CHECK (back <= picked), 
	CONSTRAINT fk_wave_goods_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id), 
	CONSTRAINT fk_wave_goods_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE basket_lines (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	basket_id BIGINT NOT NULL, 
	wave_id BIGINT NOT NULL, 
	line_id BIGINT NOT NULL, 
	sku_id BIGINT, 
	qty INTEGER NOT NULL, 
	sorted INTEGER NOT NULL, 
	CONSTRAINT pk_basket_lines PRIMARY KEY (id), 
	CONSTRAINT uq_basket_lines_basket_id_line_id UNIQUE (basket_id, line_id), 
	CONSTRAINT ck_basket_lines_never_negative CHECK (qty >= 0 AND sorted >= 0), 
	CONSTRAINT ck_basket_lines_sorted_within_qty CHECK (sorted <= qty), 
	CONSTRAINT fk_basket_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_basket_lines_basket_id FOREIGN KEY(basket_id) REFERENCES baskets (id), 
	CONSTRAINT fk_basket_lines_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id), 
	CONSTRAINT fk_basket_lines_line_id FOREIGN KEY(line_id) REFERENCES order_lines (id), 
	CONSTRAINT fk_basket_lines_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE TABLE pick_events (
	id BIGINT NOT NULL, 
	wave_id BIGINT NOT NULL, 
	basket_id BIGINT, 
	sku_id BIGINT, 
	kind TEXT COLLATE "C" NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	verdict TEXT COLLATE "C" NOT NULL, 
	units INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	station_id BIGINT NOT NULL, 
	CONSTRAINT pk_pick_events PRIMARY KEY (id), 
	CONSTRAINT fk_pick_events_wave_id FOREIGN KEY(wave_id) REFERENCES waves (id), 
	CONSTRAINT fk_pick_events_basket_id FOREIGN KEY(basket_id) REFERENCES baskets (id), 
	CONSTRAINT fk_pick_events_sku_id FOREIGN KEY(sku_id) REFERENCES skus (id)
);

CREATE INDEX ix_basket_lines_wave ON basket_lines (wave_id);

CREATE INDEX ix_baskets_order ON baskets (order_id, wave_id);

CREATE INDEX ix_pick_events_wave ON pick_events (wave_id, id);

