import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'

/** A file of the built runtime: `path` inside its folder, `from` on this machine. */
export type DistFile = { path: string; from: string; size: number }

export type RuntimeDist = { nodeArgs: string[]; files: DistFile[] }

const startSchema = z.strictObject({ nodeArgs: z.array(z.string()) })

/** The built runtime, its files in order. Refuses a folder that holds none, naming the command that builds it. */
export async function readRuntimeDist(folder: string): Promise<RuntimeDist> {
  const nodeArgs = await readNodeArgs(folder)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths
    .sort()
    .map(async (from) => ({ path: relative(folder, from), from, size: (await stat(from)).size }))
  return { nodeArgs, files: await Promise.all(files) }
}

export async function readNodeArgs(folder: string): Promise<string[]> {
  const path = join(folder, 'start.json')
  try {
    await stat(join(folder, 'runtime.mjs'))
    return startSchema.parse(JSON.parse(await readFile(path, 'utf8'))).nodeArgs
  } catch (cause) {
    throw new BulkheadError(
      'engine-refused',
      `The runtime is not built: ${folder} must hold runtime.mjs and a valid start.json. Run \`node runtime/build.mjs\`.`,
      { cause, details: { path } },
    )
  }
}

/** The same as long as nobody wrote to the file. */
export async function fileStamp(path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  return `${ino}:${size}:${mtimeNs}:${ctimeNs}`
}

const digests = new Map<string, { stamp: string; digest: string }>()

/** sha256 of a file's content. One that did not change on disk is not read again. */
export async function contentDigest(path: string): Promise<string> {
  const stamp = await fileStamp(path)
  const known = digests.get(path)
  if (known?.stamp === stamp) return known.digest
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  const digest = hash.digest('hex')
  digests.set(path, { stamp, digest })
  return digest
}
