import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { BulkheadError } from '@/domain/errors'
import type { Bundle } from '@/domain/runtime/bundle'
import type { TurnTelemetry } from '@/domain/runtime/door-messages'
import { createActiveBundles } from '../bundle/active-bundles'
import { createChatPage } from '../chat-page/render-page'
import { createLog } from '../host/log'
import { createHttpServer } from '../http/create-server'
import { preparePlan } from '../interpreter/plan'
import { type AskModel, textOf } from '../models/model-client'
import { createConversations } from '../store/conversations'
import { openStore } from '../store/open-store'
import { createSessionQueue } from '../turns/session-queue'
import { createTurnService } from '../turns/turn-service'
import { digestOf } from './bundles'

/** The runtime's HTTP half with a real store, inside the test's process and on a port of its own. */
export async function serveInProcess(bundle: Bundle) {
  const folder = mkdtempSync('/tmp/bh-store-')
  const store = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
  const bundles = createActiveBundles()
  bundles.swap(1, preparePlan(bundle, digestOf(JSON.stringify(bundle))))
  const telemetry: TurnTelemetry[] = []
  const model = { say: (async (content) => `echo ${content}`) as (content: string) => Promise<string> }
  const ask: AskModel = async (request) => {
    const text = await model.say(textOf(request.messages.at(-1) ?? { content: '' })).catch(() => {
      throw new BulkheadError('model-unavailable', 'The model is away.')
    })
    for (const word of text.match(/\S+\s*/g) ?? []) request.onDelta?.(word)
    return { text, model: { name: 'scripted', demo: true }, usage: { inputTokens: 2, outputTokens: 1 } }
  }
  const log = createLog(() => undefined)
  const turns = createTurnService({
    bundles,
    conversations: createConversations(store),
    modelsUnder: () => ask,
    queue: createSessionQueue(),
    telemetry: (turn) => telemetry.push(turn),
    log,
  })
  const page = createChatPage({ style: 'body{}', script: 'void 0' })
  const server = createHttpServer({ turns, bundles, page, log, draining: () => false, sealed: () => true })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    telemetry,
    model,
    close: () => {
      server.close()
      server.closeAllConnections()
      store.close()
      rmSync(folder, { recursive: true })
    },
  }
}
