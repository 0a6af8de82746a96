-- What is kept of tickets that were not used yet: never the ticket itself.
CREATE TABLE ticket (
  hash TEXT NOT NULL PRIMARY KEY,
  tenant TEXT NOT NULL,
  user_name TEXT NOT NULL,
  principal TEXT NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX ticket_user ON ticket (tenant, user_name);

CREATE INDEX ticket_expires ON ticket (expires);

-- Tokens and users that are let in no more.
CREATE TABLE revocation (
  tenant TEXT NOT NULL,
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  revoked_at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (tenant, subject, name)
) WITHOUT ROWID;

CREATE INDEX revocation_until ON revocation (until);
