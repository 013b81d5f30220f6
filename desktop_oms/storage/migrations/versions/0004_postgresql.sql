CREATE TABLE case_notes (
	id BIGINT NOT NULL, 
	order_id BIGINT NOT NULL, 
	merchant_id BIGINT NOT NULL, 
	case_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	text TEXT COLLATE "C" NOT NULL, 
	template TEXT COLLATE "C" NOT NULL, 
	author TEXT COLLATE "C" NOT NULL, 
	written_by BIGINT NOT NULL, 
	written_at BIGINT NOT NULL, 
	CONSTRAINT pk_case_notes PRIMARY KEY (id), 
	CONSTRAINT ck_case_notes_known_kind CHECK (kind IN ('note', 'buyer', 'message')), 
	CONSTRAINT fk_case_notes_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_case_notes_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE found_parcels (
	id BIGINT NOT NULL, 
	order_id BIGINT, 
	merchant_id BIGINT, 
	case_id BIGINT, 
	waybill TEXT COLLATE "C" NOT NULL, 
	carrier TEXT COLLATE "C" NOT NULL, 
	sender TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	outcome TEXT COLLATE "C" NOT NULL, 
	found_by BIGINT NOT NULL, 
	found_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	CONSTRAINT pk_found_parcels PRIMARY KEY (id), 
	CONSTRAINT ck_found_parcels_known_state CHECK (state IN ('open', 'matched', 'settled')), 
	CONSTRAINT fk_found_parcels_order_id FOREIGN KEY(order_id) REFERENCES orders (id), 
	CONSTRAINT fk_found_parcels_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_case_notes_case ON case_notes (case_id, id);

CREATE INDEX ix_found_parcels_open ON found_parcels (found_at, id) WHERE state = 'open';

CREATE INDEX ix_found_parcels_waybill ON found_parcels (waybill) WHERE waybill <> '';

