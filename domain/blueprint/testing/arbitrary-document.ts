import fc from 'fast-check'
import { blockKindOf, blockKinds } from '../block-kinds/registry'
import { type BlueprintDocument, emptyDocument, type Slot } from '../document'
import { addBlock, canConnect, connect, setPolicy, setRuntime, setSlot } from '../operations'

const words = fc.constantFrom('Hello', 'Answer {{ input }}', 'Be brief', 'Bonjour', '{{ tenant.name }}', 'Ünïcödé 💡')
const names = fc.uniqueArray(fc.constantFrom('Billing', 'Sales', 'Other', 'Technical', 'Spam'), {
  minLength: 2,
  maxLength: 5,
})
const prompts = fc.record({ model: fc.constantFrom('default', 'gpt-x'), instructions: words, prompt: words })

const configs: Record<keyof typeof blockKinds, fc.Arbitrary<Record<string, unknown>>> = {
  'chat-message': fc.record({ greeting: words, suggestions: fc.array(words, { maxLength: 3 }) }),
  webhook: fc.record({ event: fc.constantFrom('*', 'order.created') }),
  reason: fc
    .tuple(prompts, fc.boolean(), fc.option(fc.constantFrom(0, 0.5, 1), { nil: undefined }))
    .map(([base, remember, temperature]) => ({
      ...base,
      remember,
      ...(temperature === undefined ? {} : { temperature }),
    })),
  decide: fc.tuple(prompts, names, words).map(([base, branches, description]) => {
    return { ...base, branches: branches.map((name) => ({ name, description })), fallback: branches[0] }
  }),
  extract: fc
    .tuple(prompts, fc.constantFrom('text', 'number', 'boolean', 'date', 'email'), fc.boolean())
    .map(([base, type, required]) => ({ ...base, fields: [{ name: 'field', type, description: '', required }] })),
  branch: names.map((list) => ({ conditions: list.map((name) => ({ name, when: 'tenant.name == "Acme"' })) })),
  reply: fc.record({ text: words }),
}

const block = fc
  .constantFrom(...(Object.keys(blockKinds) as (keyof typeof blockKinds)[]))
  .chain((kind) => fc.record({ kind: fc.constant(kind), config: configs[kind], attach: fc.nat(), port: fc.nat() }))

const slot: fc.Arbitrary<Slot> = fc.record({
  type: fc.constant('text' as const),
  label: fc.constantFrom('Company', 'Tone'),
  owner: fc.constantFrom('platform', 'builder', 'tenant'),
  required: fc.boolean(),
  default: words,
})

/**
 * Documents without lint errors: at least a trigger and a block, each block fed by an earlier one, some by two; with
 * slots, runtime needs and policy. Shrinks towards few blocks.
 */
export function arbitraryDocument(): fc.Arbitrary<BlueprintDocument> {
  return fc
    .record({
      blocks: fc.array(block, { maxLength: 14 }),
      extra: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 6 }),
      slots: fc.dictionary(fc.constantFrom('company', 'tone', 'place'), slot, { maxKeys: 3 }),
      memoryMb: fc.constantFrom(128, 256, 1024),
      cpus: fc.constantFrom(0.25, 0.5, 2),
      sessions: fc.constantFrom('finish' as const, 'move' as const),
    })
    .map(({ blocks, extra, slots, memoryMb, cpus, sessions }) => {
      const first = addBlock(emptyDocument(), 'chat-message')
      const second = addBlock(first.document, 'reply')
      let document = attach(second.document, second.id, 0, 0)
      for (const { kind, config, attach: at, port } of blocks) {
        const added = addBlock(document, kind, { config })
        const isTrigger = blockKindOf(kind)?.group === 'trigger'
        document = isTrigger ? linkOn(added.document, added.id) : attach(added.document, added.id, at, port)
      }
      for (const [from, port, to] of extra)
        document = attach(document, pick(Object.keys(document.blocks), to), from, port)
      for (const [name, value] of Object.entries(slots)) document = setSlot(document, name, value)
      return setPolicy(setRuntime(document, { memoryMb, cpus }), { sessions })
    })
}

/** Draws an edge to `id` from some block that may lead to it; none when nothing may. */
function attach(document: BlueprintDocument, id: string, at: number, port: number): BlueprintDocument {
  const ends = Object.entries(document.blocks).flatMap(([source, { kind, config }]) => {
    const ports = (blockKindOf(kind)?.outputs(config) ?? []).map(({ name }) => ({ block: source, port: name }))
    const end = ports[port % Math.max(1, ports.length)]
    return end !== undefined && canConnect(document, end, { block: id, port: 'in' }).ok ? [end] : []
  })
  const end = ends[at % Math.max(1, ends.length)]
  return end === undefined ? document : connect(document, end, { block: id, port: 'in' })
}

/** A trigger must start something: the reply that every document has. */
function linkOn(document: BlueprintDocument, id: string): BlueprintDocument {
  return connect(document, { block: id, port: 'out' }, { block: 'reply', port: 'in' })
}

function pick(list: readonly string[], at: number): string {
  return list[at % list.length] ?? 'reply'
}
