-- A name beside the number of a version: a label that people may change, and so kept apart from the version, which nobody may.
CREATE TABLE blueprint_version_name (
  workspace_id uuid NOT NULL,
  blueprint_id uuid NOT NULL,
  number integer NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
  PRIMARY KEY (blueprint_id, number),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (blueprint_id, number) REFERENCES blueprint_version (blueprint_id, number) ON DELETE CASCADE
);
CREATE UNIQUE INDEX blueprint_version_name_once ON blueprint_version_name (blueprint_id, lower(name));

-- What a draft was when something took its place: nothing that somebody drew is lost by that.
CREATE TABLE blueprint_draft_aside (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  blueprint_id uuid NOT NULL,
  document jsonb NOT NULL,
  layout jsonb NOT NULL,
  base_version integer,
  -- Whose last edit it holds, where that is known.
  edited_by_name text,
  edited_at timestamptz NOT NULL,
  -- The version that took its place; null: another draft that had been set aside.
  for_version integer,
  set_aside_by_name text NOT NULL,
  set_aside_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX blueprint_draft_aside_newest ON blueprint_draft_aside (blueprint_id, set_aside_at DESC);

ALTER TABLE blueprint_version_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE blueprint_version_name FORCE ROW LEVEL SECURITY;
ALTER TABLE blueprint_draft_aside ENABLE ROW LEVEL SECURITY;
ALTER TABLE blueprint_draft_aside FORCE ROW LEVEL SECURITY;

-- web: what belongs to builders and operators; a customer's scope (tenant set) sees none of it
GRANT SELECT, INSERT, UPDATE (name), DELETE ON blueprint_version_name TO bulkhead_web;
GRANT SELECT, INSERT, DELETE ON blueprint_draft_aside TO bulkhead_web;
CREATE POLICY web_scope ON blueprint_version_name TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_scope ON blueprint_draft_aside TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
