CREATE TABLE found_pictures (
	id BIGINT NOT NULL, 
	found_id BIGINT NOT NULL, 
	media_type TEXT COLLATE "C" NOT NULL, 
	digest TEXT COLLATE "C" NOT NULL, 
	content BYTEA NOT NULL, 
	CONSTRAINT pk_found_pictures PRIMARY KEY (id), 
	CONSTRAINT fk_found_pictures_found_id FOREIGN KEY(found_id) REFERENCES found_parcels (id)
);

CREATE INDEX ix_found_pictures_parcel ON found_pictures (found_id);

