-- A runtime that fails again and again in one way is one story until it is well again.
CREATE UNIQUE INDEX incident_open ON incident (tenant_id, kind) WHERE closed_at IS NULL;
