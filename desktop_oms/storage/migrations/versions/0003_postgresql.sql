CREATE TABLE printers (
	id BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	backend TEXT COLLATE "C" NOT NULL, 
	address TEXT COLLATE "C" NOT NULL, 
	language TEXT COLLATE "C" NOT NULL, 
	dpi_tenths INTEGER NOT NULL, 
	paper TEXT COLLATE "C" NOT NULL, 
	fallback_id BIGINT, 
	active BOOLEAN NOT NULL, 
	CONSTRAINT pk_printers PRIMARY KEY (id), 
	CONSTRAINT uq_printers_name UNIQUE (name), 
	CONSTRAINT fk_printers_fallback_id FOREIGN KEY(fallback_id) REFERENCES printers (id)
);

CREATE TABLE printer_assignments (
	id BIGINT NOT NULL, 
	document TEXT COLLATE "C" NOT NULL, 
	station_id BIGINT NOT NULL, 
	printer_id BIGINT NOT NULL, 
	CONSTRAINT pk_printer_assignments PRIMARY KEY (id), 
	CONSTRAINT uq_printer_assignments_document_station_id UNIQUE (document, station_id), 
	CONSTRAINT fk_printer_assignments_printer_id FOREIGN KEY(printer_id) REFERENCES printers (id)
);

CREATE TABLE print_sendings (
	job_id BIGINT NOT NULL, 
	printer_id BIGINT NOT NULL, 
	request TEXT COLLATE "C", 
	batch_id BIGINT, 
	place INTEGER NOT NULL, 
	pieces INTEGER NOT NULL, 
	reference TEXT COLLATE "C" NOT NULL, 
	trouble TEXT COLLATE "C" NOT NULL, 
	facts JSONB NOT NULL, 
	tries INTEGER NOT NULL, 
	sent_at BIGINT, 
	ended_at BIGINT, 
	CONSTRAINT pk_print_sendings PRIMARY KEY (job_id), 
	CONSTRAINT uq_print_sendings_request UNIQUE (request), 
	CONSTRAINT fk_print_sendings_job_id FOREIGN KEY(job_id) REFERENCES print_jobs (id), 
	CONSTRAINT fk_print_sendings_printer_id FOREIGN KEY(printer_id) REFERENCES printers (id)
);

CREATE INDEX ix_print_sendings_batch ON print_sendings (batch_id, place, job_id) WHERE batch_id IS NOT NULL;

CREATE INDEX ix_print_sendings_open ON print_sendings (job_id) WHERE ended_at IS NULL;

