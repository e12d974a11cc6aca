import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BulkheadError } from '../../../errors'
import { digestOf } from '../../digest'
import { lint } from '../../lint'
import type { Incoming } from '../incoming'
import { readImport } from '../read-import'
import { blueprintFileText, writeBlueprintFile } from '../write-blueprint-file'
import { documentFlow } from './langflow/langflow-fixtures'
import { invoiceWorkflow, supportWorkflow } from './n8n/n8n-fixtures'
import { pythonExport, typescriptExport } from './openai-agents/openai-fixtures'

/** It is read whole, as a drawing that can be kept, exported and read again; or refused with a sentence. */
function readOrRefused(text: string): Incoming | null {
  try {
    const incoming = readImport(text)
    lint(incoming.document)
    const again = readImport(blueprintFileText(writeBlueprintFile(incoming, [])))
    expect(digestOf(again.document)).toBe(digestOf(incoming.document))
    for (const entry of [...incoming.report.changed, ...incoming.report.notMapped]) {
      expect(Object.values(entry).every((words) => words.trim() !== '')).toBe(true)
    }
    return incoming
  } catch (error) {
    if (error instanceof BulkheadError) return null
    throw error
  }
}

type Path = readonly (string | number)[]

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, item]) =>
    pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return [path, ...inner]
}

function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withAt(item, rest, put) : item))
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [key]: withAt(Reflect.get(value, key), rest, put) }
}

const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '={{ $json.a.b }}',
    '={{',
    '={{ }} {{ x }}',
    '{{ a',
    "={{ $('AI Agent').item.json['x y'] }}",
    '__proto__',
    'constructor',
  ),
)

describe('a drawing of another product in which anything may stand anywhere', () => {
  it.each<[string, object]>([
    ['n8n, chat', supportWorkflow],
    ['n8n, schedule', invoiceWorkflow],
    ['Langflow', documentFlow],
  ])('%s', (_name, fixture) => {
    const paths = pathsIn(fixture)
    const edits = fc.array(fc.tuple(fc.constantFrom(...paths), oddValue), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(edits, (list) => {
        const changed = list.reduce<unknown>((value, [path, put]) => withAt(value, path, put), fixture)
        readOrRefused(JSON.stringify(changed))
      }),
      { numRuns: 400 },
    )
  })

  it('n8n, any nodes in any order, also in circles', () => {
    const type = fc.constantFrom(
      ...[
        'chatTrigger',
        'agent',
        'textClassifier',
        'if',
        'switch',
        'splitInBatches',
        'noOp',
        'set',
        'merge',
        'wait',
        'x',
        'toString',
      ],
    )
    const workflow = fc
      .array(fc.tuple(type, fc.jsonValue({ maxDepth: 2 })), { minLength: 1, maxLength: 12 })
      .chain((nodes) => {
        const links = fc.array(fc.tuple(fc.nat(nodes.length - 1), fc.nat(2), fc.nat(nodes.length - 1)), {
          maxLength: 30,
        })
        return links.map((list) => {
          const connections: Record<string, { main: { node: string }[][] }> = {}
          for (const [from, output, to] of list) {
            const outputs = connections[`N${from}`]?.main ?? [[], [], []]
            outputs[output]?.push({ node: `N${to}` })
            connections[`N${from}`] = { main: outputs }
          }
          return {
            nodes: nodes.map(([short, parameters], index) => ({
              name: `N${index}`,
              type: `n8n-nodes-base.${short}`,
              parameters,
            })),
            connections,
          }
        })
      })
    fc.assert(
      fc.property(workflow, (value) => void readOrRefused(JSON.stringify(value))),
      { numRuns: 400 },
    )
  })
})

describe('code in which anything is missing, doubled or out of place', () => {
  it.each([
    ['TypeScript', typescriptExport],
    ['Python', pythonExport],
  ])('%s', (_name, source) => {
    const lines = source.split('\n')
    const kept = fc.shuffledSubarray(lines.slice(1), { minLength: 0 }).map((some) => [lines[0], ...some].join('\n'))
    const cut = fc.tuple(fc.nat(source.length), fc.nat(source.length), fc.string()).map(([a, b, put]) => {
      const [from, to] = a < b ? [a, b] : [b, a]
      return `${lines[0]}\n${source.slice(0, from)}${put}${source.slice(to)}`
    })
    fc.assert(
      fc.property(fc.oneof(kept, cut), (text) => void readOrRefused(text)),
      { numRuns: 400 },
    )
  })

  it('the largest code that is read is read in a moment, whatever it holds', () => {
    const head = 'import { Agent } from "@openai/agents"\nconst a = new Agent({ name: "A", instructions: "B" })\n'
    for (const odd of ['(', '{', 'x = f(', 'if (a) {', 'else if ', '`${', 'runner.run(a, ', '"']) {
      readOrRefused(head + odd.repeat(Math.floor(19_000 / Math.max(1, odd.trim().split(/\s+|\b/).length))))
    }
  })
})

it('as many nodes as are read, each led to many others, are read in a moment', () => {
  const name = (index: number) => `Node ${index}`
  const nodes = Array.from({ length: 500 }, (_, index) => ({
    name: name(index),
    type: index === 0 ? '@n8n/n8n-nodes-langchain.chatTrigger' : 'n8n-nodes-base.set',
    parameters: { assignments: { assignments: [{ name: 'x', value: '={{ $json.x }}', type: 'string' }] } },
  }))
  const connections = Object.fromEntries(
    nodes
      .slice(0, -5)
      .map(({ name: from }, index) => [from, { main: [[1, 2, 3, 4].map((step) => ({ node: name(index + step) }))] }]),
  )
  const incoming = readOrRefused(JSON.stringify({ name: 'Large', nodes, connections }))
  expect(Object.keys(incoming?.document.edges ?? {})).toHaveLength(1_980)
})
