import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blockGroups } from '@/domain/blueprint/block-kind'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { groupStyles } from './group-styles'
import { blockPictures } from './registry'

const kinds = Object.keys(blockKinds).sort()
const root = new URL('../../../', import.meta.url)

describe('the canvas', () => {
  it('has a picture of every kind that the domain knows, and of no other', () => {
    expect(Object.keys(blockPictures).sort()).toEqual(kinds)
  })

  it.each(kinds)('keeps meaning, runner and picture of %s in files of their own', (kind) => {
    const files = [
      `domain/blueprint/block-kinds/${kind}.ts`,
      `runtime/interpreter/blocks/${kind}.ts`,
      `components/canvas/blocks/${kind}.tsx`,
    ]
    expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([])
  })

  it('tells every kind apart by its icon, and every group by its colour', () => {
    expect(new Set(Object.values(blockPictures).map(({ icon }) => icon)).size).toBe(kinds.length)
    expect(new Set(blockGroups.map((group) => groupStyles[group].color)).size).toBe(blockGroups.length)
  })

  it.each(kinds)('summarises %s with defaults, with nothing, and with nonsense', (kind) => {
    const picture = blockPictures[kind as keyof typeof blockPictures]
    const defaults = blockKinds[kind as keyof typeof blockKinds].defaults()
    expect(picture.summary(defaults)).not.toBe('')
    expect(picture.summary({})).toBeTypeOf('string')
    const nonsense = Object.fromEntries(Object.keys(defaults).map((key) => [key, [null, 3, 'x']]))
    expect(picture.summary(nonsense)).toBeTypeOf('string')
  })
})
