-- Bulkhead's foundation. Roles bulkhead_web, bulkhead_controller, bulkhead_gateway and bulkhead_broker exist already
-- (cluster set-up creates them); this file is applied by bulkhead_owner, who owns every table and is subject to
-- row-level security like everybody else.

-- ── Scope ──────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Each transaction says for whom it works (SET LOCAL, see server/db/scope.ts). Nothing set: nothing seen.

CREATE FUNCTION app_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;
CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE FUNCTION app_runtime() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.runtime_id', true), '')::uuid $$;
CREATE FUNCTION app_user_id() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user_id', true), '') $$;
CREATE FUNCTION app_slug() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.slug', true), '') $$;
CREATE FUNCTION app_realm() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.realm', true), '') $$;

-- ── Accounts: better-auth's tables, reachable only over the pool that works in the 'auth' realm ─────────────────────

CREATE TABLE auth_user (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL DEFAULT false,
  image text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth_session (
  id text PRIMARY KEY,
  "userId" text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  "expiresAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_session_user ON auth_session ("userId");
CREATE TABLE auth_account (
  id text PRIMARY KEY,
  "userId" text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_account_user ON auth_account ("userId");
CREATE TABLE auth_verification (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_verification_identifier ON auth_verification (identifier);
CREATE TABLE auth_rate_limit (
  id text PRIMARY KEY,
  key text NOT NULL UNIQUE,
  count integer NOT NULL,
  "lastRequest" bigint NOT NULL
);

-- ── Workspaces ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE workspace (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE model_provider (
  workspace_id uuid PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
  base_url text NOT NULL,
  default_model text NOT NULL,
  -- Envelope: see server/vault/envelope.ts. Only the broker's key provider opens it.
  sealed_key jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- ── Blueprints ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE blueprint (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  archived_at timestamptz,
  UNIQUE (workspace_id, id)
);

CREATE TABLE blueprint_draft (
  blueprint_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  document jsonb NOT NULL,
  layout jsonb NOT NULL,
  -- Rises by one with each save: a save on an older revision is refused.
  revision integer NOT NULL DEFAULT 1,
  base_version integer,
  updated_by text REFERENCES auth_user ON DELETE SET NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE blueprint_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  blueprint_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  parent_number integer,
  document jsonb NOT NULL,
  layout jsonb NOT NULL,
  digest text NOT NULL,
  author_id text REFERENCES auth_user ON DELETE SET NULL,
  author_name text NOT NULL,
  message text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (blueprint_id, number),
  UNIQUE (workspace_id, id),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE
);

-- A published version never changes: no role is granted UPDATE, and this holds even for the owner.
-- (The author's account may go; then its name stays and author_id is emptied.)
CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'author_id' IS DISTINCT FROM to_jsonb(OLD) - 'author_id' OR NEW.author_id IS NOT NULL THEN
    RAISE EXCEPTION 'a published version never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER blueprint_version_immutable BEFORE UPDATE ON blueprint_version
  FOR EACH ROW EXECUTE FUNCTION refuse_version_change();

-- ── Tenants and their runtimes ─────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE tenant (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  blueprint_id uuid NOT NULL,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z][a-z0-9-]{2,39}$'),
  name text NOT NULL,
  slot_values jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (workspace_id, id),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id)
);

CREATE TABLE tenant_key (
  tenant_id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL,
  -- 32 random bytes, wrapped for the key provider named by key_encryption_key.
  wrapped_key bytea NOT NULL,
  key_encryption_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE membership (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'builder', 'operator', 'customer')),
  tenant_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((role = 'customer') = (tenant_id IS NOT NULL)),
  UNIQUE NULLS NOT DISTINCT (workspace_id, user_id, tenant_id),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX membership_user ON membership (user_id);

CREATE TABLE bundle (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  version_id uuid NOT NULL,
  digest text NOT NULL,
  payload text NOT NULL,
  signature text NOT NULL,
  manifest jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant_id, digest),
  UNIQUE (workspace_id, id),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, version_id) REFERENCES blueprint_version (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE runtime (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  tenant_id uuid NOT NULL UNIQUE,
  engine text NOT NULL,
  -- Desired: what should be. Rises by one generation with each change.
  desired_state text NOT NULL DEFAULT 'running' CHECK (desired_state IN ('running', 'removed')),
  desired_generation integer NOT NULL DEFAULT 1,
  desired_version_id uuid,
  desired_bundle_id uuid,
  -- A rise means: stop and start again, though nothing else changed.
  restart_count integer NOT NULL DEFAULT 0,
  -- Observed: what was seen, and when.
  observed_phase text NOT NULL DEFAULT 'pending'
    CHECK (observed_phase IN ('pending', 'starting', 'ready', 'updating', 'paused', 'crashed', 'refused', 'removed')),
  observed_reason text,
  observed_generation integer NOT NULL DEFAULT 0,
  observed_bundle_id uuid,
  observed_version integer,
  observed_boot_digest text,
  observed_restart_count integer NOT NULL DEFAULT 0,
  observed_guards jsonb,
  observed_at timestamptz,
  boot_id uuid,
  started_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, desired_version_id) REFERENCES blueprint_version (workspace_id, id),
  FOREIGN KEY (workspace_id, desired_bundle_id) REFERENCES bundle (workspace_id, id),
  FOREIGN KEY (workspace_id, observed_bundle_id) REFERENCES bundle (workspace_id, id)
);

CREATE TABLE incident (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('crash', 'out-of-memory', 'guard-failed', 'engine')),
  summary text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}',
  opened_at timestamptz NOT NULL DEFAULT now(),
  closed_at timestamptz,
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX incident_tenant ON incident (tenant_id, opened_at DESC);

-- One row a tenant and day. Counters only: requests by the gateway, turns by the controller, tokens by the broker.
CREATE TABLE usage_day (
  tenant_id uuid NOT NULL,
  workspace_id uuid NOT NULL,
  day date NOT NULL,
  requests bigint NOT NULL DEFAULT 0,
  turns bigint NOT NULL DEFAULT 0,
  failed_turns bigint NOT NULL DEFAULT 0,
  turn_ms bigint NOT NULL DEFAULT 0,
  model_calls bigint NOT NULL DEFAULT 0,
  input_tokens bigint NOT NULL DEFAULT 0,
  output_tokens bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, day),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);

-- ── Rollouts and durable work ──────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE rollout (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  number integer NOT NULL,
  blueprint_id uuid NOT NULL,
  version_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('version', 'redeploy')),
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'succeeded', 'failed')),
  concurrency integer NOT NULL CHECK (concurrency BETWEEN 1 AND 500),
  started_by text REFERENCES auth_user ON DELETE SET NULL,
  started_by_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  UNIQUE (workspace_id, id),
  UNIQUE (workspace_id, number),
  FOREIGN KEY (workspace_id, blueprint_id) REFERENCES blueprint (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, version_id) REFERENCES blueprint_version (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE rollout_target (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL,
  rollout_id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'updating', 'healthy', 'failed', 'skipped')),
  path text CHECK (path IN ('hot', 'cold', 'none')),
  -- A code for grouping ("bundle-refused") and a sentence for people.
  reason_code text,
  reason text,
  -- The runtime's generation that this target waits for.
  generation integer,
  started_at timestamptz,
  finished_at timestamptz,
  UNIQUE (rollout_id, tenant_id),
  FOREIGN KEY (workspace_id, rollout_id) REFERENCES rollout (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);

