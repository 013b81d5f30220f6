CREATE TABLE order_changes (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	command_id TEXT COLLATE "C" NOT NULL, 
	at BIGINT NOT NULL, 
	fields JSONB NOT NULL, 
	CONSTRAINT pk_order_changes PRIMARY KEY (id), 
	CONSTRAINT fk_order_changes_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE INDEX ix_order_changes_order ON order_changes (order_id, id);

