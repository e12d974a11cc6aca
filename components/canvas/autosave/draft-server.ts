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
  'conflict',
])

export function draftServer(client: TRPCClient<AppRouter>, workspace: string, id: string): DraftServer {
  return {
    submit: async (input) => {
      try {
        return { type: 'stored', news: await client.blueprint.submitChanges.mutate({ workspace, id, ...input }) }
      } catch (error) {
        if (refusals.has(errorCode(error))) return { type: 'refused', why: errorSentence(error) }
        throw error
      }
    },
  }
}
