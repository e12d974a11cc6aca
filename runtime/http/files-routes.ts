import { randomUUID } from 'node:crypto'
import { BulkheadError } from '@/domain/errors'
import { messageRequestSchema } from '@/domain/runtime/runtime-api'
import type { FileStore } from '../files/file-store'
import { fileLimits } from '../files/file-store'
import { answerJson } from './answer'
import type { ReadUpload } from './read-upload'
import type { Route } from './routes'

/**
 * Files that a message is going to carry, by whoever may write to the agent. Without a session a new one begins.
 *   POST /v1/files?session=&name=   the file itself as the body → 201 { session, file: FileReference }
 */
export function filesRoutes({ files, readUpload }: { files: FileStore; readUpload: ReadUpload }): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/v1\/files$/,
      async handle(request, response) {
        const { searchParams } = new URL(request.url ?? '/', 'http://runtime')
        const session = sessionOf(searchParams.get('session'))
        const bytes = await readUpload(request, fileLimits.bytes)
        answerJson(response, 201, {
          session,
          file: files.save(session, { name: searchParams.get('name') ?? '', bytes }),
        })
      },
    },
  ]
}

function sessionOf(given: string | null): string {
  const result = messageRequestSchema.shape.session.safeParse(given ?? randomUUID())
  if (result.success && result.data !== undefined) return result.data
  throw new BulkheadError('bad-input', `The session ${result.error?.issues[0]?.message ?? 'is not valid'}.`)
}
