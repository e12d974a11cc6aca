import { chmod, lstat, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EngineFolders } from './port'
import { createRuntimeFolders, type Owner } from './runtime-folders'

const runtimeId = '5d0a7c3e-5a2f-4c56-9d2e-0123456789ab'
const isRoot = process.getuid?.() === 0
const owner: Owner = isRoot ? { uid: 4242, gid: 4242 } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
let root: string
let folders: EngineFolders
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bulkhead-folders-'))
  folders = { doors: join(root, 'doors'), data: join(root, 'data') }
})
afterEach(() => rm(root, { recursive: true }))

it('mends the mode and the owner that a crash left half-done', async () => {
  const places = createRuntimeFolders(folders)
  await mkdir(join(places.data(runtimeId), 'store'), { recursive: true })
  await writeFile(join(places.data(runtimeId), 'store', 'file'), 'x')
  await chmod(places.data(runtimeId), 0o777)
  await places.make(runtimeId, owner)
  expect((await lstat(places.doors(runtimeId))).mode & 0o777).toBe(0o755)
  expect(await lstat(places.data(runtimeId))).toMatchObject(owner)
  expect((await lstat(places.data(runtimeId))).mode & 0o777).toBe(0o700)
  expect(await lstat(join(places.data(runtimeId), 'store', 'file'))).toMatchObject(owner)
})

it('gives nothing away through a link that a tenant left in its data', async () => {
  const places = createRuntimeFolders(folders)
  const outside = join(root, 'outside')
  await writeFile(outside, 'x')
  const before = await lstat(outside)
  await mkdir(places.data(runtimeId), { recursive: true })
  await symlink(outside, join(places.data(runtimeId), 'link'))
  await places.make(runtimeId, owner)
  expect(await lstat(outside)).toMatchObject({ uid: before.uid, gid: before.gid })
})

it('refuses to use what is no folder', async () => {
  const places = createRuntimeFolders(folders)
  await mkdir(folders.doors)
  await symlink(root, places.doors(runtimeId))
  await expect(places.make(runtimeId, owner)).rejects.toMatchObject({ code: 'engine-refused' })
})

it('finishes a removal that was broken off in the middle of the data', async () => {
  const places = createRuntimeFolders(folders)
  await places.make(runtimeId, owner)
  await mkdir(join(folders.data, `.removed-${runtimeId}`))
  await writeFile(join(folders.data, `.removed-${runtimeId}`, 'half'), 'x')
  expect(await places.remove(runtimeId, false)).toBe(true)
  expect(await places.remove(runtimeId, false)).toBe(false)
  await expect(lstat(join(folders.data, `.removed-${runtimeId}`))).rejects.toMatchObject({ code: 'ENOENT' })
})
