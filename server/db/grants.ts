import type { ProcessRole } from './roles'

/** What a role may do with one table: everything, or some columns; what is not named is not granted. */
export type TableGrants = {
  select?: 'all' | readonly string[]
  insert?: 'all' | readonly string[]
  update?: 'all' | readonly string[]
  delete?: true
}

const everything = { select: 'all', insert: 'all', update: 'all', delete: true } as const satisfies TableGrants

/**
 * Every grant there is. A test compares it with the database's own catalogue, so that a new one is declared here, with
 * a reviewer's eyes on it, or fails.
 */
export const declaredGrants: Record<ProcessRole, Record<string, TableGrants>> = {
  web: {
    // Not delete: its foreign keys reach into all workspaces.
    auth_user: { select: 'all', insert: 'all', update: 'all' },
    auth_session: everything,
    auth_account: everything,
    auth_verification: everything,
    auth_rate_limit: everything,
    workspace: { select: 'all', insert: 'all', update: ['name'] },
    membership: { select: 'all', insert: 'all', update: ['role'], delete: true },
    model_provider: {
      // Not sealed_key: web writes it and never reads it back.
      select: [
        'workspace_id',
        'base_url',
        'default_model',
        'updated_at',
        'embedding_model',
        'transcription_model',
        'input_price',
        'output_price',
      ],
      insert: 'all',
      update: 'all',
      delete: true,
    },
    blueprint: { select: 'all', insert: 'all', update: ['name', 'archived_at'] },
    blueprint_draft: {
      select: 'all',
      insert: 'all',
      update: ['document', 'layout', 'revision', 'base_version', 'updated_by', 'updated_at'],
    },
    draft_change: { select: 'all', insert: 'all', delete: true },
    blueprint_version: { select: 'all', insert: 'all' },
    blueprint_version_name: { select: 'all', insert: 'all', update: ['name'], delete: true },
    blueprint_draft_aside: { select: 'all', insert: 'all', delete: true },
    rollout: { select: 'all', insert: 'all' },
    rollout_target: { select: 'all', insert: 'all' },
    strand: {
      select: ['id', 'workspace_id', 'machine', 'subject_id', 'label', 'wake_at', 'last_error', 'finished_at'],
      insert: 'all',
      update: ['wake_at'],
    },
    // Not kind: what a tenant is, it stays.
    tenant: { select: 'all', insert: 'all', update: ['name', 'slot_values', 'tried_at'], delete: true },
    preview_draft: { select: 'all', insert: 'all' },
    tenant_key: { select: ['tenant_id', 'workspace_id'], insert: 'all', delete: true },
    runtime: {
      select: 'all',
      insert: 'all',
      update: ['desired_state', 'desired_generation', 'restart_count', 'desired_draft_id'],
    },
    incident: { select: 'all', update: ['closed_at'] },
    usage_day: { select: 'all' },
    // Its policy shows updates only what is open, and takes only a decision.
    approval: { select: 'all', update: ['state', 'decided_by', 'decided_at', 'note'] },
    runtime_status: { select: 'all' },
    connection: {
      // Not sealed_secrets: web writes them and never reads them back.
      select: [
        'tenant_id',
        'workspace_id',
        'skill',
        'fields',
        'secret_names',
        'updated_at',
        'check_asked_at',
        'checked_at',
        'check_ok',
        'check_message',
      ],
      insert: ['tenant_id', 'workspace_id', 'skill', 'fields', 'sealed_secrets', 'secret_names'],
      update: ['check_asked_at'],
      delete: true,
    },
    tenant_secret: {
      select: ['tenant_id', 'workspace_id', 'name', 'set_at'],
      insert: ['tenant_id', 'workspace_id', 'name', 'sealed_value'],
      delete: true,
    },
  },
  controller: {
    strand: everything,
    blueprint: { select: 'all' },
    blueprint_version: { select: 'all' },
    tenant: { select: 'all', delete: true },
    runtime: { select: 'all', update: 'all' },
    bundle: { select: 'all', insert: 'all' },
    rollout: { select: 'all', update: ['state', 'finished_at'] },
    rollout_target: {
      select: 'all',
      update: ['state', 'path', 'reason_code', 'reason', 'generation', 'started_at', 'finished_at'],
    },
    incident: { select: 'all', insert: 'all', update: ['closed_at'] },
    usage_day: { select: 'all', insert: 'all', update: ['turns', 'failed_turns', 'turn_ms', 'cost_usd', 'steps'] },
    // Not decided_*: a constraint ties them to the state, so that only web decides.
    approval: {
      select: 'all',
      insert: [
        'id',
        'workspace_id',
        'tenant_id',
        'runtime_id',
        'run_id',
        'label',
        'blueprint_version',
        'people',
        'asked_at',
        'deadline_at',
        'subject_digest',
        'view_key',
      ],
      update: ['state', 'sent_at', 'settled_at'],
    },
    runtime_status: {
      // Not the keys: the controller writes them and never reads them back.
      select: ['tenant_id', 'workspace_id', 'wake_at', 'running', 'waiting', 'draining', 'status_at'],
      insert: 'all',
      update: ['wake_at', 'running', 'waiting', 'draining', 'status_at', 'documents_key', 'preview_key'],
    },
    tenant_secret: { select: ['tenant_id', 'workspace_id', 'name'] },
    preview_draft: { select: 'all' },
  },
  gateway: {
    tenant: { select: ['id', 'workspace_id', 'slug'] },
    runtime: { select: ['id', 'workspace_id', 'tenant_id', 'desired_state', 'observed_phase', 'observed_reason'] },
    usage_day: {
      select: ['tenant_id', 'day', 'requests'],
      insert: ['tenant_id', 'workspace_id', 'day', 'requests'],
      update: ['requests'],
    },
  },
  broker: {
    runtime: { select: ['id', 'workspace_id', 'tenant_id', 'desired_bundle_id', 'observed_bundle_id'] },
    bundle: { select: ['id', 'workspace_id', 'tenant_id', 'digest', 'manifest', 'created_at'] },
    model_provider: { select: 'all' },
    tenant_key: { select: 'all' },
    approval: { select: ['id', 'tenant_id', 'subject_digest', 'state', 'decided_by'] },
    tenant: { select: ['id', 'workspace_id', 'slug', 'name'] },
    connection: { select: 'all', update: ['checked_at', 'check_ok', 'check_message'] },
    tenant_secret: { select: 'all' },
    effect: {
      select: 'all',
      insert: 'all',
      update: ['state', 'sealed_response', 'attempts', 'lease_until', 'lease_token', 'approval_id', 'finished_at'],
    },
    usage_day: {
      select: ['tenant_id', 'day', 'model_calls', 'input_tokens', 'output_tokens'],
      insert: ['tenant_id', 'workspace_id', 'day', 'model_calls', 'input_tokens', 'output_tokens'],
      update: ['model_calls', 'input_tokens', 'output_tokens'],
    },
  },
}
