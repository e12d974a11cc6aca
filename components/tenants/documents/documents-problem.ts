import { z } from 'zod'

/**
 * Why a runtime did not do what was asked. `unreachable`: nothing came back that a browser may read. `busy`: the same
 * again in a moment may succeed. `key`: the key is not the current one. `gone`: there is no such document any more. `unfit`: this
 * file is no document, now or later.
 */
export type ProblemKind = 'unreachable' | 'busy' | 'key' | 'gone' | 'unfit' | 'refused'

/** Its message is a sentence for people. */
export class DocumentsProblem extends Error {
  readonly kind: ProblemKind

  constructor(kind: ProblemKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

const bodySchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** A runtime answers for itself: what it says is shown, as far as people read. */
const mostChars = 400

export function unreachable(url: string, cause?: unknown): DocumentsProblem {
  const message = `The agent’s address does not answer (${new URL(url).host}). It may be starting or being updated, or not be reachable from your network.`
  return new DocumentsProblem('unreachable', message, { cause })
}

/** From an answer that is not a success: the runtime's own sentence, except where a person can do something about it here. */
export function problemOf(status: number, body: string): DocumentsProblem {
  const said = bodySchema.safeParse(parseJson(body)).data?.error
  if (status === 401 || status === 403) {
    return new DocumentsProblem(
      'key',
      'The agent did not accept the key to its documents. Try again; if it stays, reload the page.',
    )
  }
  if (status === 404) return new DocumentsProblem('gone', 'This document is not there any more.')
  const kind = kindOf(status)
  if (said === undefined) return new DocumentsProblem(kind, `The agent answered with status ${status}. Try again.`)
  return new DocumentsProblem(kind, said.message.slice(0, mostChars))
}

function kindOf(status: number): ProblemKind {
  if (status === 429 || status === 503) return 'busy'
  return status === 400 || status === 413 ? 'unfit' : 'refused'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
