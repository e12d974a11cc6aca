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
]
