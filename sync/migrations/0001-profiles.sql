-- The profiles of all accounts, the feed of their changes, and the walks that keep both. SIDs are compared byte by byte,
-- which is faster than by a language's rules.

CREATE TABLE trusthub.profiles (
  sid text COLLATE "C" PRIMARY KEY CHECK (sid ~ '^BU[0-9a-fA-F]{32}$'),
  account_sid text COLLATE "C" NOT NULL,
  policy_sid text,
  friendly_name text,
  status text, -- no list of values: the API may add one tomorrow
  email text,
  status_callback text,
  valid_until timestamptz,
  date_created timestamptz,
  date_updated timestamptz,
  url text,
  links jsonb,
  errors jsonb,
  extra jsonb,
  issues jsonb,
  fingerprint uuid, -- of all of the above: most rows are as they were, which this tells without reading them
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  gone_at timestamptz
) WITH (fillfactor = 90);
CREATE INDEX profiles_account ON trusthub.profiles (account_sid, status);
CREATE INDEX profiles_status ON trusthub.profiles (status, date_updated);
CREATE INDEX profiles_updated ON trusthub.profiles (date_updated);
CREATE INDEX profiles_gone ON trusthub.profiles (gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE trusthub.walks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_sid text COLLATE "C" NOT NULL CHECK (account_sid ~ '^AC[0-9a-fA-F]{32}$'),
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'walking', 'waiting', 'complete', 'suspicious', 'failed')),
  reason text,
  cursor text,
  listed boolean NOT NULL DEFAULT false, -- every page is written; what is left is to ask for the missing profiles
  epoch bigint NOT NULL DEFAULT 0, -- raised by each worker that takes the walk: an older one writes nothing any more
  worker uuid,
  lease_until timestamptz,
  accept_gone boolean NOT NULL DEFAULT false,
  pages integer NOT NULL DEFAULT 0,
  profiles integer NOT NULL DEFAULT 0,
  new integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  approved integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  gone integer NOT NULL DEFAULT 0,
  back integer NOT NULL DEFAULT 0,
  odd integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0, -- since the last page that was written
  restarts integer NOT NULL DEFAULT 0,
  queued_at timestamptz NOT NULL DEFAULT now(),
  rung_at timestamptz NOT NULL DEFAULT now(), -- when a job of the queue was last made sure of
  started_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CHECK ((finished_at IS NOT NULL) = (state IN ('complete', 'suspicious', 'failed')))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX walks_open ON trusthub.walks (account_sid) WHERE finished_at IS NULL;
CREATE INDEX walks_account ON trusthub.walks (account_sid, id);

-- What a walk under way has seen, so that an unchanged profile's row need not be written. Logged: rows that a crash
-- took away would look like profiles that are gone.
CREATE TABLE trusthub.walk_pages (
  walk_id bigint NOT NULL REFERENCES trusthub.walks ON DELETE CASCADE,
  page integer NOT NULL,
  sids text[] NOT NULL,
  new integer NOT NULL,
  changed integer NOT NULL,
  approved integer NOT NULL,
  rejected integer NOT NULL,
  back integer NOT NULL,
  odd integer NOT NULL,
  PRIMARY KEY (walk_id, page)
);
ALTER TABLE trusthub.walk_pages ALTER COLUMN sids SET STORAGE EXTERNAL; -- random digits do not compress

CREATE TABLE trusthub.changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  account_sid text COLLATE "C" NOT NULL,
  sid text COLLATE "C" NOT NULL,
  walk_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new', 'changed', 'gone', 'back')),
  status_from text,
  status_to text,
  changed jsonb NOT NULL
);
CREATE INDEX changes_at ON trusthub.changes (at);
CREATE INDEX changes_account ON trusthub.changes (account_sid, id);
CREATE INDEX changes_sid ON trusthub.changes (sid, id);

-- Profiles without a valid SID: they have no key.
CREATE TABLE trusthub.oddities (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  walk_id bigint NOT NULL REFERENCES trusthub.walks ON DELETE CASCADE,
  account_sid text NOT NULL,
  page integer NOT NULL,
  position integer NOT NULL,
  profile jsonb NOT NULL,
  issues jsonb NOT NULL,
  seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX oddities_walk ON trusthub.oddities (walk_id);
CREATE INDEX oddities_account ON trusthub.oddities (account_sid);
