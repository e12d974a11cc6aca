import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { BulkheadError } from '../errors'
import { bundleLimits, bundleSchema } from '../runtime/bundle'
import { applyDiff } from './apply-diff'
import { canonicalJson, sha256Digest, utf8Length } from './canonical'
import { describeChange, diff } from './diff'
import { digestOf } from './digest'
import type { BlueprintDocument } from './document'
import { isError, lint } from './lint'
import { connect, removeBlocks } from './operations'
import { parseDocument } from './parse'
import { arbitraryDocument, subflowSources } from './testing/arbitrary-document'
import { compileForTest } from './testing/compile-for-test'

/** Many runs take their time on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

const document = arbitraryDocument()

/** The same JSON with every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('canonical JSON', () => {
  test('reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
      }),
    )
  })
})

describe('the digest', () => {
  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(document, (a) => {
        expect(digestOf(parseDocument(reversed(a)))).toBe(digestOf(a))
      }),
    )
  })

  test('is the same exactly when the diff is empty', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        expect(diff(a, a)).toEqual([])
        expect(diff(a, b).length === 0).toBe(digestOf(a) === digestOf(b))
      }),
    )
  })
})

describe('the diff', () => {
  test('applied to a gives b', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        expect(applyDiff(a, diff(a, b))).toEqual(b)
      }),
    )
  })

  test('still gives b after a journey through JSON, and leaves a untouched', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        const before = canonicalJson(a)
        expect(applyDiff(a, JSON.parse(JSON.stringify(diff(a, b))))).toEqual(b)
        expect(canonicalJson(a)).toBe(before)
      }),
    )
  })

  test('says each change in words, and calls exactly the runtime needs a restart', () => {
    fc.assert(
      fc.property(document, document, (a, b) => {
        for (const change of diff(a, b)) {
          expect(describeChange(change, a, b)).toMatch(/^[A-Z][^\n]{5,}$/)
          expect(change.rollout === 'restart').toBe(change.kind === 'runtime-changed')
        }
      }),
    )
  })
})

describe('compile', () => {
  test('accepts what lint accepts, and gives the same bytes for the same drawing', () => {
    fc.assert(
      fc.property(document, (a) => {
        expect(lint(a).filter(isError)).toEqual([])
        const compiled = compileForTest(a, {}, subflowSources)
        expect(compileForTest(parseDocument(reversed(a)), {}, subflowSources)).toEqual(compiled)
        expect(compiled.digest).toBe(sha256Digest(compiled.payload))
        expect(bundleSchema.parse(JSON.parse(compiled.payload))).toEqual(compiled.bundle)
        expect(utf8Length(compiled.payload)).toBeLessThanOrEqual(bundleLimits.payloadBytes)
      }),
    )
  })

  test('puts every step after all that lead to it', () => {
    fc.assert(
      fc.property(document, (a) => {
        const { steps } = compileForTest(a, {}, subflowSources).bundle
        const place = new Map(steps.map((step, index) => [step.id, index]))
        expect(steps).toHaveLength(Object.keys(a.blocks).length)
        for (const { from, to } of Object.values(a.edges)) {
          expect(place.get(from.block)).toBeLessThan(place.get(to.block) ?? -1)
        }
      }),
    )
  })

  test('allows exactly the models that the steps name', () => {
    fc.assert(
      fc.property(document, (a) => {
        const { steps, manifest } = compileForTest(a, {}, subflowSources).bundle
        const named = steps.flatMap((step) => (typeof step.config.model === 'string' ? [step.config.model] : []))
        expect(manifest.models).toEqual([...new Set(named)].sort())
      }),
    )
  })
})

describe('removing a block and putting it back', () => {
  test('gives the same drawing', () => {
    fc.assert(
      fc.property(document, fc.nat(), (a, at) => {
        const ids = Object.keys(a.blocks)
        const id = ids[at % ids.length] ?? ''
        const block = a.blocks[id]
        if (block === undefined) throw new Error('no such block')
        const without = removeBlocks(a, [id])
        expect(Object.values(without.edges).some(({ from, to }) => from.block === id || to.block === id)).toBe(false)
        let back: BlueprintDocument = { ...without, blocks: { ...without.blocks, [id]: block } }
        for (const { from, to } of Object.values(a.edges)) {
          if (from.block === id || to.block === id) back = connect(back, from, to)
        }
        expect(digestOf(back)).toBe(digestOf(a))
      }),
    )
  })
})

describe('lint', () => {
  /** Documents of the right shape with anything in their configs and at the ends of their edges. */
  const ids = fc.constantFrom('a', 'b', 'input', 'size', 'reply')
  const ends = fc.record({ block: ids, port: fc.constantFrom('in', 'out', 'error', 'yes') })
  const anyText = fc.oneof(
    fc.string(),
    fc.constantFrom('{{', '{{ a.b }}', '{{ }}', '{{ "}}" }}', 'a.b > 1', '{{ a[0].x }}'),
  )
  const anyConfig = fc.dictionary(
    fc.constantFrom('prompt', 'instructions', 'text', 'branches', 'conditions', 'fields', 'fallback', 'model', 'x'),
    fc.oneof(
      anyText,
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.record({ name: anyText, when: anyText, type: anyText }, { requiredKeys: [] })),
    ),
  )
  const wild = fc.record({
    schema: fc.constant(1),
    blocks: fc.dictionary(
      ids,
      fc.record({
        kind: fc.constantFrom('chat-message', 'webhook', 'reason', 'decide', 'extract', 'branch', 'reply'),
        label: fc.constant('Block'),
        config: anyConfig,
      }),
    ),
    edges: fc.dictionary(fc.constantFrom('e1', 'e2', 'a.out>b.in', 'b.out>a.in'), fc.record({ from: ends, to: ends })),
    slots: fc.dictionary(
      ids,
      fc.record(
        {
          type: fc.constantFrom('text', 'number', 'choice', 'boolean'),
          label: fc.constant('Slot'),
          owner: fc.constant('tenant'),
          required: fc.boolean(),
          default: fc.oneof(fc.string(), fc.boolean(), fc.integer()),
          choices: fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 3 }),
        },
        { requiredKeys: ['type', 'label', 'owner', 'required'] },
      ),
    ),
    runtime: fc.constant({ image: 'default', memoryMb: 256, cpus: 0.5 }),
    policy: fc.constant({ sessions: 'finish' }),
  })

  test('never throws on a document that parse accepts, and finds the same twice', () => {
    fc.assert(
      fc.property(wild, (input) => {
        const parsed = parseDocument(JSON.parse(JSON.stringify(input)))
        expect(lint(parsed)).toEqual(lint(parsed))
      }),
      { numRuns: 200 },
    )
  })

  test('lets nothing through that compile would stumble over', () => {
    fc.assert(
      fc.property(wild, (input) => {
        const parsed = parseDocument(JSON.parse(JSON.stringify(input)))
        const slots = Object.fromEntries(Object.keys(parsed.slots).map((name) => [name, parsed.slots[name]?.default]))
        try {
          compileForTest(parsed, slots, subflowSources)
        } catch (error) {
          if (!(error instanceof BulkheadError)) throw error
          expect(['lint-failed', 'bad-input']).toContain(error.code)
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('parse', () => {
  test('refuses any other JSON with a clear error, never another one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          parseDocument(value)
        } catch (error) {
          expect(error).toBeInstanceOf(BulkheadError)
        }
      }),
    )
  })
})
