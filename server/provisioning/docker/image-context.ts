import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { BulkheadError } from '@/domain/errors'
import { contentDigest, readRuntimeDist } from '../runtime-dist'
import type { Owner } from '../runtime-folders'
import { listLibraries } from './shared-libraries'

/** What goes into the image, by its place there. Everything else does not exist: no shell, no package manager. */
export type ImageFile = { name: string; mode: number } & (
  | { from: string; size: number }
  | { text: string }
  | { directory: true }
)

const nodeMajor = 24
/** Mount points must exist, because the root is read-only. */
const folders = ['data', 'run/bulkhead', 'proc', 'sys', 'dev', 'etc', 'app']

export async function listImageFiles(runtimeDist: string, owner: Owner): Promise<ImageFile[]> {
  refuseForeignNode()
  const dist = await readRuntimeDist(runtimeDist)
  const node = await realpath(process.execPath)
  const addons = dist.files.filter(({ from }) => from.endsWith('.node')).map(({ from }) => from)
  const programs = [{ place: '/app/node', from: node, mode: 0o755 }, ...(await listLibraries([node, ...addons]))]
  const program = async ({ place, from, mode }: (typeof programs)[number]): Promise<ImageFile> => ({
    name: `root${place}`,
    mode,
    from,
    size: (await stat(from)).size,
  })
  return [
    { name: 'Dockerfile', mode: 0o644, text: renderDockerfile(dist.nodeArgs) },
    ...folders.map((name) => ({ name: `root/${name}`, mode: 0o755, directory: true }) as const),
    // What is mounted here takes over the mode of the mount point.
    { name: 'root/tmp', mode: 0o1777, directory: true },
    {
      name: 'root/etc/passwd',
      mode: 0o644,
      text: `runtime:x:${owner.uid}:${owner.gid}:Bulkhead runtime:/data:/nowhere\n`,
    },
    { name: 'root/etc/group', mode: 0o644, text: `runtime:x:${owner.gid}:\n` },
    ...(await Promise.all(programs.map(program))),
    ...dist.files.map(({ path, from, size }) => ({ name: `root/app/${path}`, mode: 0o644, from, size })),
  ]
}

export function renderDockerfile(nodeArgs: readonly string[]): string {
  return [
    'FROM scratch',
    'LABEL org.opencontainers.image.title="Bulkhead runtime" org.opencontainers.image.vendor="Bulkhead"',
    'COPY root/ /',
    `ENTRYPOINT ${JSON.stringify(['/app/node', ...nodeArgs, '/app/runtime.mjs'])}`,
    '',
  ].join('\n')
}

function refuseForeignNode(): void {
  const major = Number(process.versions.node.split('.')[0])
  if (process.platform === 'linux' && major >= nodeMajor) return
  throw new BulkheadError(
    'engine-refused',
    `The runtime image is made from the node that runs this, which must be Node ${nodeMajor} on Linux; it is ${process.version} on ${process.platform}. Start through ./bulkhead, or build runtime/image/Dockerfile and name its image.`,
  )
}

/** sha256 over names, modes and contents, in order. */
export async function digestFiles(files: ImageFile[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${file.name}\0${file.mode}\0`)
    if ('text' in file) hash.update(createHash('sha256').update(file.text).digest('hex'))
    else if ('from' in file) hash.update(await contentDigest(file.from))
  }
  return hash.digest('hex')
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
