import { expect, it } from 'vitest'
import { blockKinds } from '@/domain/blueprint/block-kinds/registry'
import { bestMatches, paletteSections } from './palette-items'

it('the block that is called what was typed comes first', () => {
  for (const { label } of Object.values(blockKinds)) {
    expect(bestMatches(label.toLowerCase())[0]?.label).toBe(label)
  }
})

it('a word of the explanation finds a block too, and nonsense finds none', () => {
  expect(bestMatches('fields').map((item) => item.label)).toContain('Extract')
  expect(paletteSections('zebra')).toEqual([])
})
