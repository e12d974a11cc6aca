import type { z } from 'zod'
import { issueMessage } from '@/domain/blueprint/problem-paths'
import { type Path, pathText } from './config-path'

/** Why the drawing cannot hold what was written at a path; undefined when it can, or when something else is wrong. */
export function refusalOf(schema: z.ZodType | undefined, whole: unknown, path: Path): string | undefined {
  const parsed = schema?.safeParse(whole)
  if (parsed === undefined || parsed.success) return undefined
  const at = pathText(path)
  const issue = parsed.error.issues.find((candidate) => {
    const place = candidate.path.map(String).join('.')
    return place === at || place.startsWith(`${at}.`)
  })
  return issue && issueMessage(issue)
}
