import { filesSchema } from '../files/schema'

/**
 * What a tenant's runtime knows. Every key begins with the namespace: `memory` and `owner` (owner.ts), or `collection`.
 * Vectors are float32, beside the model and the size they were made with: only those of one model compare. Times are
 * milliseconds since 1970. Part of the store's migrations: a change needs a new migration.
 *
 * libsql's vector index is not used. It is one for a whole table, so that a small namespace would drown in the others'
 * neighbours, and it fixes the size of vectors when the table is made, before any model is known. Exact distances over
 * one namespace are right whatever the others hold (nearest-rows.ts).
 */
export const knowledgeSchema = `
   CREATE TABLE memory (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     memory TEXT NOT NULL,
     owner TEXT NOT NULL,
     id TEXT NOT NULL,
     key TEXT NOT NULL,
     text TEXT NOT NULL,
     at INTEGER NOT NULL,
     vector_model TEXT,
     vector_size INTEGER,
     vector BLOB,
     UNIQUE (memory, owner, id)
   ) STRICT;
   CREATE UNIQUE INDEX memory_by_key ON memory (memory, owner, key) WHERE key <> '';
   CREATE INDEX memory_in_order ON memory (memory, owner, seq);
   CREATE TABLE memory_written (
     memory TEXT NOT NULL,
     owner TEXT NOT NULL,
     id TEXT NOT NULL,
     replaced INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (memory, owner, id)
   ) STRICT, WITHOUT ROWID;
   ${wordsOf('memory', ['key', 'text'])}
   CREATE TABLE document (
     collection TEXT NOT NULL,
     id TEXT NOT NULL,
     name TEXT NOT NULL,
     media_type TEXT NOT NULL,
     bytes INTEGER NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('indexing', 'ready', 'failed')),
     why TEXT,
     revision TEXT NOT NULL,
     tries INTEGER NOT NULL DEFAULT 0,
     content BLOB,
     added_at INTEGER NOT NULL,
     PRIMARY KEY (collection, id),
     UNIQUE (collection, name)
   ) STRICT;
   CREATE INDEX document_unfinished ON document (added_at) WHERE state = 'indexing';
   CREATE TABLE passage (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     collection TEXT NOT NULL,
     document TEXT NOT NULL,
     position INTEGER NOT NULL,
     heading TEXT NOT NULL,
     page INTEGER,
     text TEXT NOT NULL,
     vector_model TEXT,
     vector_size INTEGER,
     vector BLOB,
     UNIQUE (collection, document, position),
     FOREIGN KEY (collection, document) REFERENCES document (collection, id) ON DELETE CASCADE
   ) STRICT;
   CREATE INDEX passage_in_order ON passage (collection, seq);
   ${wordsOf('passage', ['heading', 'text'])}
   CREATE TABLE documents_key (
     key TEXT NOT NULL,
     made_at INTEGER NOT NULL
   ) STRICT;
   ${filesSchema}`

/** The full-text index of a table, kept by triggers. Texts are never updated, only written and deleted. */
function wordsOf(table: string, columns: readonly string[]): string {
  const names = columns.join(', ')
  const values = (row: string) => columns.map((column) => `${row}.${column}`).join(', ')
  return `CREATE VIRTUAL TABLE ${table}_words USING fts5(${names}, content='${table}', content_rowid='seq',
     tokenize='porter unicode61 remove_diacritics 2');
   CREATE TRIGGER ${table}_indexed AFTER INSERT ON ${table} BEGIN
     INSERT INTO ${table}_words (rowid, ${names}) VALUES (new.seq, ${values('new')});
   END;
   CREATE TRIGGER ${table}_unindexed AFTER DELETE ON ${table} BEGIN
     INSERT INTO ${table}_words (${table}_words, rowid, ${names}) VALUES ('delete', old.seq, ${values('old')});
   END;`
}
