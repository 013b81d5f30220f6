CREATE TABLE case_notes (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	merchant_id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	template TEXT NOT NULL, 
	author TEXT NOT NULL, 
	written_by INTEGER NOT NULL, 
	written_at INTEGER NOT NULL, 
	CONSTRAINT pk_case_notes PRIMARY KEY (id), 
	CONSTRAINT ck_case_notes_known_kind CHECK (kind IN ('note', 'buyer', 'message')), 
	CONSTRAINT fk_case_notes_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_case_notes_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE found_parcels (
	id INTEGER NOT NULL, 
	order_id INTEGER, 
	merchant_id INTEGER, 
	case_id INTEGER, 
	waybill TEXT NOT NULL, 
	carrier TEXT NOT NULL, 
	sender TEXT NOT NULL, 
	note TEXT NOT NULL, 
	state TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	found_by INTEGER NOT NULL, 
	found_at INTEGER NOT NULL, 
	settled_at INTEGER, 
	CONSTRAINT pk_found_parcels PRIMARY KEY (id), 
	CONSTRAINT ck_found_parcels_known_state CHECK (state IN ('open', 'matched', 'settled')), 
	CONSTRAINT fk_found_parcels_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_found_parcels_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_case_notes_case ON case_notes (case_id, id);

CREATE INDEX ix_found_parcels_open ON found_parcels (found_at, id) WHERE state = 'open';

CREATE INDEX ix_found_parcels_waybill ON found_parcels (waybill) WHERE waybill <> '';

