import { randomUUID } from 'node:crypto'
import { access, copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isMissing } from '../atomic-file'
import type { EngineHarness } from './engine-harness'
import { waitUntil } from './wait-until'

/** A built runtime, as the engines expect one, whose program is the fixture. `mark` makes its image a different one. */
export async function makeFixtureDist(folder: string, mark = ''): Promise<string> {
  await mkdir(folder, { recursive: true })
  await copyFile(new URL('./fixture-program.mjs', import.meta.url), join(folder, 'runtime.mjs'))
  await copyFile(new URL('./probe.mjs', import.meta.url), join(folder, 'probe.mjs'))
  await writeFile(join(folder, 'mark'), mark)
  await writeFile(join(folder, 'start.json'), JSON.stringify({ nodeArgs: ['--max-semi-space-size=1'] }))
  return folder
}

const bootSchema = z.object({ bootId: z.uuid(), pid: z.int(), env: z.record(z.string(), z.string()) })
const answerSchema = z.object({ order: z.string(), result: z.unknown() })

export type FixtureDriver = Pick<
  EngineHarness,
  'processOf' | 'writeData' | 'readData' | 'hasDoors' | 'makeExit' | 'exhaustMemory'
> & {
  bootOf(runtimeId: string): Promise<z.infer<typeof bootSchema>>
  probe(runtimeId: string, order?: Record<string, unknown>): Promise<unknown>
}

/** Talks to fixture programs through their data folders. */
export function driveFixtures(folders: { doors: string; data: string }): FixtureDriver {
  const at = (runtimeId: string, name: string) => join(folders.data, runtimeId, name)
  const read = async (path: string) => {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }
  const bootOf = (runtimeId: string, notBefore?: string) =>
    waitUntil(`runtime ${runtimeId} to be up`, async () => {
      const text = await read(at(runtimeId, 'boot.json'))
      const boot = text === null ? null : bootSchema.parse(JSON.parse(text))
      return boot?.bootId !== notBefore && boot
    })

  async function order(runtimeId: string, action: string, more: Record<string, unknown> = {}): Promise<string> {
    await bootOf(runtimeId)
    const id = randomUUID()
    const draft = at(runtimeId, `${id}.tmp`)
    await writeFile(draft, JSON.stringify({ id, action, ...more }), { mode: 0o644 })
    await rename(draft, at(runtimeId, 'order.json'))
    return id
  }

  return {
    bootOf: (runtimeId) => bootOf(runtimeId),
    processOf: async (runtimeId, notBefore) => (await bootOf(runtimeId, notBefore)).bootId,
    writeData: (runtimeId, text) => writeFile(at(runtimeId, 'note.txt'), text),
    readData: (runtimeId) => read(at(runtimeId, 'note.txt')),
    hasDoors: (runtimeId) =>
      access(join(folders.doors, runtimeId)).then(
        () => true,
        () => false,
      ),
    makeExit: async (runtimeId, code) => void (await order(runtimeId, 'exit', { code })),
    exhaustMemory: async (runtimeId) => void (await order(runtimeId, 'eat')),
    async probe(runtimeId, more) {
      const id = await order(runtimeId, 'probe', more)
      const { result } = await waitUntil('the answer of the probe', async () => {
        const text = await read(at(runtimeId, 'answer.json'))
        const answer = text === null ? null : answerSchema.parse(JSON.parse(text))
        return answer?.order === id && answer
      })
      return result
    },
  }
}
