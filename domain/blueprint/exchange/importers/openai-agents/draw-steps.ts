import { portNameFor } from '../../../ports'
import type { Importing } from '../importing'
import { type AgentBlock, agentBlock } from './agent-block'
import { conditionToCel, pathOf } from './conditions'
import { textNamed } from './definitions'
import {
  answerAll,
  type Drawing,
  type End,
  linkAll,
  type Path,
  portsOf,
  type Result,
  resultPath,
  sharedAnswer,
} from './drawing'
import type { Step } from './steps'
import type { Token } from './tokens'

/** That an agent sees of those before it. */
const mostAnswers = 5

export function drawSteps(steps: readonly Step[], path: Path, drawing: Drawing): readonly End[] {
  let at = path
  for (const step of steps) {
    if (at.ends.length === 0) break
    switch (step.kind) {
      case 'run':
        at = drawRun(step, at, drawing)
        break
      case 'if':
        at = { ends: drawIf(step, at, drawing), soFar: at.soFar }
        break
      case 'end':
        drawEnd(step.text, at, drawing)
        at = { ends: [], soFar: at.soFar }
        break
      case 'unknown':
        drawing.importing.notMapped(step.what, 'It is not known here.', 'Draw what it did, if it is needed.')
    }
  }
  return at.ends
}

function drawRun({ agent: name, result }: Extract<Step, { kind: 'run' }>, path: Path, drawing: Drawing): Path {
  const { definitions, importing } = drawing
  const agent = definitions.agents.get(name)
  if (agent === undefined) {
    const id = importing.reserve(name || 'agent')
    importing.drawPlaceholder(id, name || 'An agent')
    importing.notMapped(
      `A run of “${name || 'an agent'}”`,
      'The agent is not defined in this code.',
      'Put an agent block in its place.',
    )
    linkAll(path.ends, id, importing)
    return { ends: [{ block: id, port: 'out', answer: `{{ ${id}.text }}` }], soFar: path.soFar }
  }
  drawing.used.add(name)
  const block = agentBlock(agent, { definitions, importing, soFar: path.soFar.join('\n') })
  const before = block.searches ? drawSearch(block, path, importing) : path.ends
  const id = importing.reserve(block.label)
  importing.draw(id, block.kind, block.label, block.config)
  importing.mapped(
    `Agent “${block.label}”`,
    { decide: 'Decide', extract: 'Extract', agent: 'Agent', reason: 'Reason' }[block.kind],
  )
  linkAll(before, id, importing)
  for (const known of [result, result.replace(/_?temp(\d*)$/i, '$1')]) drawing.results.set(known, { id, block })
  const answer = { decide: null, extract: `{{ ${id}.data }}`, agent: `{{ ${id}.text }}`, reason: `{{ ${id}.text }}` }[
    block.kind
  ]
  if (block.kind === 'decide') {
    const last = sharedAnswer(path.ends)
    return { ends: portsOf(block).map(({ port }) => ({ block: id, port, answer: last })), soFar: path.soFar }
  }
  return {
    ends: [{ block: id, port: 'out', answer }],
    soFar: answer === null ? path.soFar : [...path.soFar, answer].slice(-mostAnswers),
  }
}

function drawSearch(block: AgentBlock, { ends }: Path, importing: Importing): readonly End[] {
  const id = importing.reserve('search_documents')
  importing.draw(id, 'search-documents', `Documents for ${block.label}`, {
    collection: 'documents',
    query: '{{ input.content }}',
    limit: 5,
  })
  importing.changed(
    `File search of “${block.label}”`,
    'It searched a vector store; here the documents of the tenant are searched before the agent answers.',
    'Name the collection in the block. Each tenant uploads its documents on its page.',
  )
  block.config = {
    ...block.config,
    instructions: `${block.config.instructions}\n\nDocuments:\n{{ ${id}.text }}`.trim(),
  }
  linkAll(ends, id, importing)
  return [{ block: id, port: 'out', answer: sharedAnswer(ends) }]
}

type If = Extract<Step, { kind: 'if' }>

function drawIf(step: If, path: Path, drawing: Drawing): readonly End[] {
  const [first] = step.ways
  const words = first?.condition?.map(({ value }) => value) ?? []
  if (words.some((word) => /tripwire/i.test(word))) {
    return drawSteps(step.ways.find(({ condition }) => condition === null)?.steps ?? [], path, drawing)
  }
  if (words.some((word) => /^approval_?request$/i.test(word))) return drawApproval(step, path, drawing)
  return drawRouted(step, path, drawing) ?? drawBranch(step, path, drawing)
}

