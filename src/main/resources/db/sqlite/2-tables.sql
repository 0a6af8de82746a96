-- One row: which installation the numbering of all objects belongs to.
CREATE TABLE installation (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  origin TEXT NOT NULL
);

-- States kept for ever, so that reading the past starts near.
CREATE TABLE waypoint (
  persistence_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (persistence_id, version)
);

CREATE TABLE directory (
  persistence_id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  version INTEGER NOT NULL,
  size INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted BOOLEAN NOT NULL
) WITHOUT ROWID;

CREATE INDEX directory_name ON directory (kind, tenant, deleted, name);

-- An object may have several rows; an earlier one stays until the object has been woken for it.
CREATE TABLE alarm (
  persistence_id TEXT NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY (persistence_id, due)
) WITHOUT ROWID;

CREATE INDEX alarm_due ON alarm (due, persistence_id);
