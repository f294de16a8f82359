-- Schema 2: what linking remembers of articles. Made from their entries, and made again where it is missing or old.

CREATE TABLE memo (
  document INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL,      -- the last entry about the document that it knows
  maker TEXT NOT NULL,         -- what made it: another makes it again
  body TEXT NOT NULL
);

-- By what a memo is found.
CREATE TABLE memo_key (
  key TEXT NOT NULL,
  document INTEGER NOT NULL,
  PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX memo_key_document ON memo_key (document);

CREATE INDEX entry_incident ON entry (seq) WHERE kind = 'incident';