CREATE INDEX rollout_target_tenant ON rollout_target (tenant_id);

-- A strand is one durable state machine: where it stands (label), what it remembers (state), when it wants to run next.
CREATE TABLE strand (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid NOT NULL REFERENCES workspace ON DELETE CASCADE,
  tenant_id uuid,
  machine text NOT NULL,
  -- What it works on: a rollout, a rollout target, a runtime.
  subject_id uuid NOT NULL,
  parent_id uuid REFERENCES strand ON DELETE CASCADE,
  label text NOT NULL,
  state jsonb NOT NULL DEFAULT '{}',
  wake_at timestamptz NOT NULL DEFAULT now(),
  -- Of the current label; null where waiting has no end by nature.
  deadline_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  lease_token uuid,
  lease_until timestamptz,
  finished_at timestamptz,
  outcome jsonb,
  UNIQUE (machine, subject_id),
  FOREIGN KEY (workspace_id, tenant_id) REFERENCES tenant (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX strand_due ON strand (wake_at, id) WHERE finished_at IS NULL;
CREATE INDEX strand_parent ON strand (parent_id) WHERE finished_at IS NULL;
CREATE INDEX strand_tenant ON strand (tenant_id);

-- ── Row-level security: forced on everything ───────────────────────────────────────────────────────────────────────

DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', t);
  END LOOP;
END $$;

-- Foreign keys are checked with the owner's rights and bypass no policy of ours; deleting a workspace cascades as owner.

-- web: accounts
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_user, auth_session, auth_account, auth_verification, auth_rate_limit TO bulkhead_web;
CREATE POLICY web_auth ON auth_user TO bulkhead_web USING (app_realm() = 'auth') WITH CHECK (app_realm() = 'auth');
CREATE POLICY web_auth ON auth_session TO bulkhead_web USING (app_realm() = 'auth') WITH CHECK (app_realm() = 'auth');
CREATE POLICY web_auth ON auth_account TO bulkhead_web USING (app_realm() = 'auth') WITH CHECK (app_realm() = 'auth');
CREATE POLICY web_auth ON auth_verification TO bulkhead_web USING (app_realm() = 'auth') WITH CHECK (app_realm() = 'auth');
CREATE POLICY web_auth ON auth_rate_limit TO bulkhead_web USING (app_realm() = 'auth') WITH CHECK (app_realm() = 'auth');
-- a workspace's people see each other's names
CREATE POLICY web_colleagues ON auth_user FOR SELECT TO bulkhead_web USING (
  app_tenant() IS NULL
  AND EXISTS (SELECT 1 FROM membership m WHERE m.user_id = auth_user.id AND m.workspace_id = app_workspace()));

-- web: a person finds their own memberships and workspaces first, then works inside one
GRANT SELECT, INSERT, UPDATE (name) ON workspace TO bulkhead_web;
CREATE POLICY web_read ON workspace FOR SELECT TO bulkhead_web USING (id = app_workspace());
CREATE POLICY web_insert ON workspace FOR INSERT TO bulkhead_web
  WITH CHECK (id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_update ON workspace FOR UPDATE TO bulkhead_web
  USING (id = app_workspace() AND app_tenant() IS NULL) WITH CHECK (id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_own ON workspace FOR SELECT TO bulkhead_web USING (
  EXISTS (SELECT 1 FROM membership m WHERE m.workspace_id = workspace.id AND m.user_id = app_user_id()));

GRANT SELECT, INSERT, UPDATE (role), DELETE ON membership TO bulkhead_web;
CREATE POLICY web_scope ON membership TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_own ON membership FOR SELECT TO bulkhead_web USING (user_id = app_user_id());

-- web: what belongs to builders and operators; a customer's scope (tenant set) sees none of it
GRANT SELECT (workspace_id, base_url, default_model, updated_at), INSERT, UPDATE, DELETE ON model_provider TO bulkhead_web;
GRANT SELECT, INSERT, UPDATE (name, archived_at) ON blueprint TO bulkhead_web;
GRANT SELECT, INSERT, UPDATE (document, layout, revision, base_version, updated_by, updated_at) ON blueprint_draft TO bulkhead_web;
GRANT SELECT, INSERT ON blueprint_version TO bulkhead_web;
GRANT SELECT, INSERT ON rollout, rollout_target TO bulkhead_web;
GRANT SELECT (id, workspace_id, machine, subject_id, label, wake_at, last_error, finished_at), INSERT, UPDATE (wake_at) ON strand TO bulkhead_web;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['model_provider', 'blueprint', 'blueprint_draft', 'blueprint_version', 'rollout', 'rollout_target', 'strand'] LOOP
    EXECUTE format('CREATE POLICY web_scope ON %I TO bulkhead_web
      USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
      WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL)', t);
  END LOOP;
END $$;

-- web: what a tenant's people may read, and builders and operators may change
GRANT SELECT, INSERT, UPDATE (name, slot_values), DELETE ON tenant TO bulkhead_web;
GRANT INSERT, DELETE, SELECT (tenant_id, workspace_id) ON tenant_key TO bulkhead_web;
GRANT SELECT, INSERT, UPDATE (desired_state, desired_generation, restart_count) ON runtime TO bulkhead_web;
GRANT SELECT, UPDATE (closed_at) ON incident TO bulkhead_web;
GRANT SELECT ON usage_day TO bulkhead_web;
CREATE POLICY web_read ON tenant FOR SELECT TO bulkhead_web
  USING (workspace_id = app_workspace() AND (app_tenant() IS NULL OR id = app_tenant()));
CREATE POLICY web_insert ON tenant FOR INSERT TO bulkhead_web
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_update ON tenant FOR UPDATE TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_delete ON tenant FOR DELETE TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL);
CREATE POLICY web_scope ON tenant_key TO bulkhead_web
  USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
  WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL);
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['runtime', 'incident', 'usage_day'] LOOP
    EXECUTE format('CREATE POLICY web_read ON %I FOR SELECT TO bulkhead_web
      USING (workspace_id = app_workspace() AND (app_tenant() IS NULL OR tenant_id = app_tenant()))', t);
    EXECUTE format('CREATE POLICY web_insert ON %I FOR INSERT TO bulkhead_web
      WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL)', t);
    EXECUTE format('CREATE POLICY web_update ON %I FOR UPDATE TO bulkhead_web
      USING (workspace_id = app_workspace() AND app_tenant() IS NULL)
      WITH CHECK (workspace_id = app_workspace() AND app_tenant() IS NULL)', t);
  END LOOP;
END $$;

-- controller: finds work across workspaces in strand alone; everything else only inside the strand's own workspace
GRANT SELECT, INSERT, UPDATE, DELETE ON strand TO bulkhead_controller;
CREATE POLICY controller_all ON strand TO bulkhead_controller USING (true) WITH CHECK (true);
GRANT SELECT ON blueprint, blueprint_version TO bulkhead_controller;
GRANT SELECT, DELETE ON tenant TO bulkhead_controller;
GRANT SELECT, UPDATE ON runtime TO bulkhead_controller;
GRANT SELECT, INSERT ON bundle TO bulkhead_controller;
GRANT SELECT, UPDATE (state, finished_at) ON rollout TO bulkhead_controller;
GRANT SELECT, UPDATE (state, path, reason_code, reason, generation, started_at, finished_at) ON rollout_target TO bulkhead_controller;
GRANT SELECT, INSERT, UPDATE (closed_at) ON incident TO bulkhead_controller;
GRANT SELECT, INSERT, UPDATE (turns, failed_turns, turn_ms) ON usage_day TO bulkhead_controller;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['blueprint', 'blueprint_version', 'tenant', 'runtime', 'bundle', 'rollout', 'rollout_target', 'incident', 'usage_day'] LOOP
    EXECUTE format('CREATE POLICY controller_scope ON %I TO bulkhead_controller
      USING (workspace_id = app_workspace()) WITH CHECK (workspace_id = app_workspace())', t);
  END LOOP;
END $$;

-- gateway: one host at a time, by its slug; then that tenant's runtime and its request counter
GRANT SELECT (id, workspace_id, slug) ON tenant TO bulkhead_gateway;
GRANT SELECT (id, workspace_id, tenant_id, desired_state, observed_phase, observed_reason) ON runtime TO bulkhead_gateway;
GRANT SELECT (tenant_id, day, requests), INSERT (tenant_id, workspace_id, day, requests), UPDATE (requests) ON usage_day TO bulkhead_gateway;
CREATE POLICY gateway_host ON tenant FOR SELECT TO bulkhead_gateway USING (slug = app_slug());
CREATE POLICY gateway_tenant ON runtime FOR SELECT TO bulkhead_gateway USING (tenant_id = app_tenant());
CREATE POLICY gateway_tenant ON usage_day TO bulkhead_gateway
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant() AND workspace_id = app_workspace());

-- broker: the runtime whose socket accepted the call, then its tenant's and workspace's own
GRANT SELECT (id, workspace_id, tenant_id, desired_bundle_id, observed_bundle_id) ON runtime TO bulkhead_broker;
GRANT SELECT (id, workspace_id, tenant_id, digest, manifest) ON bundle TO bulkhead_broker;
GRANT SELECT ON model_provider, tenant_key TO bulkhead_broker;
GRANT SELECT (tenant_id, day, model_calls, input_tokens, output_tokens),
  INSERT (tenant_id, workspace_id, day, model_calls, input_tokens, output_tokens),
  UPDATE (model_calls, input_tokens, output_tokens) ON usage_day TO bulkhead_broker;
CREATE POLICY broker_runtime ON runtime FOR SELECT TO bulkhead_broker USING (id = app_runtime());
CREATE POLICY broker_tenant ON bundle FOR SELECT TO bulkhead_broker USING (tenant_id = app_tenant());
CREATE POLICY broker_tenant ON tenant_key FOR SELECT TO bulkhead_broker USING (tenant_id = app_tenant());
CREATE POLICY broker_workspace ON model_provider FOR SELECT TO bulkhead_broker USING (workspace_id = app_workspace());
CREATE POLICY broker_tenant ON usage_day TO bulkhead_broker
  USING (tenant_id = app_tenant()) WITH CHECK (tenant_id = app_tenant() AND workspace_id = app_workspace());
