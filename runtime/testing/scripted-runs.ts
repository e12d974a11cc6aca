import { mkdtempSync, rmSync } from 'node:fs'
import { canonicalJson } from '@/domain/blueprint/canonical'
import { BulkheadError } from '@/domain/errors'
import type { EffectRequest } from '@/domain/runtime/broker-api'
import type { Bundle } from '@/domain/runtime/bundle'
import { type ActiveBundles, createActiveBundles } from '../bundle/active-bundles'
import { createHeldBundles, type HeldBundles } from '../bundle/held-bundles'
import { createLog } from '../host/log'
import type { TriggerEvent } from '../interpreter/block-runner'
import type { BlockServices } from '../interpreter/block-services'
import { preparePlan } from '../interpreter/plan'
import type { AskModel, ModelRequest } from '../models/model-client'
import type { Driven } from '../runs/drive-run'
import { historyFor } from '../runs/history'
import { createMessageRate } from '../runs/message-rate'
import { createRunEngine, type RunEngine, type RunRequest } from '../runs/run-engine'
import { createSchedules } from '../runs/schedules'
import { createSessionQueue } from '../runs/session-queue'
import { type Database, openStore } from '../store/open-store'
import { openStores, type Stores } from '../store/open-stores'
import { ids, signBundle } from './bundles'
import { scriptedServices } from './scripted-services'

export type Script = {
  /** What the model says; a call that asks for it gets it word by word. */
  say?: (request: ModelRequest) => string | Promise<string>
  /** What the world answers; called once for each key, as the broker sees to. */
  act?: (request: EffectRequest) => unknown
  /** Milliseconds since 1970. */
  startAt?: number
  /** In the place of scripted ones. */
  services?: (stores: Stores) => Partial<BlockServices>
  /** Looks at each write to the store: before it happens, and after. May throw. */
  onWrite?: (when: 'before' | 'after') => void
}

/** An engine on a real store, with a model, a broker and a clock that the test holds. */
export type ScriptedRuns = {
  engine: RunEngine
  stores: Stores
  bundles: ActiveBundles
  held: HeldBundles
  settled: Driven[]
  requests: ModelRequest[]
  /** What was done outside, each once. */
  acts: EffectRequest[]
  /** How often the broker was asked, repeats too. */
  asked: () => number
  now: () => number
  pass: (ms: number) => void
  activate: (bundle: Bundle, generation?: number) => void
  say: (content: string, more?: Partial<RunRequest>) => Promise<Driven>
  fire: (event: TriggerEvent, more?: Partial<RunRequest>) => Promise<Driven>
  /** As after a kill of the process and a new start. */
  restart: () => void
  close: () => void
}

type World = { now: number; acts: Map<string, { content: string; output: unknown }>; asked: number }

const storeKey = 'a-key-of-at-least-thirty-two-chars'
const noDeltas = () => undefined

export function scriptedRuns(bundle: Bundle, script: Script = {}): ScriptedRuns {
  const folder = mkdtempSync('/tmp/bh-runs-')
  const world: World = { now: script.startAt ?? Date.parse('2026-11-25T10:00:00Z'), acts: new Map(), asked: 0 }
  const settled: Driven[] = []
  const requests: ModelRequest[] = []
  let current = bundle
  let generation = 1
  let life = begin()

  function begin() {
    const database = openStore(folder, storeKey)
    const stores = openStores(script.onWrite === undefined ? database : watchWrites(database, script.onWrite))
    const now = () => world.now
    const prepare = (signed: { payload: string; digest: string }) =>
      preparePlan(JSON.parse(signed.payload) as Bundle, signed.digest)
    const held = createHeldBundles({ statements: stores.statements, prepare, now })
    const bundles = createActiveBundles(held, now)
    const schedules = createSchedules(stores.statements, ids.tenant, now)
    const engine = createRunEngine({
      ...stores,
      ports: portsOf(stores, world, script, requests),
      bundles,
      held,
      queue: createSessionQueue(),
      rate: createMessageRate(now),
      schedules,
      log: createLog(() => undefined),
      onSettled: (driven) => settled.push(driven),
      onChange: () => undefined,
    })
    const activate = () => {
      const signed = signBundle(current)
      bundles.swap(generation, prepare(signed), signed)
      if (bundles.active !== null) schedules.take(bundles.active.plan)
      engine.takeUp()
    }
    activate()
    return { engine, stores, bundles, held, activate }
  }

  const fire: ScriptedRuns['fire'] = (event, more = {}) =>
    life.engine.start({ session: 's1', event, onDelta: noDeltas, ...more })

  return {
    get engine() {
      return life.engine
    },
    get stores() {
      return life.stores
    },
    get bundles() {
      return life.bundles
    },
    get held() {
      return life.held
    },
    settled,
    requests,
    get acts() {
      return [...world.acts.values()].map(({ content }) => JSON.parse(content) as EffectRequest)
    },
    asked: () => world.asked,
    now: () => world.now,
    pass(ms) {
      world.now += ms
      life.engine.takeUp()
    },
    activate(next, nextGeneration = generation + 1) {
      current = next
      generation = nextGeneration
      life.activate()
    },
    say: (content, more) => fire({ kind: 'chat-message', content, files: [] }, more),
    fire,
    restart() {
      life.engine.stop()
      life.stores.database.close()
      life = begin()
    },
    close() {
      life.engine.stop()
      life.stores.database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

function portsOf(stores: Stores, world: World, script: Script, requests: ModelRequest[]) {
  const ask: AskModel = async (request) => {
    requests.push(request)
    const text = await (script.say ?? ((call) => `echo ${call.messages.at(-1)?.content}`))(request)
    for (const word of text.match(/\S+\s*|\s+/g) ?? []) request.onDelta?.(word)
    return { text, model: { name: 'scripted', demo: false }, usage: { inputTokens: 2, outputTokens: 1 } }
  }
  return {
    now: () => world.now,
    pause: async () => undefined,
    askUnder: () => ask,
    async act(_digest: string, request: EffectRequest) {
      world.asked += 1
      const { approval: _approval, ...content } = request
      const known = world.acts.get(request.key)
      if (known !== undefined && known.content !== canonicalJson(content)) {
        throw new BulkheadError('conflict', 'The same key came with another content.')
      }
      const output = known?.output ?? script.act?.(request) ?? { ok: true }
      world.acts.set(request.key, { content: canonicalJson(content), output })
      return output
    },
    servicesUnder: (_digest: string, session: string) => ({
      ...scriptedServices(stores, session, ask),
      ...script.services?.(stores),
    }),
    counters: () => ({ hour: 0, day: world.acts.size }),
    noteAct: () => undefined,
    variables: stores.variables.all,
    setVariables: stores.variables.set,
    history: (run: Parameters<typeof historyFor>[1], by: AskModel, model: string) =>
      historyFor(stores.conversations, run, by, model),
    noteTrouble: () => undefined,
  }
}

/** Sees everything that reaches the disk, each transaction once: the places at which a process can die. */
function watchWrites(database: Database, onWrite: NonNullable<Script['onWrite']>): Database {
  const prepare = database.prepare.bind(database)
  database.prepare = ((sql: string) => {
    const statement = prepare(sql)
    const run = statement.run.bind(statement)
    statement.run = (...values: unknown[]) => {
      const reachesDisk = sql === 'COMMIT' || !(database.inTransaction || sql === 'BEGIN IMMEDIATE')
      if (reachesDisk) onWrite('before')
      const result = run(...values)
      if (reachesDisk) onWrite('after')
      return result
    }
    return statement
  }) as Database['prepare']
  return database
}
