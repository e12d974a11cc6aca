import { type Compiled, compile } from '../compile'
import type { BlueprintDocument } from '../document'
import type { SubflowSources } from '../subflows'

const id = '00000000-0000-4000-8000-000000000001'

/** Compiles for one made-up tenant. */
export function compileForTest(
  document: BlueprintDocument,
  slotValues: Readonly<Record<string, unknown>> = {},
  subflows: SubflowSources = new Map(),
): Compiled {
  return compile({
    document,
    version: 1,
    subflows,
    blueprint: { id, name: 'Test' },
    workspaceId: id,
    tenant: { id, slug: 'acme', name: 'Acme' },
    slotValues,
  })
}
