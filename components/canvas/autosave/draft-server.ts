import type { TRPCClient } from '@trpc/client'
import { errorCode, errorSentence } from '@/components/shell/api-error'
import type { AppRouter } from '@/server/api/router'
import type { DraftServer } from './autosave'

/** Answers that will be the same however often we ask. Everything else is worth another try. */
const refusals: ReadonlySet<string | undefined> = new Set([
  'bad-input',
  'too-large',
  'not-signed-in',
  'forbidden',
  'not-found',
])

export function draftServer(client: TRPCClient<AppRouter>, workspace: string, id: string): DraftServer {
  return {
    save: async (draft) => {
      try {
        const { revision } = await client.blueprint.saveDraft.mutate({ workspace, id, ...draft })
        return { type: 'saved', revision }
      } catch (error) {
        const code = errorCode(error)
        if (code === 'conflict') return { type: 'conflict' }
        if (refusals.has(code)) return { type: 'refused', why: errorSentence(error) }
        throw error
      }
    },
    load: async () => (await client.blueprint.get.query({ workspace, id })).draft,
  }
}
