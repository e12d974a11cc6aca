import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { foldersOf, makeHome } from './folders'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-folders-'))
  chmodSync(root, 0o755)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

it('everything lies in the home, so that removing it removes all', () => {
  const { checkout, runtimeDist, ...rest } = foldersOf('/checkout', '/srv/bulkhead')
  expect(checkout).toBe('/checkout')
  expect(runtimeDist).toBe('/checkout/dist/runtime')
  for (const folder of Object.values(rest)) expect(`${folder}/`).toMatch(/^\/srv\/bulkhead\//)
})

it('the home is beside the checkout, unless a private checkout of root would shut PostgreSQL out', () => {
  const open = join(root, 'open')
  const shut = join(root, 'shut')
  mkdirSync(open, { mode: 0o755 })
  mkdirSync(shut, { mode: 0o700 })
  expect(foldersOf(open).home).toBe(join(open, '.bulkhead'))
  const isRoot = process.getuid?.() === 0
  expect(foldersOf(shut).home).toMatch(isRoot ? /^\/var\/lib\/bulkhead\/[0-9a-f]{8}$/ : /shut\/\.bulkhead$/)
})

it('doors fit into the path of a unix socket, however long the home is, and differ from home to home', () => {
  const longest = (name: string) => foldersOf('/checkout', join('/srv', name.repeat(200)))
  const runtimeId = '0'.repeat(36)
  for (const folders of [longest('a'), foldersOf('/checkout', '/srv/b')]) {
    expect(Buffer.byteLength(join(folders.doors, runtimeId, 'control.sock'))).toBeLessThanOrEqual(107)
  }
  expect(longest('a').doors).toBe(longest('a').doors)
  expect(longest('a').doors).not.toBe(longest('b').doors)
})

it('the home lets others pass through and look at nothing, also when it was made otherwise', () => {
  const folders = foldersOf('/checkout', join(root, 'made', 'home'))
  mkdirSync(folders.home, { recursive: true, mode: 0o777 })
  makeHome(folders)
  makeHome(folders)
  expect(statSync(folders.home).mode & 0o777).toBe(0o711)
})
