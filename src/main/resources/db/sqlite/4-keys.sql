-- For each key that encrypts values here, a value that only it opens.
CREATE TABLE value_key (
  key_id INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
);
