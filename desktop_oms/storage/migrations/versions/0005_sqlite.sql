CREATE TABLE tags (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	family TEXT NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (id), 
	CONSTRAINT uq_tags_name UNIQUE (name)
);

CREATE TABLE order_owners (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	CONSTRAINT pk_order_owners PRIMARY KEY (id), 
	CONSTRAINT uq_order_owners_order_id UNIQUE (order_id), 
	CONSTRAINT fk_order_owners_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_owners_user_id FOREIGN KEY(user_id) REFERENCES users (id)
);

CREATE TABLE ship_groups (
	id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	made_at INTEGER NOT NULL, 
	made_by INTEGER NOT NULL, 
	undone_at INTEGER, 
	CONSTRAINT pk_ship_groups PRIMARY KEY (id)
);

CREATE TABLE blocked_buyers (
	id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	value TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	CONSTRAINT pk_blocked_buyers PRIMARY KEY (id), 
	CONSTRAINT uq_blocked_buyers_kind_value UNIQUE (kind, value)
);

CREATE TABLE order_tags (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	tag_id INTEGER NOT NULL, 
	at INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	CONSTRAINT pk_order_tags PRIMARY KEY (id), 
	CONSTRAINT uq_order_tags_order_id_tag_id UNIQUE (order_id, tag_id), 
	CONSTRAINT fk_order_tags_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_order_tags_tag_id FOREIGN KEY(tag_id) REFERENCES tags (id)
);

CREATE TABLE grouped_orders (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	group_id INTEGER NOT NULL, 
	left_at INTEGER, 
	CONSTRAINT pk_grouped_orders PRIMARY KEY (id), 
	CONSTRAINT uq_grouped_orders_group_id_order_id UNIQUE (group_id, order_id), 
	CONSTRAINT fk_grouped_orders_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_grouped_orders_group_id FOREIGN KEY(group_id) REFERENCES ship_groups (id)
);

CREATE INDEX ix_order_owners_user ON order_owners (user_id, order_id);

CREATE INDEX ix_order_tags_tag ON order_tags (tag_id, order_id);

CREATE UNIQUE INDEX uq_grouped_orders_live ON grouped_orders (order_id) WHERE left_at IS NULL;

