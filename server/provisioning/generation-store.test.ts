import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGenerationStore } from './generation-store'

const runtimeId = '5d0a7c3e-5a2f-4c56-9d2e-0123456789ab'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulkhead-generations-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('honours the same generation again and refuses an older one, also after a restart', async () => {
  await createGenerationStore(folder).honour(runtimeId, 3, 0)
  const later = createGenerationStore(folder)
  await later.honour(runtimeId, 3, 0)
  await expect(later.honour(runtimeId, 2, 0)).rejects.toMatchObject({ code: 'stale-generation' })
  expect(await later.read(runtimeId)).toBe(3)
})

it('believes the label when the file was lost', async () => {
  const store = createGenerationStore(folder)
  await expect(store.honour(runtimeId, 4, 5)).rejects.toMatchObject({ code: 'stale-generation' })
  await store.honour(runtimeId, 5, 5)
  expect(await store.read(runtimeId)).toBe(5)
})

it('leaves no drafts behind', async () => {
  const store = createGenerationStore(join(folder, 'not', 'yet'))
  await store.honour(runtimeId, 1, 0)
  await store.honour(runtimeId, 2, 0)
  expect(await readdir(join(folder, 'not', 'yet'))).toEqual([`${runtimeId}.generation.json`])
})

it('says which file is corrupt instead of starting from nothing', async () => {
  const path = join(folder, `${runtimeId}.generation.json`)
  await writeFile(path, '{"generation":')
  const refusal = { code: 'data-corrupt', message: expect.stringContaining(path) }
  await expect(createGenerationStore(folder).honour(runtimeId, 9, 0)).rejects.toMatchObject(refusal)
})
