import { BulkheadError } from '../errors'
import { blockKindOf } from './block-kinds/registry'
import { subflowKey } from './block-kinds/subflow'
import type { BlueprintDocument } from './document'

/** A published version of another blueprint, as a subflow block calls it. */
export type SubflowSource = { blueprint: string; name: string; version: number; document: BlueprintDocument }
/** By `subflowKey`: every version that a drawing calls, and that those call in turn. */
export type SubflowSources = ReadonlyMap<string, SubflowSource>

export const subflowLimits = { depth: 5, versions: 50 } as const

export type SubflowTarget = { blueprint: string; version: number }

/** The versions that a drawing itself calls, each once. */
export function subflowTargets({ blocks }: Pick<BlueprintDocument, 'blocks'>): SubflowTarget[] {
  const targets = new Map<string, SubflowTarget>()
  for (const { kind, config } of Object.values(blocks)) {
    if (kind !== 'subflow') continue
    const result = blockKindOf(kind)?.config.safeParse(config)
    const target = result?.success === true ? (result.data.target as SubflowTarget | null) : null
    if (target !== null) targets.set(subflowKey(target), target)
  }
  return [...targets.values()]
}

/**
 * Throws `bad-input` when a drawing calls itself, on whatever way and in whatever version, calls a version that is not
 * there or cannot be called, or when calls go too deep. Names the way.
 */
export function checkSubflows(
  root: { blueprint: string; name: string; document: BlueprintDocument },
  sources: SubflowSources,
): void {
  const visit = (document: BlueprintDocument, way: readonly { blueprint: string; name: string }[]) => {
    for (const target of subflowTargets(document)) {
      const source = sources.get(subflowKey(target))
      const caller = way.at(-1)?.name ?? root.name
      if (source === undefined) {
        throw new BulkheadError('bad-input', `"${caller}" calls a version of a blueprint that is not there any more.`)
      }
      const named = `"${source.name}" v${source.version}`
      if (way.some(({ blueprint }) => blueprint === source.blueprint)) {
        const names = [...way.map(({ name }) => `"${name}"`), `"${source.name}"`].join(' → ')
        throw new BulkheadError('bad-input', `Subflows run in a circle: ${names}. Remove one of the calls.`)
      }
      if (way.length > subflowLimits.depth) {
        throw new BulkheadError('bad-input', `Subflows are nested more than ${subflowLimits.depth} deep at ${named}.`)
      }
      if (!Object.values(source.document.blocks).some(({ kind }) => kind === 'called')) {
        const message = `${named} cannot be called: it has no block "Called as a subflow".`
        throw new BulkheadError('bad-input', message)
      }
      visit(source.document, [...way, source])
    }
  }
  visit(root.document, [root])
}
