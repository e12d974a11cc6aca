import { z } from 'zod'
import { readBoundedText } from '@/components/shell/bounded-text'

/** What a tenant's runtime answers at `GET /v1/approvals/<id>`. */
const questionSchema = z.object({ question: z.string() })

const waitMs = 15_000
/** A runtime answers for itself: a browser takes no more of it than people can read. */
const mostBytes = 256_000

/** Its message is a sentence for people. */
export class QuestionUnread extends Error {}

/**
 * The question's text, from the tenant's own address: it never passes the control plane. The key opens this one question;
 * no cookie travels.
 */
export async function fetchQuestion(
  { url, id, viewKey }: { url: string; id: string; viewKey: string },
  signal: AbortSignal,
): Promise<string> {
  const response = await ask(`${url.replace(/\/+$/, '')}/v1/approvals/${id}`, viewKey, signal)
  if (response.status === 404) {
    throw new QuestionUnread('The agent no longer keeps this question: it has been settled, or its run has ended.')
  }
  if (response.status === 401 || response.status === 403) {
    throw new QuestionUnread('The agent did not accept this question’s key. Reload the page to get the current one.')
  }
  if (!response.ok) {
    throw new QuestionUnread(`The agent answered with status ${response.status} instead of the question.`)
  }
  return parse(await readText(response))
}

async function ask(address: string, viewKey: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, {
      headers: { authorization: `Bearer ${viewKey}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(waitMs)]),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw new QuestionUnread(
      `The tenant’s address does not answer (${new URL(address).host}). It may be starting, or not be reachable from your network.`,
      { cause: error },
    )
  }
}

async function readText(response: Response): Promise<string> {
  const text = await readBoundedText(response, mostBytes)
  if (text === null) throw new QuestionUnread('The agent’s question is longer than anybody could read.')
  return text
}

function parse(text: string): string {
  try {
    return questionSchema.parse(JSON.parse(text)).question
  } catch (error) {
    throw new QuestionUnread('The agent’s answer is not a question. Its version may be older than approvals.', {
      cause: error,
    })
  }
}
