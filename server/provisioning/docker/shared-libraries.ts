import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { BulkheadError } from '@/domain/errors'
import { fileStamp } from '../runtime-dist'

/** `place`: where it goes in the image; `from`: the file here, links resolved. Only the loader is a program. */
export type Library = { place: string; from: string; mode: number }

const run = promisify(execFile)

/** All libraries side by side where libc lives: the loader looks there without a cache or a path being set. */
export async function listLibraries(programs: string[]): Promise<Library[]> {
  const found = new Map<string, string>()
  for (const program of programs) {
    for (const path of await dependenciesOf(program)) found.set(path.slice(path.lastIndexOf('/') + 1), path)
  }
  const libc = found.get('libc.so.6')
  if (libc === undefined) {
    throw new BulkheadError(
      'engine-refused',
      `${programs[0]} is not linked to glibc, so it cannot be packed. Use the node of \`npm install\`.`,
    )
  }
  const libraries = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(async ([base, path]) => ({
      ...(base.startsWith('ld-') ? { place: path, mode: 0o755 } : { place: join(dirname(libc), base), mode: 0o644 }),
      from: await realpath(path),
    }))
  return Promise.all(libraries)
}

const known = new Map<string, string[]>()

async function dependenciesOf(program: string): Promise<string[]> {
  const key = `${program}:${await fileStamp(program)}`
  const dependencies = known.get(key) ?? (await askLoader(program))
  known.set(key, dependencies)
  return dependencies
}

async function askLoader(program: string): Promise<string[]> {
  const { stdout } = await run('ldd', [program]).catch((cause: unknown) => {
    throw new BulkheadError('engine-refused', `ldd cannot tell which libraries ${program} needs.`, { cause })
  })
  const missing = /^\s*(\S+) => not found/m.exec(stdout)
  if (missing) throw new BulkheadError('engine-refused', `${program} needs ${missing[1]}, which is not installed here.`)
  return [...stdout.matchAll(/(?:=> )?(\/\S+) \(0x/g)].flatMap((match) => match[1] ?? [])
}
