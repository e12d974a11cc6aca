import { BulkheadError } from '@/domain/errors'

/** The HTTP status of Docker's refusal; undefined when Docker was not reached at all. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}

/** Runs one call to Docker; whatever goes wrong comes out with Docker's own sentence and with what to do about it. */
export async function askDocker<Result>(doing: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw toBulkheadError(doing, error)
  }
}

export function toBulkheadError(doing: string, error: unknown): BulkheadError {
  if (error instanceof BulkheadError) return error
  const sentence = sentenceOf(error)
  const status = statusOf(error)
  if (status === undefined) {
    return new BulkheadError(
      'engine-unavailable',
      `Docker did not answer while ${doing}: ${sentence}. ${remedy(error)}`,
      {
        cause: error,
      },
    )
  }
  const details = { doing, status }
  // What runc refuses comes as a 500, yet asking again will not help.
  const lasting = status < 500 || /OCI runtime create failed/.test(sentence)
  if (lasting) {
    const message = `Docker refused ${doing}: ${sentence}. Change what was asked for, or Docker's own settings, and try again.`
    return new BulkheadError('engine-refused', message, { cause: error, details })
  }
  const message = `Docker failed at ${doing}: ${sentence}. It will be tried again; if that goes on, look at Docker's log.`
  return new BulkheadError('engine-unavailable', message, { cause: error, details })
}

function remedy(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EPERM') {
    return 'Let this user reach Docker (`sudo usermod -aG docker <user>`, then sign in again).'
  }
  return 'Start it (`sudo systemctl start docker`, or open Docker Desktop); if it is elsewhere, set DOCKER_HOST.'
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const body: unknown = 'json' in error ? error.json : undefined
  const said = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined
  return (typeof said === 'string' ? said : error.message).trim().replace(/\.$/, '')
}
