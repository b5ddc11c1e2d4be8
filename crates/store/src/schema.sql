-- The ledger's file. What analysts read are `history` and the tables and views around it; they are worked out anew from
-- `article` and `event` whenever those change. Dates are ISO 8601 days. Open it in Datasette or any SQLite tool.

-- Articles, as they came in.
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,                    -- the article's id, as records name it
  title TEXT,
  publisher TEXT,
  published TEXT,                               -- first day of the period in which it was published, as it or its text says
  published_precision TEXT,                     -- day, week, month, …
  published_method TEXT,                        -- given, date_line, inferred, user
  dated TEXT,                                   -- the same, or what other articles tell about when it was published
  dated_precision TEXT,
  dated_method TEXT,                            -- … or corpus
  text TEXT NOT NULL,
  sketch BLOB,                                  -- for finding near copies
  story_id INTEGER REFERENCES article(id)       -- the first article that tells the same story in nearly the same words
);
CREATE INDEX article_dated ON article(dated);
CREATE INDEX article_story ON article(story_id);

-- Parts of sketches: near copies share at least one.
CREATE TABLE band (
  hash INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  PRIMARY KEY (hash, article_id)
) WITHOUT ROWID;
CREATE INDEX band_article ON band(article_id);

-- Pairs of articles that are near copies of each other.
CREATE TABLE copy (
  one_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  PRIMARY KEY (one_id, other_id)
) WITHOUT ROWID;
CREATE INDEX copy_other ON copy(other_id);

-- Records, one per event and article (schema demarche.event/1 in `record`).
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,                           -- the record's id; exact copies of an article share theirs
  article_id INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  status TEXT,
  act TEXT,
  start_date TEXT,
  end_date TEXT,
  date_precision TEXT,
  place TEXT,
  place_country TEXT,
  score REAL,
  confidence REAL NOT NULL,
  plover TEXT,
  cameo TEXT,
  sentence TEXT,
  merge_order TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (article_id, name)
);
CREATE INDEX event_merge_order ON event(merge_order);
CREATE INDEX event_name ON event(name);

-- Who takes part in a record.
CREATE TABLE event_party (
  event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  role TEXT NOT NULL,                           -- actor or recipient
  number INTEGER NOT NULL,
  party TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  office TEXT,
  PRIMARY KEY (event_id, role, number)
) WITHOUT ROWID;
CREATE INDEX event_party_party ON event_party(party);

-- Single values: whether the histories are up to date, the user's corrections.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One event through all its mentions, or one thread that runs on.
CREATE TABLE history (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,                          -- in words
  status TEXT,
  start_date TEXT,
  end_date TEXT,
  date_precision TEXT,
  place TEXT,
  country TEXT,                                 -- of the place
  first_known TEXT,
  last_known TEXT,
  articles INTEGER NOT NULL,
  witnesses INTEGER NOT NULL,                   -- articles that are no copies of each other
  confidence REAL NOT NULL,
  record TEXT NOT NULL                          -- all of it, as JSON
);
CREATE INDEX history_kind ON history(kind, start_date);

-- Which records make up a history.
CREATE TABLE mention (
  history_id TEXT NOT NULL REFERENCES history(id) ON DELETE CASCADE,
  event_id INTEGER NOT NULL REFERENCES event(id) ON DELETE CASCADE,
  PRIMARY KEY (history_id, event_id)
) WITHOUT ROWID;
CREATE INDEX mention_event ON mention(event_id);

-- Who takes part in a history, under the fullest name.
CREATE TABLE history_party (
  history_id TEXT NOT NULL REFERENCES history(id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  number INTEGER NOT NULL,
  party TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  PRIMARY KEY (history_id, role, number)
) WITHOUT ROWID;
CREATE INDEX history_party_party ON history_party(party);

CREATE TABLE history_topic (
  history_id TEXT NOT NULL REFERENCES history(id) ON DELETE CASCADE,
  topic TEXT NOT NULL,
  PRIMARY KEY (history_id, topic)
) WITHOUT ROWID;

-- How a history came to its status.
CREATE TABLE step (
  history_id TEXT NOT NULL REFERENCES history(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  status TEXT NOT NULL,
  known TEXT,                                   -- when it became known
  article TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (history_id, number)
) WITHOUT ROWID;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  names TEXT NOT NULL,                          -- JSON array
  countries TEXT NOT NULL                       -- JSON array
) WITHOUT ROWID;

CREATE TABLE office (
  person_id TEXT NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  office TEXT NOT NULL,
  country TEXT,
  first_known TEXT,
  last_known TEXT,
  PRIMARY KEY (person_id, number)
) WITHOUT ROWID;

-- What to look at before publishing.
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  verdict TEXT NOT NULL,
  history_id TEXT NOT NULL REFERENCES history(id) ON DELETE CASCADE,
  message TEXT NOT NULL,
  articles TEXT NOT NULL                        -- JSON array
);

-- What became of the user's corrections.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  verb TEXT NOT NULL,
  event TEXT NOT NULL,
  why TEXT NOT NULL,
  found INTEGER NOT NULL
);

CREATE VIEW v_timeline AS
  SELECT coalesce(start_date, first_known) AS day, date_precision, kind, label, status, place, country, first_known, witnesses,
         confidence, id AS history_id
  FROM history
  WHERE kind IN ('visit', 'contact', 'agreement', 'concern')
  ORDER BY day IS NULL, day, kind, id;

CREATE VIEW v_visits AS
  SELECT h.id AS history_id,
         (SELECT group_concat(name, ', ') FROM history_party p WHERE p.history_id = h.id AND p.role = 'actor') AS visitors,
         (SELECT group_concat(DISTINCT country) FROM history_party p WHERE p.history_id = h.id AND p.role = 'actor') AS from_country,
         h.country AS to_country, h.place, h.status, h.start_date, h.end_date, h.date_precision, h.first_known, h.last_known,
         h.articles, h.witnesses, h.confidence,
         (SELECT group_concat(status || coalesce(' ' || known, ''), ' → ')
            FROM (SELECT status, known FROM step s WHERE s.history_id = h.id ORDER BY number)) AS path
  FROM history h
  WHERE h.kind = 'visit'
  ORDER BY h.start_date IS NULL, h.start_date, h.id;

CREATE VIEW v_concern_matrix AS
  SELECT json_extract(h.record, '$.thread.from') AS raiser, json_extract(h.record, '$.thread.to') AS addressee, t.topic,
         h.first_known AS first_raised, h.last_known AS last_raised, h.articles AS times, h.witnesses,
         json_extract(h.record, '$.course[#-1].turn') AS last_turn, h.id AS history_id
  FROM history h LEFT JOIN history_topic t ON t.history_id = h.id
  WHERE h.kind = 'concern'
  ORDER BY raiser, addressee, t.topic, h.id;

CREATE VIEW v_tone AS
  SELECT h.id AS history_id, h.label AS pair, a.dated AS day, e.score,
         json_extract(e.record, '$.details.cooperation') AS cooperation, json_extract(e.record, '$.details.conflict') AS conflict,
         a.name AS article
  FROM history h JOIN mention m ON m.history_id = h.id JOIN event e ON e.id = m.event_id JOIN article a ON a.id = e.article_id
  WHERE h.kind = 'tone'
  ORDER BY pair, day, article;
