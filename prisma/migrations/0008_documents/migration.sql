-- What a browser needs in order to bring documents to a tenant's own runtime. The documents themselves never come here.

-- Opens the routes of documents at the tenant's URL: whoever has it decides what the agent looks up. Made by the runtime.
ALTER TABLE runtime_status ADD COLUMN documents_key text;

-- The controller hands a key on from the runtime and has no use for one afterwards.
REVOKE SELECT ON runtime_status FROM bulkhead_controller;
GRANT SELECT (tenant_id, workspace_id, wake_at, running, waiting, draining, status_at), UPDATE (documents_key)
  ON runtime_status TO bulkhead_controller;

-- Collections that blocks of the desired bundle search. Here, because a customer sees the row of their runtime, and neither
-- the drawing nor the bundle.
ALTER TABLE runtime ADD COLUMN document_collections text[] NOT NULL DEFAULT '{}';
