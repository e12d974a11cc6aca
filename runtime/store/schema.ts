import { knowledgeSchema } from '../knowledge/schema'

/** Each entry brings the store from the version before it to the next; `user_version` counts them. Append only. */
export const migrations: readonly string[] = [
  `CREATE TABLE session (
     id TEXT PRIMARY KEY,
     bundle_digest TEXT NOT NULL,
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL
   ) STRICT;
   CREATE TABLE turn (
     id TEXT PRIMARY KEY,
     session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     started_at TEXT NOT NULL,
     duration_ms REAL NOT NULL,
     outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'error')),
     error_code TEXT,
     blueprint_version INTEGER NOT NULL,
     demo INTEGER NOT NULL,
     input_tokens INTEGER NOT NULL,
     output_tokens INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX turn_by_session ON turn (session_id, started_at);
   CREATE TABLE message (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     turn_id TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
     role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
     content TEXT NOT NULL,
     created_at TEXT NOT NULL
   ) STRICT;
   CREATE INDEX message_by_session ON message (session_id, seq);`,

  // A turn becomes a run with its events. Times are milliseconds since 1970; JSON is text.
  `CREATE TABLE run (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     request_key TEXT UNIQUE,
     bundle_digest TEXT NOT NULL,
     blueprint_version INTEGER NOT NULL,
     trigger TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('running', 'waiting', 'ended', 'failed')),
     started_at INTEGER NOT NULL,
     ended_at INTEGER,
     active_ms REAL NOT NULL DEFAULT 0,
     error_code TEXT,
     error_message TEXT,
     replies_told INTEGER NOT NULL DEFAULT 0,
     said INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX run_by_session ON run (session_id, seq);
   CREATE INDEX run_unfinished ON run (state, seq) WHERE state IN ('running', 'waiting');
   INSERT INTO run (id, session_id, bundle_digest, blueprint_version, trigger, state, started_at, ended_at, active_ms,
       error_code)
     SELECT t.id, t.session_id, s.bundle_digest, t.blueprint_version, 'null',
       CASE t.outcome WHEN 'ok' THEN 'ended' ELSE 'failed' END,
       CAST(unixepoch(t.started_at, 'subsec') * 1000 AS INTEGER),
       CAST(unixepoch(t.started_at, 'subsec') * 1000 + t.duration_ms AS INTEGER), t.duration_ms, t.error_code
     FROM turn t JOIN session s ON s.id = t.session_id ORDER BY t.started_at;
   CREATE TABLE message_of_run (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
     run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
     role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
     content TEXT NOT NULL,
     files TEXT,
     created_at TEXT NOT NULL
   ) STRICT;
   INSERT INTO message_of_run (seq, session_id, run_id, role, content, created_at)
     SELECT seq, session_id, turn_id, role, content, created_at FROM message ORDER BY seq;
   DROP TABLE message;
   DROP TABLE turn;
   ALTER TABLE message_of_run RENAME TO message;
   CREATE INDEX message_by_session ON message (session_id, seq);
   CREATE INDEX message_by_run ON message (run_id);
   CREATE TABLE run_event (
     run INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
     seq INTEGER NOT NULL,
     at INTEGER NOT NULL,
     type TEXT NOT NULL,
     step TEXT NOT NULL,
     data TEXT,
     PRIMARY KEY (run, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE run_wait (
     run INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
     step TEXT NOT NULL,
     kind TEXT NOT NULL,
     since INTEGER NOT NULL,
     until INTEGER NOT NULL,
     event TEXT,
     approval TEXT,
     approval_id TEXT UNIQUE,
     view_key TEXT,
     PRIMARY KEY (run, step)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX run_wait_by_time ON run_wait (until);
   CREATE INDEX run_wait_by_event ON run_wait (event) WHERE event IS NOT NULL;
   CREATE TABLE run_signal (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     run INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
     step TEXT NOT NULL,
     wake TEXT NOT NULL
   ) STRICT;
   CREATE INDEX run_signal_by_run ON run_signal (run, step);
   CREATE TABLE bundle (
     digest TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     payload TEXT NOT NULL,
     signature TEXT NOT NULL,
     drain_hours REAL NOT NULL,
     replaced_at INTEGER
   ) STRICT;
   CREATE TABLE variable (
     session_id TEXT NOT NULL,
     name TEXT NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (session_id, name)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE schedule (
     block TEXT NOT NULL,
     cron TEXT NOT NULL,
     time_zone TEXT NOT NULL,
     looked_at INTEGER NOT NULL,
     PRIMARY KEY (block, cron, time_zone)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE act (
     at INTEGER NOT NULL,
     skill TEXT NOT NULL,
     action TEXT NOT NULL
   ) STRICT;
   CREATE INDEX act_by_time ON act (skill, action, at);
   CREATE TABLE summary (
     session_id TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
     upto INTEGER NOT NULL,
     text TEXT NOT NULL
   ) STRICT;
   ${knowledgeSchema}`,

  // Of a preview; empty in every other store.
  `CREATE TABLE preview_key (
     key TEXT NOT NULL,
     made_at INTEGER NOT NULL
   ) STRICT;`,
]
