-- Schema 1 of a ledger in SQLite. `entry` is the ledger; all other tables are made from it, to be searched.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One line of the ledger. Never changed but for `until`, which is bookkeeping and no part of the hash.
CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,     -- 1, 2, 3 … without gaps
  run INTEGER NOT NULL,        -- entry of the run that wrote it
  at_ms INTEGER NOT NULL,      -- when, since 1970 in UTC
  op TEXT NOT NULL,            -- insert, correct, retract
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  rev INTEGER NOT NULL,
  replaces INTEGER,            -- the entry that this one takes the place of
  document INTEGER,            -- entry of the document that it is about
  body TEXT,                   -- the record as JSON; none for a retraction
  why TEXT,
  hash BLOB NOT NULL,          -- over this entry and the hash before
  until INTEGER                -- the entry that took its place
);
CREATE UNIQUE INDEX entry_id ON entry (id, rev);
CREATE INDEX entry_document ON entry (document, seq) WHERE document IS NOT NULL;
CREATE INDEX entry_failed ON entry (seq) WHERE kind = 'input' AND document IS NULL;
CREATE INDEX entry_person ON entry (seq) WHERE kind IN ('run', 'decision');

CREATE TABLE document (
  n INTEGER PRIMARY KEY,       -- number of its first entry
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT,
  publisher TEXT,
  published TEXT,
  url TEXT,
  language TEXT,
  text TEXT NOT NULL           -- canonical text
);
CREATE INDEX document_sha256 ON document (sha256);

-- Claims as they are searched: one row for each entry that says something of a claim.
CREATE TABLE claim (
  n INTEGER PRIMARY KEY,       -- number of the entry
  document INTEGER NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  day_from TEXT,               -- days of the event, or else the day of publication
  day_to TEXT,
  date_from TEXT,              -- days of the event as the text gives them
  date_to TEXT,
  published TEXT,
  killed INTEGER,
  wounded INTEGER,
  missing INTEGER,
  displaced INTEGER,
  detained INTEGER,
  confidence REAL NOT NULL,
  until INTEGER                -- the entry that took its place
);

-- Everybody whom claims name, once.
CREATE TABLE actor (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT,
  country TEXT,
  role TEXT
);

-- Who is what in a claim.
CREATE TABLE claim_actor (
  claim INTEGER NOT NULL,
  role TEXT NOT NULL,          -- actor, recipient, source
  actor INTEGER NOT NULL,
  PRIMARY KEY (claim, role, actor)
) WITHOUT ROWID;

-- Facets and words; the row is the number of the claim or document.
CREATE VIRTUAL TABLE claim_terms USING fts5(facets, words, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE document_terms USING fts5(facets, words, content = '', tokenize = 'unicode61 remove_diacritics 2');
