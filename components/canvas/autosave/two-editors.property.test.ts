import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { same } from '@/domain/blueprint/diff'
import { addBlock, removeSelected, renameBlock } from '../store/commands/blocks'
import { moveBlocks } from '../store/commands/layout'
import { setSelection } from '../store/commands/selection'
import { redoEdit, undoEdit } from '../store/commit'
import { TestBrowser } from './testing/test-browser'
import { TestDraftServer } from './testing/test-draft-server'

vi.setConfig({ testTimeout: 120_000 })
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

type Act = { who: 0 | 1; what: string; index: number }

const building = ['add', 'retitle', 'retitle', 'move'] as const
const mishaps = ['pause', 'listen', 'down', 'lost', 'up', 'kill'] as const
const anything = [...building, ...mishaps, 'remove', 'undo', 'redo'] as const

const actsOf = (what: readonly string[]) =>
  fc.array(
    fc.record({ who: fc.constantFrom(0 as const, 1 as const), what: fc.constantFrom(...what), index: fc.nat(9) }),
    {
      minLength: 8,
      maxLength: 40,
      size: 'large',
    },
  )

let drawn = 0

async function perform(
  server: TestDraftServer,
  browser: TestBrowser,
  { what, index }: Act,
): Promise<string | undefined> {
  const { store } = browser
  const ids = Object.keys(store.getState().document.blocks).sort()
  const id = ids[index % Math.max(ids.length, 1)]
  if (what === 'add') {
    drawn += 1
    const label = `${browser.name} ${drawn}`
    addBlock(store, 'reply')
    renameBlock(store, store.getState().selection.blocks[0] ?? '', label)
    return label
  }
  if (what === 'retitle') {
    // A number behind the name that the block was drawn with: whatever happens, it is still that block.
    const label = id === undefined ? '' : (store.getState().document.blocks[id]?.label ?? '')
    if (id !== undefined && label.startsWith(browser.name)) renameBlock(store, id, `${label.split('.')[0]}.${index}`)
  } else if (what === 'undo') undoEdit(store)
  else if (what === 'redo') redoEdit(store)
  else if (what === 'pause') await vi.advanceTimersByTimeAsync(index * 200)
  else if (what === 'listen') browser.listen()
  else if (what === 'down') server.behaviour = 'down'
  else if (what === 'lost') server.behaviour = 'answer-lost'
  else if (what === 'up') server.behaviour = 'good'
  else if (what === 'kill') browser.kill()
  else if (id !== undefined && what === 'move') moveBlocks(store, { [id]: { x: index, y: drawn } }, 'drag')
  else if (id !== undefined && what === 'remove') {
    setSelection(store, { blocks: [id], edges: [] })
    removeSelected(store)
  }
  return undefined
}

/** Everything is up again, everybody is back and has heard everything. */
async function comeToRest(server: TestDraftServer, browsers: readonly TestBrowser[]): Promise<void> {
  server.behaviour = 'good'
  for (const browser of browsers) {
    await browser.recover()
    browser.autosave.flush()
    await vi.runAllTimersAsync()
  }
  for (const browser of browsers) browser.listen()
}

async function play(acts: readonly Act[]) {
  const server = new TestDraftServer()
  const browsers = [new TestBrowser(server, 'Ada'), new TestBrowser(server, 'Grace')] as const
  const labels: string[] = []
  for (const act of acts) {
    const label = await perform(server, browsers[act.who], act)
    if (label !== undefined) labels.push(label)
  }
  await comeToRest(server, browsers)
  return { server, browsers, labels }
}

it('whatever two people do, and whatever fails, both end with the server’s draft on screen', async () => {
  await fc.assert(
    fc.asyncProperty(actsOf(anything), async (acts) => {
      const { server, browsers } = await play(acts)
      for (const { store, autosave } of browsers) {
        expect(autosave.view.getState().phase).toBe('rest')
        expect(same(store.getState().document, server.drawing.document)).toBe(true)
        expect(same(store.getState().layout, server.drawing.layout)).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
})

it('every block that was drawn, and that nobody removed, is there, once', async () => {
  await fc.assert(
    fc.asyncProperty(actsOf([...building, ...mishaps]), async (acts) => {
      const { server, labels } = await play(acts)
      const there = Object.values(server.drawing.document.blocks).map(({ label }) => label.split('.')[0])
      expect(there.toSorted()).toEqual(labels.toSorted())
    }),
    { numRuns: 400 },
  )
})
