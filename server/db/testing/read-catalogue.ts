import type { Client } from 'pg'

export type TableFacts = { name: string; enabled: boolean; forced: boolean; owner: string; policies: number }

/** Tables, partitioned tables, views and materialized views of schema public. */
export async function readRelations(admin: Client): Promise<(TableFacts & { kind: string })[]> {
  const { rows } = await admin.query<TableFacts & { kind: string }>(`
    SELECT c.relname AS name, c.relkind::text AS kind, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      pg_get_userbyid(c.relowner) AS owner, (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    ORDER BY 1`)
  return rows
}

/** Each grant as one line, `bulkhead_web SELECT tenant` or `bulkhead_web UPDATE tenant(name)`; the owner's left out. */
export async function readGrants(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ line: string }>(`
    WITH grants AS (
      SELECT c.relname AS name, c.relowner AS owner, NULL AS col, a.grantee, a.privilege_type, a.is_grantable
      FROM pg_class c, aclexplode(c.relacl) a
      WHERE c.relnamespace = 'public'::regnamespace
      UNION ALL
      SELECT c.relname, c.relowner, t.attname, a.grantee, a.privilege_type, a.is_grantable
      FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
      WHERE c.relnamespace = 'public'::regnamespace
    )
    SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END || ' ' || privilege_type || ' ' || name
      || coalesce('(' || col || ')', '') || CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS line
    FROM grants WHERE grantee <> owner ORDER BY 1`)
  return rows.map((row) => row.line)
}

export async function readPolicies(admin: Client): Promise<{ table: string; name: string; roles: string[] }[]> {
  const { rows } = await admin.query<{ table: string; name: string; roles: string[] }>(`
    SELECT tablename AS table, policyname AS name, roles::text[] FROM pg_policies WHERE schemaname = 'public'`)
  return rows
}

export type RoleFacts = { name: string; powers: string[]; memberOf: string[]; owns: string[] }

export async function readRoles(admin: Client): Promise<RoleFacts[]> {
  const { rows } = await admin.query<RoleFacts>(`
    SELECT r.rolname AS name,
      array_remove(ARRAY[
        CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolbypassrls THEN 'bypassrls' END,
        CASE WHEN r.rolcreaterole THEN 'createrole' END, CASE WHEN r.rolcreatedb THEN 'createdb' END,
        CASE WHEN r.rolreplication THEN 'replication' END], NULL) AS powers,
      ARRAY(SELECT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m WHERE m.member = r.oid) AS "memberOf",
      ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'v', 'm')) AS owns
    FROM pg_roles r WHERE r.rolname LIKE 'bulkhead\\_%' ORDER BY 1`)
  return rows
}

/** Functions that run with their owner's rights, whoever calls them. */
export async function readDefinerFunctions(admin: Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(`
    SELECT p.oid::regprocedure::text AS name FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef`)
  return rows.map((row) => row.name)
}

export async function mayCreateTables(admin: Client, role: string): Promise<boolean> {
  const { rows } = await admin.query<{ may: boolean }>(`SELECT has_schema_privilege($1, 'public', 'CREATE') AS may`, [
    role,
  ])
  return rows[0]?.may === true
}
