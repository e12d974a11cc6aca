import { describe, expect, it } from 'vitest'
import { lint } from '../../../lint'
import type { Incoming } from '../../incoming'
import { readImport } from '../../read-import'
import { pythonExport, typescriptExport } from './openai-fixtures'

const kinds = ({ document }: Incoming) =>
  Object.fromEntries(Object.entries(document.blocks).map(([id, { kind }]) => [id, kind]))
const edges = ({ document }: Incoming) => Object.keys(document.edges).sort()

describe('an export of Agent Builder in TypeScript', () => {
  const incoming = readImport(typescriptExport)

  it('becomes blocks that run in the order of the code', () => {
    expect(incoming).toMatchObject({ source: 'openai-agents', name: 'Customer service' })
    expect(kinds(incoming)).toEqual({
      chat_message: 'chat-message',
      classification_agent: 'decide',
      return_agent: 'extract',
      branch: 'branch',
      approval: 'approval',
      reply: 'reply',
      reply_2: 'reply',
      search_documents: 'search-documents',
      information_agent: 'agent',
      reply_3: 'reply',
      reply_4: 'reply',
    })
    expect(edges(incoming)).toEqual([
      'approval.approved>reply.in',
      'approval.denied>reply_2.in',
      'branch.else>reply_3.in',
      'branch.yes>approval.in',
      'chat_message.out>classification_agent.in',
      'classification_agent.get-information>search_documents.in',
      'classification_agent.return-item>return_agent.in',
      'information_agent.out>reply_4.in',
      'return_agent.out>branch.in',
      'search_documents.out>information_agent.in',
    ])
  })

  it('keeps texts, choices, questions and conditions', () => {
    const { classification_agent, branch, approval, reply, information_agent, reply_4 } = incoming.document.blocks
    expect(classification_agent?.config).toMatchObject({
      instructions: expect.stringContaining('/* not a comment */'),
      branches: [{ name: 'return_item' }, { name: 'get_information' }],
    })
    expect(branch?.config).toEqual({
      conditions: [{ name: 'Yes', when: 'return_agent.data.refund > 100 && return_agent.data.order_id != ""' }],
    })
    expect(approval?.config.question).toMatch(/^Does this work for you\?/)
    expect(reply?.config).toEqual({ text: 'Your return is on the way.' })
    expect(information_agent?.config.instructions).toBe(
      'Answer questions about plans.\n The question: {{ input.content }}\n\nDocuments:\n{{ search_documents.text }}',
    )
    expect(reply_4?.config).toEqual({ text: '{{ information_agent.text }}' })
  })

  it('tells what did not come over', () => {
    expect(incoming.report.notMapped.map(({ what }) => what)).toEqual([
      'Guardrails',
      'Tool “webSearchPreview” of Agent “Information agent”',
    ])
    expect(lint(incoming.document).filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('the same in Python', () => {
  const incoming = readImport(pythonExport)

  it('becomes blocks that run in the order of the code', () => {
    expect(incoming).toMatchObject({ source: 'openai-agents', name: 'Mail desk' })
    expect(kinds(incoming)).toEqual({
      chat_message: 'chat-message',
      triage: 'extract',
      branch: 'branch',
      reply: 'reply',
      writer: 'agent',
      editor: 'reason',
      reply_2: 'reply',
      reply_3: 'reply',
    })
    expect(edges(incoming)).toEqual([
      'branch.else>writer.in',
      'branch.way-1>reply.in',
      'branch.way-2>reply_2.in',
      'chat_message.out>triage.in',
      'editor.out>reply_3.in',
      'triage.out>branch.in',
      'writer.out>editor.in',
    ])
  })

  it('keeps texts and conditions, and hands on what was said before', () => {
    const { branch, writer, editor, triage } = incoming.document.blocks
    expect(triage?.config.fields).toMatchObject([
      { name: 'urgent', type: 'boolean' },
      { name: 'topic', type: 'text' },
    ])
    expect(branch?.config.conditions).toEqual([
      { name: 'Way 1', when: 'triage.data.urgent == true' },
      { name: 'Way 2', when: 'triage.data.topic == "spam"' },
    ])
    expect(writer?.config.instructions).toBe('Write a short answer.\nKeep {braces} and {{ input.content }}.')
    expect(editor?.config.prompt).toBe('{{ input.content }}\n\nSo far:\n{{ triage.data }}\n{{ writer.text }}')
  })
})

it('agents whose order is not told answer with the first, and say so', () => {
  const incoming = readImport('from agents import Agent\nhelper = Agent(name="Helper", instructions="Help.")\n')
  expect(edges(incoming)).toEqual(['chat_message.out>helper.in', 'helper.out>reply.in'])
  expect(incoming.report.changed).toContainEqual(expect.objectContaining({ what: 'The order of the agents' }))
})

it('code without an agent is refused', () => {
  expect(() => readImport('import { run } from "@openai/agents"\n')).toThrow(/No agent is defined/)
})
