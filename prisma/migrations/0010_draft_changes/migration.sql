-- How each draft came to be what it is, one row a stored change set; blueprint_draft.revision is the newest sequence.
CREATE TABLE draft_change (
  blueprint_id uuid NOT NULL,
  sequence integer NOT NULL,
  workspace_id uuid NOT NULL,
  -- Made up by the browser: a set that is sent again is answered with this row.
  id uuid NOT NULL,
  author_id text,
  author_name text NOT NULL,
  -- What really changed, and so what leads from the draft before to the draft after.
  changes jsonb NOT NULL,
  -- The same in sentences.
  words text[] NOT NULL,
  -- Values that did not survive, with whose they were.
  lost jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (blueprint_id, sequence),
  UNIQUE (blueprint_id, id),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE
);

ALTER TABLE draft_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft_change FORCE ROW LEVEL SECURITY;

-- web: what belongs to builders and operators; a customer's scope (tenant set) sees none of it
GRANT SELECT, INSERT, DELETE ON draft_change TO bulkhead_web;
CREATE POLICY web_scope ON draft_change TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
