/** Files that messages carried. Part of the store's migrations: a change needs a new migration. */
export const filesSchema = `
   CREATE TABLE file (
     session_id TEXT NOT NULL,
     id TEXT NOT NULL,
     name TEXT NOT NULL,
     media_type TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     content BLOB NOT NULL,
     saved_at INTEGER NOT NULL,
     PRIMARY KEY (session_id, id)
   ) STRICT;
   CREATE INDEX file_by_time ON file (saved_at, bytes);`
