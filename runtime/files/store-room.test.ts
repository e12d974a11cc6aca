import { mkdtempSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openStore } from '../store/open-store'
import { statementsOf } from '../store/statements'
import { requireRoom } from './store-room'

it('refuses what would go past the limit, and what was removed counts no more', () => {
  const folder = mkdtempSync('/tmp/bh-room-')
  const store = openStore(folder, 'a-key-of-at-least-thirty-two-chars')
  const statements = statementsOf(store)
  const limit = 3_000_000
  const content = Buffer.alloc(2_000_000)
  requireRoom(statements, content.length, limit)
  statements.run(
    "INSERT INTO file (session_id, id, name, media_type, bytes, content, saved_at) VALUES ('s', 'f', '', '', ?, ?, 0)",
    content.length,
    content,
  )
  expect(() => requireRoom(statements, content.length, limit)).toThrow(
    expect.objectContaining({ code: 'storage-full' }),
  )
  statements.run('DELETE FROM file')
  requireRoom(statements, content.length, limit)
  store.close()
  rmSync(folder, { recursive: true })
})
