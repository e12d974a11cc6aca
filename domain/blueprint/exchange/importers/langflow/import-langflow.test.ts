import { describe, expect, it } from 'vitest'
import { lint } from '../../../lint'
import { readImport } from '../../read-import'
import { documentFlow } from './langflow-fixtures'

const incoming = readImport(JSON.stringify(documentFlow))
const { document, report } = incoming

describe('a flow of Langflow', () => {
  it('becomes blocks that run where data flowed', () => {
    expect(incoming).toMatchObject({ source: 'langflow', name: 'Document helper' })
    const kinds = Object.fromEntries(Object.entries(document.blocks).map(([id, { kind }]) => [id, kind]))
    expect(kinds).toEqual({
      chat_input: 'chat-message',
      if_else: 'branch',
      astra_db: 'search-documents',
      house_style: 'template',
      prompt: 'template',
      openai: 'reason',
      chat_output: 'reply',
      agent: 'agent',
      chat_output_2: 'reply',
      log_it: 'template',
    })
    expect(Object.keys(document.edges).sort()).toEqual([
      'agent.out>chat_output_2.in',
      'astra_db.out>prompt.in',
      'chat_input.out>house_style.in',
      'chat_input.out>if_else.in',
      'house_style.out>prompt.in',
      'if_else.else>astra_db.in',
      'if_else.else>prompt.in',
      'if_else.yes>agent.in',
      'openai.out>chat_output.in',
      'openai.out>log_it.in',
      'prompt.out>openai.in',
    ])
  })

  it('reads what flowed into a field by the name of the block', () => {
    const { prompt, openai, if_else, agent, chat_output, astra_db } = document.blocks
    expect(prompt?.config.text).toBe(
      '{{ house_style.text }}\n\nContext:\n{{ astra_db.text }}\n\nQuestion: {{ input.content }}\n{literal}',
    )
    expect(openai?.config).toMatchObject({ instructions: 'You answer from the context.', prompt: '{{ prompt.text }}' })
    expect(if_else?.config).toEqual({ conditions: [{ name: 'Yes', when: 'input.content.contains("human")' }] })
    expect(agent?.config).toMatchObject({
      tools: [{ skill: 'http', action: 'get' }],
      maxSteps: 15,
      prompt: '{{ input.content }}',
    })
    expect(chat_output?.config).toEqual({ text: '{{ openai.text }}' })
    expect(astra_db?.config).toMatchObject({ query: '{{ input.content }}' })
  })

  it('tells what did not come over, and that cannot be published by accident', () => {
    expect(report.notMapped.map(({ what }) => what)).toEqual([
      '“OpenAI Embeddings” (OpenAIEmbeddings)',
      'Tool “Calculator” of “Agent”',
      '“Log it” (MyComponent)',
    ])
    const errors = lint(document).filter(({ severity }) => severity === 'error')
    expect(errors.map(({ at }) => at.block)).toEqual(['log_it'])
  })

  it('leaves keys behind', () => {
    expect(JSON.stringify(incoming)).not.toMatch(/sk-secret|very-secret/)
  })
})
