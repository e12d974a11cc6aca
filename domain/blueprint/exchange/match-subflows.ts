import { subflowKey } from '../block-kinds/subflow'
import type { Block, BlueprintDocument } from '../document'
import type { SubflowTarget } from '../subflows'
import type { SubflowReference } from './blueprint-file'
import { callOf, subflowCalls } from './subflow-calls'

/** What became of one call of another blueprint. `to` is null when nothing here is the same; then `why` and `todo` say more. */
export type SubflowMatch = { from: SubflowTarget; name: string; to: SubflowReference | null; why: string; todo: string }

/**
 * Finds, for every call of a drawing from elsewhere, a version here that says the same: by its digest, and among several
 * by id, then by name, then the newest. A version that only has the same name is not taken: it may do something else.
 */
export function matchSubflows(
  document: Pick<BlueprintDocument, 'blocks'>,
  references: readonly SubflowReference[],
  here: readonly SubflowReference[],
): SubflowMatch[] {
  return subflowCalls(document).map((from) => {
    const wanted = references.find((reference) => subflowKey(reference) === subflowKey(from))
    if (wanted === undefined) {
      const why = 'The file does not say which blueprint this is.'
      return { from, name: 'Unknown blueprint', to: null, why, todo: 'Choose one in the block.' }
    }
    const to = bestOf(wanted, here)
    return { from, name: wanted.name, to, ...(to === null ? whyNone(wanted, here) : { why: '', todo: '' }) }
  })
}

/** The drawing with its calls led to what was found here; the others call nothing, which lint asks about. */
export function applySubflows(document: BlueprintDocument, matches: readonly SubflowMatch[]): BlueprintDocument {
  const found = new Map(matches.map(({ from, to }) => [subflowKey(from), to]))
  const blocks = Object.entries(document.blocks).map(([id, block]): [string, Block] => {
    const target = callOf(block)
    if (target === null) return [id, block]
    const to = found.get(subflowKey(target)) ?? null
    const led = to === null ? null : { blueprint: to.blueprint, version: to.version }
    return [id, { ...block, config: { ...block.config, target: led } }]
  })
  return { ...document, blocks: Object.fromEntries(blocks) }
}

function bestOf(wanted: SubflowReference, here: readonly SubflowReference[]): SubflowReference | null {
  const same = here.filter(({ digest }) => digest === wanted.digest)
  const rank = (found: SubflowReference) =>
    Number(subflowKey(found) === subflowKey(wanted)) * 4 + Number(found.name === wanted.name) * 2
  return same.toSorted((a, b) => rank(b) - rank(a) || b.version - a.version)[0] ?? null
}

function whyNone({ name, version }: SubflowReference, here: readonly SubflowReference[]) {
  const sameName = here.some((other) => other.name === name)
  return sameName
    ? {
        why: `“${name}” is here, but no version of it is the same as v${version} there.`,
        todo: 'Choose a version in the block.',
      }
    : { why: `There is no “${name}” here.`, todo: 'Import it first, or choose another blueprint in the block.' }
}
