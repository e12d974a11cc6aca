-- A preview: a tenant of a builder's own, one for each blueprint, that runs the draft (docs/adr/017).
ALTER TABLE tenant
  -- No role is granted UPDATE: what a tenant is, it stays.
  ADD COLUMN kind text NOT NULL DEFAULT 'customer' CHECK (kind IN ('customer', 'preview')),
  -- When a preview was last used.
  ADD COLUMN tried_at timestamptz,
  ADD CHECK ((kind = 'preview') = (tried_at IS NOT NULL)),
  ADD UNIQUE (id, kind);
CREATE UNIQUE INDEX tenant_one_preview ON tenant (blueprint_id) WHERE kind = 'preview';
GRANT UPDATE (tried_at) ON tenant TO bulkhead_web;

-- A drawing as it stood at one moment. Written and never changed.
CREATE TABLE preview_draft (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  -- So that a draft can be given to a preview alone.
  tenant_kind text NOT NULL DEFAULT 'preview' CHECK (tenant_kind = 'preview'),
  blueprint_id uuid NOT NULL,
  -- The version that it would be.
  number integer NOT NULL CHECK (number > 0),
  document jsonb NOT NULL,
  digest text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, id),
  UNIQUE (tenant_id, id),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, tenant_kind) REFERENCES tenant (id, kind) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE
);

ALTER TABLE runtime
  ADD COLUMN desired_draft_id uuid,
  -- The draft that desired_bundle_id was compiled from.
  ADD COLUMN bundle_draft_id uuid,
  ADD CHECK (desired_draft_id IS NULL OR desired_version_id IS NULL),
  ADD FOREIGN KEY (tenant_id, desired_draft_id) REFERENCES preview_draft (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, bundle_draft_id) REFERENCES preview_draft (tenant_id, id);
GRANT UPDATE (desired_draft_id) ON runtime TO bulkhead_web;

-- Null: of a draft, and so of a preview.
ALTER TABLE bundle ALTER COLUMN version_id DROP NOT NULL;

-- Opens everything at a preview's address. Made by its runtime; the controller writes it and never reads it back.
ALTER TABLE runtime_status ADD COLUMN preview_key text;
GRANT UPDATE (preview_key) ON runtime_status TO bulkhead_controller;

ALTER TABLE preview_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE preview_draft FORCE ROW LEVEL SECURITY;
REVOKE ALL ON preview_draft FROM PUBLIC;
GRANT SELECT, INSERT ON preview_draft TO bulkhead_web;
GRANT SELECT ON preview_draft TO bulkhead_controller;
-- A customer's scope (tenant set) sees none of it.
CREATE POLICY web_scope ON preview_draft TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY controller_scope ON preview_draft FOR SELECT TO bulkhead_controller USING (workspace_id = app_workspace());
