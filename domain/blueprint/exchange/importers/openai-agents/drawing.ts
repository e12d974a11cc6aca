import { decideBranchPorts } from '../../../block-kinds/decide'
import { celPath } from '../cel-text'
import { fieldNameFor, type Importing } from '../importing'
import type { AgentBlock } from './agent-block'
import type { Definitions } from './definitions'

/** An open way on, and what was last answered on it. */
export type End = { block: string; port: string; answer: string | null }

export type Path = {
  ends: readonly End[] /** Answers that are there on every way to this place. */
  soFar: readonly string[]
}

export type Result = { id: string; block: AgentBlock }

export type Drawing = {
  definitions: Definitions
  importing: Importing
  results: Map<string, Result>
  used: Set<string>
}

export function linkAll(ends: readonly End[], to: string, importing: Importing): void {
  for (const { block, port } of ends) importing.link(block, port, to)
}

/** What was last answered, where that is the same on every way. */
export function sharedAnswer([first, ...others]: readonly End[]): string | null {
  return first !== undefined && others.every(({ answer }) => answer === first.answer) ? first.answer : null
}

export function portsOf({ config }: AgentBlock): { choice: string; port: string }[] {
  const branches = config.branches as { name: string; description: string }[]
  return decideBranchPorts({ branches }).map(({ name }, index) => ({ choice: branches[index]?.name ?? '', port: name }))
}

/** One reply for each different answer. */
export function answerAll(ends: readonly End[], { importing }: Drawing): void {
  for (const [answer, same] of Map.groupBy(ends, (end) => end.answer)) {
    const reply = importing.reserve('reply')
    importing.draw(reply, 'reply', 'Reply', { text: answer ?? '' })
    if (answer === null)
      importing.changed(
        'Reply',
        'Nothing was answered on one of the ways.',
        'Write what is answered there, or remove the block.',
      )
    linkAll(same, reply, importing)
  }
}

export function resultPath(name: string, [member, ...rest]: readonly string[], { results }: Drawing): string | null {
  if (/^workflow/i.test(name)) return member === 'input_as_text' && rest.length === 0 ? 'input.content' : null
  const result = results.get(name)
  if (result === undefined) return null
  const { id, block } = result
  if (member === 'output_text' || member === 'finalOutput')
    return block.kind === 'agent' || block.kind === 'reason' ? `${id}.text` : null
  if (member !== 'output_parsed') return null
  if (block.kind === 'decide') return rest[0] === block.field ? `${id}.branch` : null
  return block.kind === 'extract' ? celPath(`${id}.data`, [fieldNameFor(rest[0] ?? ''), ...rest.slice(1)]) : null
}
