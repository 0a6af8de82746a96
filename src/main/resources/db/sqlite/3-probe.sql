-- One row that the check of the storage writes and reads.
CREATE TABLE probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  beat INTEGER NOT NULL
);
