import type { AddressInfo } from 'node:net'
import { BulkheadError } from '@/domain/errors'
import type { Bundle } from '@/domain/runtime/bundle'
import { createChatPage, type PageSource } from '../chat-page/render-page'
import { assembleKnowledge } from '../host/assemble-knowledge'
import { createLog } from '../host/log'
import { createHttpServer } from '../http/create-server'
import { textOf } from '../models/model-client'
import { type Script, scriptedRuns } from './scripted-runs'

export type InProcess = Awaited<ReturnType<typeof serveInProcess>>

/** The runtime's HTTP half with a real engine and store, inside the test's process and on a port of its own. */
export async function serveInProcess(
  bundle: Bundle,
  options: Omit<Script, 'say'> & { patienceMs?: number; page?: PageSource } = {},
) {
  const model = { say: async (content: string): Promise<string> => `echo ${content}` }
  const runs = scriptedRuns(bundle, {
    ...options,
    say: ({ messages }) =>
      model.say(textOf(messages.at(-1) ?? { content: '' })).catch(() => {
        throw new BulkheadError('model-unavailable', 'The model is away.')
      }),
  })
  const log = createLog(() => undefined)
  const state = { draining: false }
  const server = createHttpServer({
    engine: runs.engine,
    stores: runs.stores,
    held: runs.held,
    bundles: runs.bundles,
    knowledge: assembleKnowledge({
      stores: runs.stores,
      broker: {} as never,
      programFolder: '/nowhere',
      activeDigest: () => null,
      log,
      now: runs.now,
    }),
    page: createChatPage(options.page ?? { style: 'body{}', script: 'void 0' }),
    log,
    draining: () => state.draining,
    sealed: () => true,
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    model,
    runs,
    /** The runtime is about to stop. */
    drain: () => {
      state.draining = true
    },
    /** As when a network breaks down for a moment. */
    cut: () => server.closeAllConnections(),
    close: () => {
      server.close()
      server.closeAllConnections()
      runs.close()
    },
  }
}