function drawApproval(step: If, path: Path, drawing: Drawing): readonly End[] {
  const { importing, definitions } = drawing
  const [yes, no] = step.ways
  const named = yes?.condition?.filter(({ kind, value }) => kind === 'word' && !/^approval_?request$/i.test(value))[0]
  const spoken = yes?.condition?.find(({ kind }) => kind === 'text')?.value
  const question = (
    spoken ??
    (named === undefined ? null : textNamed(definitions, named.value, named.at)) ??
    ''
  ).replaceAll('{{', '{ {')
  const id = importing.reserve('approval')
  importing.draw(id, 'approval', 'Approval', {
    question: `${question.trim() || 'May I go on?'}\n\n{{ input.content }}`,
    people: [],
  })
  importing.mapped('Approval', 'Approval')
  importing.changed(
    'Approval',
    'The person in the chat was asked; here somebody of your team, or whom you name, decides in the inbox.',
    'Name who decides in the block.',
  )
  linkAll(path.ends, id, importing)
  const answer = sharedAnswer(path.ends)
  const ways = [
    ['approved', yes],
    ['denied', no],
  ] as const
  return ways.flatMap(([port, way]) =>
    drawSteps(way?.steps ?? [], { ...path, ends: [{ block: id, port, answer }] }, drawing),
  )
}

/** An `if` that only asks what a classifier chose needs no block of its own: the classifier's ports lead on. */
function drawRouted(step: If, path: Path, drawing: Drawing): readonly End[] | null {
  const asked = step.ways.flatMap(({ condition }) => (condition === null ? [] : [choiceIn(condition, drawing)]))
  const [first] = asked
  if (first === null || first === undefined || asked.some((one) => one?.result !== first.result)) return null
  const { id, block } = first.result
  if (!path.ends.some((end) => end.block === id)) return null
  const ports = portsOf(block)
  const named = asked.map((one) => ports.find(({ choice }) => choice === one?.choice.slice(0, 40))?.port ?? '')
  const rest = path.ends.filter((end) => end.block === id && !named.includes(end.port))
  const drawn = step.ways.flatMap(({ condition, steps }, index) => {
    const ends = condition === null ? rest : path.ends.filter((end) => end.block === id && end.port === named[index])
    return drawSteps(steps, { ...path, ends }, drawing)
  })
  const hasElse = step.ways.some(({ condition }) => condition === null)
  return [...drawn, ...(hasElse ? [] : rest), ...path.ends.filter((end) => end.block !== id)]
}

function choiceIn(condition: readonly Token[], { results }: Drawing): { result: Result; choice: string } | null {
  const [sign, value] = condition.slice(-2)
  if (value?.kind !== 'text' || !/^={2,3}$/.test(sign?.value ?? '')) return null
  const read = pathOf(condition.slice(0, -2))
  const result = read === null ? undefined : results.get(read.name)
  const isChoice = result?.block.kind === 'decide' && read?.path.at(-1) === result.block.field
  return isChoice && result !== undefined ? { result, choice: value.value } : null
}

function drawBranch(step: If, path: Path, drawing: Drawing): readonly End[] {
  const { importing } = drawing
  const asked = step.ways.filter(({ condition }) => condition !== null).slice(0, 12)
  const conditions = asked.map(({ condition }, index) => {
    const when = conditionToCel(condition ?? [], (name, rest) => resultPath(name, rest, drawing))
    if (when === null) {
      const text = (condition ?? [])
        .map(({ value }) => value)
        .join(' ')
        .slice(0, 120)
      importing.changed(
        'If / else',
        `The condition ${text} is not known here, and is left empty.`,
        'Write it in the block: it is CEL.',
      )
    }
    return { name: asked.length === 1 ? 'Yes' : `Way ${index + 1}`, when: when ?? '' }
  })
  const id = importing.reserve('branch')
  importing.draw(id, 'branch', 'If / else', { conditions })
  importing.mapped('If / else', 'Branch')
  linkAll(path.ends, id, importing)
  const answer = sharedAnswer(path.ends)
  const from = (port: string): Path => ({ ...path, ends: [{ block: id, port, answer }] })
  const drawn = asked.flatMap(({ steps }, index) =>
    drawSteps(steps, from(portNameFor(conditions[index]?.name ?? '')), drawing),
  )
  return [
    ...drawn,
    ...drawSteps(step.ways.find(({ condition }) => condition === null)?.steps ?? [], from('else'), drawing),
  ]
}

function drawEnd(text: string | null, path: Path, drawing: Drawing): void {
  if (text === null) {
    answerAll(path.ends, drawing)
    return
  }
  const reply = drawing.importing.reserve('reply')
  drawing.importing.draw(reply, 'reply', 'Reply', { text: text.replaceAll('{{', '{ {') })
  linkAll(path.ends, reply, drawing.importing)
}
