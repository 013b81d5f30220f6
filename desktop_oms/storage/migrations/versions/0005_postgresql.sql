CREATE TABLE tags (
	id BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	family TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (id), 
	CONSTRAINT uq_tags_name UNIQUE (name)
);

CREATE TABLE order_owners (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_order_owners PRIMARY KEY (id), 
	CONSTRAINT uq_order_owners_order_id UNIQUE (order_id), 
	CONSTRAINT fk_order_owners_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_owners_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);

CREATE TABLE ship_groups (
	id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	made_at BIGINT NOT NULL, 
	made_by BIGINT NOT NULL, 
	undone_at BIGINT, 
	CONSTRAINT pk_ship_groups PRIMARY KEY (id)
);

CREATE TABLE blocked_buyers (
	id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	value TEXT COLLATE "C" NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	CONSTRAINT pk_blocked_buyers PRIMARY KEY (id), 
	CONSTRAINT uq_blocked_buyers_kind_value UNIQUE (kind, value)
);

CREATE TABLE order_tags (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	tag_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	CONSTRAINT pk_order_tags PRIMARY KEY (id), 
	CONSTRAINT uq_order_tags_order_id_tag_id UNIQUE (order_id, tag_id), 
	CONSTRAINT fk_order_tags_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_tags_tag_id FOREIGN KEY(tag_id) REFERENCES tags (id)
);

CREATE TABLE grouped_orders (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	group_id BIGINT NOT NULL, 
	left_at BIGINT, 
	CONSTRAINT pk_grouped_orders PRIMARY KEY (id), 
	CONSTRAINT uq_grouped_orders_group_id_order_id UNIQUE (group_id, order_id), 
	CONSTRAINT fk_grouped_orders_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_grouped_orders_group_id FOREIGN KEY(group_id) REFERENCES ship_groups (id)
);

CREATE INDEX ix_order_owners_user ON order_owners (user_id, order_id);

CREATE INDEX ix_order_tags_tag ON order_tags (tag_id, order_id);

CREATE UNIQUE INDEX uq_grouped_orders_live ON grouped_orders (order_id) WHERE left_at IS NULL;

