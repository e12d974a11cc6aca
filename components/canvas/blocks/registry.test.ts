import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { blockForms } from '../panel/forms/registry'
import { blockPictures } from './registry'

const kinds = Object.keys(blockKinds).sort()

describe('the canvas', () => {
  it('has a picture of every kind that the domain knows, and of no other', () => {
    expect(Object.keys(blockPictures).sort()).toEqual(kinds)
  })

  it.each(kinds)('keeps the picture of %s in a file of its own', (kind) => {
    expect(existsSync(new URL(`./${kind}.tsx`, import.meta.url))).toBe(true)
  })

  it('has a settings form for every kind', () => {
    expect(Object.keys(blockForms).sort()).toEqual(kinds)
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
