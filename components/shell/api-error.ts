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

/** What is wrong with which field, where the server said so: path → sentence. */
export function errorProblems(error: unknown): Record<string, string> {
  const problems = errorData(error)?.details?.problems
  if (!Array.isArray(problems)) return {}
  return Object.fromEntries(
    problems.flatMap((problem: unknown) =>
      typeof problem === 'object' && problem !== null && 'path' in problem && 'message' in problem
        ? [[String(problem.path), String(problem.message)]]
        : [],
    ),
  )
}

function errorData(error: unknown): ErrorData | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined
  return typeof error.data === 'object' && error.data !== null ? error.data : undefined
}
