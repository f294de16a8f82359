-- Schema 2: what linking remembers of articles. Made from their entries, and made again where it is missing or old.

CREATE TABLE memo (
  document BIGINT PRIMARY KEY,
  entry BIGINT NOT NULL,      -- the last entry about the document that it knows
  maker TEXT NOT NULL,         -- what made it: another makes it again
  body TEXT NOT NULL
);

-- By what a memo is found.
CREATE TABLE memo_key (
  key TEXT COLLATE "C" NOT NULL,
  document BIGINT NOT NULL,
  PRIMARY KEY (key, document)
);
CREATE INDEX memo_key_document ON memo_key (document);

CREATE INDEX entry_incident ON entry (seq) WHERE kind = 'incident';
