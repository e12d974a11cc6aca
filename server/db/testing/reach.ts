import type { ProcessRole } from '../roles'
import type { Scope } from '../scope'

/** A row as the administrator sees it: where it stands, and whose it is. */
export type Row = {
  table: string
  /** Primary key, as JSON. */
  key: string
  /** Changes with each change of the row. */
  place: string
  workspaceId: string | null
  tenantId: string | null
  /** The person that an account's row belongs to. */
  userId: string | null
  data: Record<string, unknown>
}

export type Realm = 'auth' | ''
export type Look = { role: ProcessRole; scope: Scope; realm: Realm; rows: readonly Row[] }

/** What the walls promise, said without SQL: may this role, working in this scope, see (or change) this row? */
export function mayReach(look: Look, row: Row, kind: 'see' | 'change'): boolean {
  switch (look.role) {
    case 'web':
      return webReaches(look, row, kind)
    case 'controller':
      return row.table === 'strand' || inWorkspace(look.scope, row)
    case 'gateway':
      if (row.table === 'tenant') return row.data.slug === look.scope.slug
      return row.tenantId !== null && row.tenantId === look.scope.tenantId
    case 'broker':
      if (row.table === 'model_provider') return inWorkspace(look.scope, row)
      if (row.table === 'runtime') return row.data.id === look.scope.runtimeId
      return row.tenantId !== null && row.tenantId === look.scope.tenantId
  }
}

const customerTables = ['tenant', 'runtime', 'runtime_status', 'incident', 'usage_day', 'approval']

function webReaches({ scope, realm, rows }: Look, row: Row, kind: 'see' | 'change'): boolean {
  const isCustomer = scope.tenantId !== undefined
  if (row.table.startsWith('auth_')) {
    if (realm === 'auth') return true
    const works = rows.some((other) => isMembershipOf(other, row.userId) && inWorkspace(scope, other))
    return row.table === 'auth_user' && kind === 'see' && !isCustomer && works
  }
  if (kind === 'see' && scope.userId !== undefined) {
    if (isMembershipOf(row, scope.userId)) return true
    const isOwn = rows.some((other) => isMembershipOf(other, scope.userId) && other.workspaceId === row.workspaceId)
    if (row.table === 'workspace' && isOwn) return true
  }
  if (!inWorkspace(scope, row)) return false
  if (!isCustomer) return true
  if (kind === 'change') return row.table === 'approval' && row.tenantId === scope.tenantId
  if (row.table === 'workspace') return true
  return customerTables.includes(row.table) && row.tenantId === scope.tenantId
}

function inWorkspace(scope: Scope, row: Row): boolean {
  return row.workspaceId !== null && row.workspaceId === scope.workspaceId
}

function isMembershipOf(row: Row, userId: string | null | undefined): boolean {
  return row.table === 'membership' && userId != null && row.data.user_id === userId
}
