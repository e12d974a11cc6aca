import { type Compiled, compile } from '../compile'
import type { BlueprintDocument } from '../document'

const id = '00000000-0000-4000-8000-000000000001'

/** Compiles for one made-up tenant. */
export function compileForTest(
  document: BlueprintDocument,
  slotValues: Readonly<Record<string, unknown>> = {},
): Compiled {
  return compile({
    document,
    version: 1,
    blueprint: { id, name: 'Test' },
    workspaceId: id,
    tenant: { id, slug: 'acme', name: 'Acme' },
    slotValues,
  })
}
