-- Schema 1 of a ledger in PostgreSQL. `entry` is the ledger; all other tables are made from it, to be searched.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- One line of the ledger. Never changed but for `until`, which is bookkeeping and no part of the hash.
CREATE TABLE entry (
  seq BIGINT PRIMARY KEY,     -- 1, 2, 3 … without gaps
  run BIGINT NOT NULL,        -- entry of the run that wrote it
  at_ms BIGINT NOT NULL,      -- when, since 1970 in UTC
  op TEXT NOT NULL,            -- insert, correct, retract
  kind TEXT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  rev BIGINT NOT NULL,
  replaces BIGINT,            -- the entry that this one takes the place of
  document BIGINT,            -- entry of the document that it is about
  body TEXT,                   -- the record as JSON; none for a retraction
  why TEXT,
  hash BYTEA NOT NULL,          -- over this entry and the hash before
  until BIGINT                -- the entry that took its place
);
CREATE UNIQUE INDEX entry_id ON entry (id, rev);
CREATE INDEX entry_document ON entry (document, seq) WHERE document IS NOT NULL;
CREATE INDEX entry_failed ON entry (seq) WHERE kind = 'input' AND document IS NULL;
CREATE INDEX entry_person ON entry (seq) WHERE kind IN ('run', 'decision');

CREATE TABLE document (
  n BIGINT PRIMARY KEY,       -- number of its first entry
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
  n BIGINT PRIMARY KEY,       -- number of the entry
  document BIGINT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  day_from TEXT,               -- days of the event, or else the day of publication
  day_to TEXT,
  date_from TEXT,              -- days of the event as the text gives them
  date_to TEXT,
  published TEXT,
  killed BIGINT,
  wounded BIGINT,
  missing BIGINT,
  displaced BIGINT,
  detained BIGINT,
  confidence DOUBLE PRECISION NOT NULL,
  until BIGINT                -- the entry that took its place
);

-- Everybody whom claims name, once.
CREATE TABLE actor (
  n BIGINT PRIMARY KEY,
  key TEXT COLLATE "C" NOT NULL UNIQUE,
  name TEXT,
  country TEXT,
  role TEXT
);

-- Who is what in a claim.
CREATE TABLE claim_actor (
  claim BIGINT NOT NULL,
  role TEXT NOT NULL,          -- actor, recipient, source
  actor BIGINT NOT NULL,
  PRIMARY KEY (claim, role, actor)
);

-- Facets and words; `n` is the number of the claim or document.
CREATE TABLE claim_terms (n BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
CREATE INDEX claim_terms_terms ON claim_terms USING gin (terms);
CREATE TABLE document_terms (n BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL);
CREATE INDEX document_terms_terms ON document_terms USING gin (terms);
