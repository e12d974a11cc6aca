type ErrorData = { code?: unknown; details?: { problems?: unknown } }

const unreachable = 'The server cannot be reached. Check your connection; this page tries again by itself.'

/** The server's own sentence where it sent one; ours where nothing came back. */
export function errorSentence(error: unknown): string {
  const data = errorData(error)
  if (data?.code !== undefined && error instanceof Error) return error.message
  return unreachable
}

export function errorCode(error: unknown): string | undefined {
  const code = errorData(error)?.code
  return typeof code === 'string' ? code : undefined
}

function errorData(error: unknown): ErrorData | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined
  return typeof error.data === 'object' && error.data !== null ? error.data : undefined
}
