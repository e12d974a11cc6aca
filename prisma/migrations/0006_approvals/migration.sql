-- Questions that runtimes wait with, who decided what, and what each runtime has in hand.

-- Metadata of a question. What it asks stays in the tenant's box: view_key opens it there.
CREATE TABLE approval (
  -- Given by the runtime; one that another tenant has already is ignored.
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  runtime_id uuid NOT NULL,
  run_id uuid NOT NULL,
  label text NOT NULL,
  blueprint_version integer NOT NULL,
  -- E-mail addresses in lower case; empty: anybody of the team.
  people text[] NOT NULL,
  asked_at timestamptz NOT NULL,
  deadline_at timestamptz NOT NULL,
  -- What exactly a yes is given for: the broker compares it with what the runtime then wants to do.
  subject_digest text,
  view_key text NOT NULL,
  -- open: nobody has decided (and past deadline_at, nobody can any more). expired: the runtime went on at the deadline.
  -- withdrawn: the runtime stopped asking before. An approved one stays approved when the runtime has taken it.
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'denied', 'expired', 'withdrawn')),
  -- The e-mail address of whoever decided.
  decided_by text,
  decided_at timestamptz,
  note text NOT NULL DEFAULT '',
  -- When the decision was last said at the control door.
  sent_at timestamptz,
  -- When the runtime no longer had it open.
  settled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The controller may write none of decided_*, so it can neither decide nor undo a decision.
  CHECK ((state IN ('approved', 'denied')) = (decided_at IS NOT NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX approval_open ON approval (workspace_id, deadline_at) WHERE state = 'open';
CREATE INDEX approval_unsettled ON approval (runtime_id) WHERE settled_at IS NULL;
CREATE INDEX approval_tenant ON approval (tenant_id, created_at DESC);
CREATE INDEX approval_decided ON approval (workspace_id, asked_at DESC) WHERE state <> 'open';

-- What a runtime says that it has in hand. One row a tenant, replaced with each word of it.
CREATE TABLE runtime_status (
  tenant_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- The next moment at which something is due.
  wake_at timestamptz,
  running integer NOT NULL,
  waiting integer NOT NULL,
  -- Versions that were replaced and are held for what began on them.
  draining jsonb NOT NULL,
  status_at timestamptz NOT NULL,
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);

-- US dollars, null while no turn had a price; blocks that ran.
ALTER TABLE usage_day ADD COLUMN cost_usd double precision, ADD COLUMN steps bigint NOT NULL DEFAULT 0;
GRANT UPDATE (cost_usd, steps) ON usage_day TO bulkhead_controller;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['approval', 'runtime_status'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', t);
    EXECUTE format('CREATE POLICY web_read ON %I FOR SELECT TO bulkhead_web
      USING (workspace_id = app_workspace() AND (app_tenant() IS NULL OR tenant_id = app_tenant()))', t);
    EXECUTE format('CREATE POLICY controller_scope ON %I TO bulkhead_controller
      USING (workspace_id = app_workspace()) WITH CHECK (workspace_id = app_workspace())', t);
  END LOOP;
END $$;

-- web decides, once: what is decided, expired or withdrawn is out of its reach. A customer decides for their tenant alone.
GRANT SELECT, UPDATE (state, decided_by, decided_at, note) ON approval TO bulkhead_web;
CREATE POLICY web_decide ON approval FOR UPDATE TO bulkhead_web
  USING (workspace_id = app_workspace() AND (app_tenant() IS NULL OR tenant_id = app_tenant())
    AND state = 'open' AND settled_at IS NULL AND deadline_at > now())
  WITH CHECK (workspace_id = app_workspace() AND (app_tenant() IS NULL OR tenant_id = app_tenant())
    AND state IN ('approved', 'denied'));
GRANT SELECT ON runtime_status TO bulkhead_web;

GRANT SELECT, UPDATE (state, sent_at, settled_at), INSERT (id, workspace_id, tenant_id, runtime_id, run_id, label,
  blueprint_version, people, asked_at, deadline_at, subject_digest, view_key) ON approval TO bulkhead_controller;
GRANT SELECT, INSERT, UPDATE (wake_at, running, waiting, draining, status_at) ON runtime_status TO bulkhead_controller;

-- broker: whether exactly this act of this tenant was approved
GRANT SELECT (id, tenant_id, subject_digest, state) ON approval TO bulkhead_broker;
CREATE POLICY broker_tenant ON approval FOR SELECT TO bulkhead_broker USING (tenant_id = app_tenant());
