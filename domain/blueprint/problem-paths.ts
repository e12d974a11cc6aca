import type { z } from 'zod'

/** `["blocks", "triage", "config", "branches", 0]` → `blocks.triage.config.branches.0`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

/** Where an issue of zod belongs: for a key that should not be there, the key itself. */
export function issuePaths(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => pathText([...issue.path, key]))
  return [pathText(issue.path)]
}

/** Zod's sentence without its jargon: messages of ours pass through. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'is not known here'
    case 'invalid_type':
      return issue.message.startsWith('Invalid input') ? `must be ${article(issue.expected)}` : issue.message
    case 'invalid_value':
      return issue.message.startsWith('Invalid')
        ? `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
        : issue.message
    case 'invalid_key':
      return issue.issues.map((inner) => inner.message).join('; ')
    default:
      return issue.message
  }
}

function article(expected: string): string {
  const words: Record<string, string> = {
    object: 'an object',
    array: 'a list',
    record: 'an object',
    int: 'a whole number',
  }
  return words[expected] ?? `a ${expected}`
}
