CREATE TABLE found_pictures (
	id INTEGER NOT NULL, 
	found_id INTEGER NOT NULL, 
	media_type TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_found_pictures PRIMARY KEY (id), 
	CONSTRAINT fk_found_pictures_found_id FOREIGN KEY(found_id) REFERENCES found_parcels (id)
);

CREATE INDEX ix_found_pictures_parcel ON found_pictures (found_id);

