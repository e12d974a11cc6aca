import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import type { Owner } from '../runtime-folders'
import { listLibraries } from './shared-libraries'

/** What goes into the image, by its place there. Everything else does not exist: no shell, no package manager. */
export type ImageFile = { name: string; mode: number } & (
  | { from: string; size: number }
  | { text: string }
  | { directory: true }
)

const startSchema = z.strictObject({ nodeArgs: z.array(z.string()) })

/** Mount points must exist, because the root is read-only. */
const mountPoints = ['data', 'run/bulkhead', 'tmp', 'proc', 'sys', 'dev', 'etc']

export async function listImageFiles(runtimeDist: string, owner: Owner): Promise<ImageFile[]> {
  if (process.platform !== 'linux') {
    throw new BulkheadError(
      'engine-refused',
      `The runtime image is made from this machine's own node, which needs Linux; this is ${process.platform}. Build runtime/image/Dockerfile instead and name its image.`,
    )
  }
  const dist = await listDist(runtimeDist)
  const node = await realpath(process.execPath)
  const addons = dist.filter(({ from }) => from.endsWith('.node')).map(({ from }) => from)
  const libraries = (await listLibraries([node, ...addons])).map(({ place, from }) =>
    fileAt(`root${place}`, 0o755, from),
  )
  const passwd = `runtime:x:${owner.uid}:${owner.gid}:Bulkhead runtime:/data:/nowhere\n`
  return [
    { name: 'Dockerfile', mode: 0o644, text: renderDockerfile(await readNodeArgs(runtimeDist)) },
    ...mountPoints.map((name) => ({ name: `root/${name}`, mode: 0o755, directory: true }) as const),
    { name: 'root/etc/passwd', mode: 0o644, text: passwd },
    { name: 'root/etc/group', mode: 0o644, text: `runtime:x:${owner.gid}:\n` },
    await fileAt('root/app/node', 0o755, node),
    ...(await Promise.all(libraries)),
    ...dist,
  ]
}

export function renderDockerfile(nodeArgs: readonly string[]): string {
  const entrypoint = JSON.stringify(['/app/node', ...nodeArgs, '/app/runtime.mjs'])
  return [
    'FROM scratch',
    'LABEL org.opencontainers.image.title="Bulkhead runtime" org.opencontainers.image.vendor="Bulkhead"',
    'COPY root/ /',
    `ENTRYPOINT ${entrypoint}`,
    '',
  ].join('\n')
}

async function readNodeArgs(runtimeDist: string): Promise<string[]> {
  const path = join(runtimeDist, 'start.json')
  try {
    await stat(join(runtimeDist, 'runtime.mjs'))
    return startSchema.parse(JSON.parse(await readFile(path, 'utf8'))).nodeArgs
  } catch (cause) {
    throw new BulkheadError(
      'engine-refused',
      `The runtime is not built: ${runtimeDist} must hold runtime.mjs and a valid start.json. Run \`node runtime/build.mjs\`.`,
      { cause, details: { path } },
    )
  }
}

async function fileAt(name: string, mode: number, from: string): Promise<ImageFile & { from: string }> {
  return { name, mode, from, size: (await stat(from)).size }
}

async function listDist(runtimeDist: string): Promise<(ImageFile & { from: string })[]> {
  const entries = await readdir(runtimeDist, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths
    .sort()
    .map((path) => fileAt(`root/app/${path.slice(runtimeDist.length).replace(/^\/+/, '')}`, 0o644, path))
  return Promise.all(files)
}

/** sha256 over names, modes and contents, in order. Contents that did not change on disk are not read again. */
export async function digestFiles(files: ImageFile[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${file.name}\0${file.mode}\0`)
    if ('text' in file) hash.update(createHash('sha256').update(file.text).digest('hex'))
    else if ('from' in file) hash.update(await contentDigest(file.from))
  }
  return hash.digest('hex')
}

const digests = new Map<string, { stamp: string; digest: string }>()

async function contentDigest(path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
  const stamp = `${ino}:${size}:${mtimeNs}:${ctimeNs}`
  const known = digests.get(path)
  if (known?.stamp === stamp) return known.digest
  const hash: Hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  const digest = hash.digest('hex')
  digests.set(path, { stamp, digest })
  return digest
}

/** The build context as a tar, the same bytes for the same files. */
export function packContext(files: ImageFile[]): Pack {
  const tar = pack()
  const fill = async () => {
    for (const file of files) {
      const header = { name: file.name, mode: file.mode, uid: 0, gid: 0, mtime: new Date(0) }
      if ('text' in file) tar.entry(header, file.text)
      else if ('directory' in file) tar.entry({ ...header, type: 'directory' })
      else
        await pipeline(
          createReadStream(file.from, { highWaterMark: 1 << 20 }),
          tar.entry({ ...header, size: file.size }),
        )
    }
    tar.finalize()
  }
  fill().catch((error: Error) => tar.destroy(error))
  return tar
}
