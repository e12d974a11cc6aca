import { stripTypeScriptTypes } from 'node:module'
import { BulkheadError } from '@/domain/errors'
import { asFunction } from './job'

const [prefix = '', suffix = ''] = asFunction('\0').split('\0')

/**
 * TypeScript, the body of a function of `input`, as JavaScript with every line where it was. Throws `bad-input` with the
 * line that cannot be read. The first call costs some 11 MB that stay.
 */
export function prepareCode(source: string): string {
  try {
    const stripped = stripTypeScriptTypes(asFunction(source))
    return stripped.slice(prefix.length, stripped.length - suffix.length)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const lines = source.split('\n').length
    const line = Math.min(lines, Number(/^:(\d+)/.exec(error.stack ?? '')?.[1] ?? lines))
    throw new BulkheadError('bad-input', `The code cannot be read in line ${line}: ${error.message.slice(0, 200)}`, {
      details: { line },
    })
  }
}
