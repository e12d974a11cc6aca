import { expect, it } from 'vitest'
import { skills } from '@/domain/skills/catalog'
import { prepareTools } from './tools'

const every = skills.flatMap(({ name, actions }) => actions.map((action) => ({ skill: name, action: action.name })))

it('every action of the catalog can be a tool, under a name that models take', () => {
  const tools = [...prepareTools(every).values()]
  expect(tools).toHaveLength(every.length)
  for (const { name, description, schema } of tools) {
    expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/)
    expect(description).toMatch(/\S: \S/)
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false })
  }
})

it('an action that is not there is refused when the agent is prepared', () => {
  expect(() => prepareTools([{ skill: 'http', action: 'wish' }])).toThrow('there is no skill action "http wish"')
})

it.each([
  [{ path: '/orders' }, null],
  [{}, /required property "path"/],
  [{ path: 5 }, /"number".*"string"/],
  [{ path: '/', extra: 1 }, /extra/],
  ['text', /"string".*"object"/],
  [null, /"null".*"object"/],
])('arguments %j are judged by the schema', (args, wrong) => {
  const tool = prepareTools([{ skill: 'http', action: 'get' }]).get('http_get')
  if (wrong === null) expect(tool?.wrong(args)).toBeNull()
  else expect(tool?.wrong(args)).toMatch(wrong)
})
