CREATE TABLE saved_views (
	id INTEGER NOT NULL, 
	owner TEXT NOT NULL, 
	name TEXT NOT NULL, 
	queue TEXT NOT NULL, 
	search TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	turned BOOLEAN NOT NULL, 
	shared BOOLEAN NOT NULL, 
	saved_at INTEGER NOT NULL, 
	CONSTRAINT pk_saved_views PRIMARY KEY (id), 
	CONSTRAINT uq_saved_views_owner_name UNIQUE (owner, name)
);

