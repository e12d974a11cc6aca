import { searchDocuments } from '../blueprint/block-kinds/search-documents'
import type { Bundle } from './bundle'

/** The collections that a bundle's blocks search, also those of the versions that it calls: each once, by name. */
export function documentCollectionsOf({ steps, subflows = {} }: Pick<Bundle, 'steps' | 'subflows'>): string[] {
  const all = [steps, ...Object.values(subflows).map((subflow) => subflow.steps)].flat()
  const names = all.flatMap(({ kind, config }) => {
    const parsed = kind === searchDocuments.kind ? searchDocuments.config.safeParse(config) : null
    return parsed?.success === true ? [parsed.data.collection] : []
  })
  return [...new Set(names)].sort()
}
