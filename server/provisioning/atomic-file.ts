import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import type { z } from 'zod'
import { BulkheadError } from '@/domain/errors'

/** Old content or new content, never half of it, whatever dies in between. */
export async function writeJsonAtomically(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(value)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** `null` when there is no such file. */
export async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new BulkheadError(
      'data-corrupt',
      `${path} is not readable as what Bulkhead wrote there. Restore it from a backup, or delete it if no older request can still be on its way.`,
      { cause, details: { path } },
    )
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
