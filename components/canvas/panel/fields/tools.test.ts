import { expect, it } from 'vitest'
import { readTools, toggleTool } from './tools'

const mail = { skill: 'email', action: 'send' }
const post = { skill: 'slack', action: 'post_message' }

it('a tool is given once and taken away again', () => {
  expect(toggleTool([mail], post)).toEqual([mail, post])
  expect(toggleTool([mail, post, mail], mail)).toEqual([post])
})

it('a draft with nonsense among its tools shows those that are tools', () => {
  expect(readTools([null, 'x', { skill: 1 }, mail])).toEqual([mail])
  expect(readTools(undefined)).toEqual([])
})
