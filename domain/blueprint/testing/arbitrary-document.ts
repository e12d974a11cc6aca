import fc from 'fast-check'
import { blockKindOf, blockKinds } from '../block-kinds/registry'
import { subflowKey } from '../block-kinds/subflow'
import { type BlueprintDocument, emptyDocument, type Handling, type Slot } from '../document'
import { addBlock, canConnect, connect, setPolicy, setRuntime, setSlot } from '../operations'
import type { SubflowSource, SubflowSources } from '../subflows'

const words = fc.constantFrom('Hello', 'Answer {{ input }}', 'Be brief', 'Bonjour', '{{ tenant.name }}', 'Ünïcödé 💡')
const names = fc.uniqueArray(fc.constantFrom('Billing', 'Sales', 'Other', 'Technical', 'Spam'), {
  minLength: 2,
  maxLength: 5,
})
const prompts = fc.record({ model: fc.constantFrom('default', 'gpt-x'), instructions: words, prompt: words })

/** What every subflow block of these documents calls; see `subflowSources`. */
const subflowTarget = { blueprint: '00000000-0000-4000-8000-0000000000f1', version: 1 } as const

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
  schedule: fc.record({
    cron: fc.constantFrom('0 9 * * 1-5', '*/5 * * * *'),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
    missed: fc.constantFrom('run-once', 'skip'),
  }),
  'email-received': fc.record({ from: fc.constantFrom('', '@example.com'), subject: words, filter: fc.constant('') }),
  'skill-event': fc.record({ event: fc.constant('slack.app_mention'), filter: fc.constantFrom('', 'has(input.text)') }),
  called: fc.constant({ inputs: [{ name: 'text', description: '' }] }),
  summarise: fc.record({
    model: fc.constantFrom('default', 'gpt-x'),
    text: words,
    form: fc.constantFrom('sentences', 'bullets'),
    length: fc.integer({ min: 1, max: 5 }),
    focus: fc.constantFrom('', 'Dates'),
  }),
  agent: fc.tuple(prompts, fc.boolean(), fc.boolean()).map(([base, remember, tool]) => ({
    ...base,
    remember,
    tools: tool ? [{ skill: 'email', action: 'send' }] : [],
    maxSteps: 4,
    maxTokens: 50_000,
    maxSeconds: 60,
  })),
  loop: fc.record({
    over: fc.constantFrom('[1, 2, 3]', '["a"]', '[]', '[{"x": 1}, {"x": 2}]', 'input'),
    maxItems: fc.constantFrom(2, 100),
    atOnce: fc.integer({ min: 1, max: 4 }),
    collect: fc.constantFrom('', '"one"', 'tenant.name'),
    onItemError: fc.constantFrom('stop', 'skip'),
  }),
  wait: fc
    .tuple(fc.constantFrom('duration', 'time', 'condition', 'event'), fc.constantFrom('seconds', 'days'))
    .map(([what, unit]) => ({
      for: what,
      amount: 2,
      unit,
      until: '2030-01-01T00:00:00Z',
      condition: 'has(tenant.vars.open)',
      event: 'payment.received',
      match: '',
    })),
  approval: fc.record({
    question: words,
    people: fc.constantFrom<string[]>([], ['boss@example.com']),
    deadlineHours: fc.constantFrom(1, 72),
    atDeadline: fc.constantFrom('deny', 'approve', 'go-on'),
  }),
  subflow: fc.constant({ target: subflowTarget, inputs: [{ name: 'text', value: 'Hello' }] }),
  merge: fc.record({ values: fc.constantFrom(['input'], ['tenant.name', 'input']) }),
  remember: fc.record({
    memory: fc.constantFrom('notes', 'facts'),
    scope: fc.constantFrom('session', 'tenant'),
    key: fc.constantFrom('', 'one'),
    text: words,
  }),
  recall: fc.record({
    memory: fc.constantFrom('notes', 'facts'),
    scope: fc.constantFrom('session', 'tenant'),
    query: words,
    limit: fc.integer({ min: 1, max: 5 }),
  }),
  'search-documents': fc.record({ collection: fc.constant('documents'), query: words, limit: fc.constant(3) }),
  set: fc.record({
    scope: fc.constantFrom('turn', 'session', 'tenant'),
    values: fc.constantFrom([{ name: 'open', value: 'true' }], [{ name: 'seen', value: '1 + 2' }]),
  }),
  template: fc.record({ text: words }),
  code: fc.constant({
    source: 'return { size: String(input.text).length }',
    inputs: [{ name: 'text', value: 'tenant.name' }],
    timeSeconds: 5,
    memoryMb: 32,
  }),
  send: fc.constant({ skill: 'slack', action: 'post_message', inputs: { channel: '#general', text: 'Hello' } }),
  'call-webhook': fc.constant({ url: 'https://example.com/hooks', event: 'message', body: '{{ input }}', headers: [] }),
  return: fc.constant({ values: [{ name: 'result', value: '"done"' }] }),
}

const handling = fc.option(
  fc.record(
    {
      retries: fc.integer({ min: 0, max: 2 }),
      backOffSeconds: fc.constant(0),
      timeLimitSeconds: fc.constant(30),
      default: fc.constantFrom('nothing', null),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
)

const block = fc
  .constantFrom(...(Object.keys(blockKinds) as (keyof typeof blockKinds)[]))
  .chain((kind) =>
    fc.record({ kind: fc.constant(kind), config: configs[kind], attach: fc.nat(), port: fc.nat(), handling }),
  )

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
      for (const { kind, config, attach: at, port, handling: given } of blocks) {
        const added = addBlock(document, kind, { config })
        const isTrigger = blockKindOf(kind)?.group === 'trigger'
        document = isTrigger ? linkOn(added.document, added.id) : attach(added.document, added.id, at, port)
        document = withHandling(document, added.id, given)
      }
      for (const [from, port, to] of extra)
        document = attach(document, pick(Object.keys(document.blocks), to), from, port)
      for (const [name, value] of Object.entries(slots)) document = setSlot(document, name, value)
      return setPolicy(setRuntime(document, { memoryMb, cpus }), { sessions })
    })
}

/** The one version that subflow blocks of these documents call: it hands back what it is given. */
export const subflowSources: SubflowSources = new Map([[subflowKey(subflowTarget), echoSource()]])

function echoSource(): SubflowSource {
  const start = addBlock(emptyDocument(), 'called')
  const end = addBlock(start.document, 'return', { config: { values: [{ name: 'text', value: 'input.text' }] } })
  const document = connect(end.document, { block: start.id, port: 'out' }, { block: end.id, port: 'in' })
  return { ...subflowTarget, name: 'Echo', document }
}

/** Only what a kind can use: one that cannot fail has no handling, one without a main value no default. */
function withHandling(document: BlueprintDocument, id: string, given: Handling | undefined): BlueprintDocument {
  const added = document.blocks[id]
  const failure = blockKindOf(added?.kind ?? '')?.failure
  if (added === undefined || given === undefined || !failure) return document
  const { default: standIn, ...rest } = given
  const handling = failure.main === null || standIn === undefined ? rest : { ...rest, default: standIn }
  return { ...document, blocks: { ...document.blocks, [id]: { ...added, handling } } }
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
