CREATE TABLE saved_views (
	id BIGINT NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	queue TEXT COLLATE "C" NOT NULL, 
	search TEXT COLLATE "C" NOT NULL, 
	columns TEXT COLLATE "C" NOT NULL, 
	turned BOOLEAN NOT NULL, 
	shared BOOLEAN NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_saved_views PRIMARY KEY (id), 
	CONSTRAINT uq_saved_views_owner_name UNIQUE (owner, name)
);

