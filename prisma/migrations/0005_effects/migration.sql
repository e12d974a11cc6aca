-- What a tenant has authorised, its secrets, and the ledger of what was done outside in its name.

-- A tenant's authorisation of a skill. Secret fields are sealed together and are written anew whenever anything changes:
-- a key never travels to an address that was put beside it later.
CREATE TABLE connection (
  tenant_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  skill text NOT NULL CHECK (skill ~ '^[a-z][a-z0-9_-]{0,39}$'),
  fields jsonb NOT NULL DEFAULT '{}',
  -- Envelope of a JSON object, field → value; see server/vault/envelope.ts.
  sealed_secrets jsonb NOT NULL,
  secret_names text[] NOT NULL DEFAULT '{}',
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- A test: asked for by web, made by the broker. Nothing of it counts that is older than updated_at.
  check_asked_at timestamptz,
  checked_at timestamptz,
  check_ok boolean,
  check_message text,
  PRIMARY KEY (tenant_id, skill),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE tenant_secret (
  tenant_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  sealed_value jsonb NOT NULL,
  set_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, name),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);

-- One row for each act outside, by the key that the runtime chose for it.
CREATE TABLE effect (
  tenant_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  key text NOT NULL,
  -- Of what was asked for: the same key with another content is refused.
  subject_digest text NOT NULL,
  skill text NOT NULL,
  action text NOT NULL,
  state text NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'done', 'failed')),
  -- Sealed with a key that is derived from the tenant's data key; present when it is done.
  sealed_response jsonb CHECK ((state = 'done') = (sealed_response IS NOT NULL)),
  attempts integer NOT NULL DEFAULT 1,
  -- Of this attempt: nobody else makes the call until then.
  lease_until timestamptz NOT NULL,
  -- Told apart from others that took it over.
  lease_token uuid NOT NULL,
  -- The yes that it was done with: good for one act, however often that one is tried.
  approval_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, key),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX effect_approval ON effect (approval_id);
-- Rules count calls of the last hour and day.
CREATE INDEX effect_counted ON effect (tenant_id, skill, action, created_at);

ALTER TABLE model_provider
  ADD COLUMN embedding_model text,
  ADD COLUMN transcription_model text,
  -- US dollars for a million tokens.
  ADD COLUMN input_price double precision CHECK (input_price >= 0),
  ADD COLUMN output_price double precision CHECK (output_price >= 0),
  ADD CHECK ((input_price IS NULL) = (output_price IS NULL));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['connection', 'tenant_secret', 'effect'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', t);
  END LOOP;
END $$;

-- web: writes what is sealed and never reads it back; a customer's scope sees none of it
GRANT SELECT (tenant_id, workspace_id, skill, fields, secret_names, updated_at, check_asked_at, checked_at, check_ok, check_message),
  INSERT (tenant_id, workspace_id, skill, fields, sealed_secrets, secret_names), UPDATE (check_asked_at), DELETE
  ON connection TO bulkhead_web;
GRANT SELECT (tenant_id, workspace_id, name, set_at), INSERT (tenant_id, workspace_id, name, sealed_value), DELETE
  ON tenant_secret TO bulkhead_web;
GRANT SELECT (embedding_model, transcription_model, input_price, output_price) ON model_provider TO bulkhead_web;
CREATE POLICY web_scope ON connection TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_scope ON tenant_secret TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);

-- controller: which secrets a tenant has, by name
GRANT SELECT (tenant_id, workspace_id, name) ON tenant_secret TO bulkhead_controller;
CREATE POLICY controller_scope ON tenant_secret FOR SELECT TO bulkhead_controller USING (workspace_id = app_workspace());

-- broker: opens what belongs to the tenant whose runtime asks, and keeps its ledger
GRANT SELECT (id, workspace_id, slug, name) ON tenant TO bulkhead_broker;
GRANT SELECT, UPDATE (checked_at, check_ok, check_message) ON connection TO bulkhead_broker;
GRANT SELECT ON tenant_secret TO bulkhead_broker;
GRANT SELECT, INSERT, UPDATE (state, sealed_response, attempts, lease_until, lease_token, approval_id, finished_at) ON effect TO bulkhead_broker;
CREATE POLICY broker_tenant ON tenant FOR SELECT TO bulkhead_broker USING (id = app_tenant());
CREATE POLICY broker_read ON connection FOR SELECT TO bulkhead_broker USING (tenant_id = app_tenant());
CREATE POLICY broker_check ON connection FOR UPDATE TO bulkhead_broker
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant());
CREATE POLICY broker_tenant ON tenant_secret FOR SELECT TO bulkhead_broker USING (tenant_id = app_tenant());
CREATE POLICY broker_tenant ON effect TO bulkhead_broker
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant() AND workspace_id = app_workspace());
