CREATE TABLE order_changes (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	command_id TEXT NOT NULL, 
	at INTEGER NOT NULL, 
	fields JSON NOT NULL, 
	CONSTRAINT pk_order_changes PRIMARY KEY (id), 
	CONSTRAINT fk_order_changes_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
);

CREATE INDEX ix_order_changes_order ON order_changes (order_id, id);

