import type { Statements } from './statements'

/** Values that outlive a run. `session` null: the tenant's own. */
export type Variables = {
  all(session: string | null): Record<string, unknown>
  set(session: string | null, values: Readonly<Record<string, unknown>>): void
}

export function createVariables({ rows, run, together }: Statements): Variables {
  return {
    all: (session) =>
      Object.fromEntries(
        rows<{ name: string; value: string }>(
          'SELECT name, value FROM variable WHERE session_id = ? ORDER BY name',
          session ?? '',
        ).map(({ name, value }) => [name, JSON.parse(value) as unknown]),
      ),
    set: (session, values) =>
      together(() => {
        for (const [name, value] of Object.entries(values)) {
          run(
            `INSERT INTO variable (session_id, name, value) VALUES (?, ?, ?)
             ON CONFLICT (session_id, name) DO UPDATE SET value = excluded.value`,
            session ?? '',
            name,
            JSON.stringify(value ?? null),
          )
        }
      }),
  }
}
