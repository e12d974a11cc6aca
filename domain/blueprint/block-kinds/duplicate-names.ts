import { portNameFor } from '../ports'
import type { Problem } from '../problem'

/** Names become ports: two that give the same port, or one that a port of the kind has already, are refused. */
export function duplicateNames(
  block: string,
  field: string,
  names: readonly string[],
  taken: readonly string[],
): Problem[] {
  const seen = new Map(taken.map((port) => [port, `the port "${port}"`]))
  const problems: Problem[] = []
  names.forEach((name, index) => {
    if (name.trim() === '') return
    const port = portNameFor(name)
    const other = seen.get(port)
    if (other === undefined) {
      seen.set(port, `"${name}"`)
      return
    }
    problems.push({
      code: 'duplicate-name',
      severity: 'error',
      message: `"${name}" cannot be told from ${other}: give it another name.`,
      at: { block, field: `${field}.${index}.name` },
    })
  })
  return problems
}

/** Fields of one list that have the same name: the later one would hide the earlier. */
export function duplicateFields(block: string, field: string, list: readonly { name: string }[]): Problem[] {
  return list.flatMap(({ name }, index): Problem[] => {
    if (name === '' || list.findIndex((other) => other.name === name) === index) return []
    const message = `Two fields are called "${name}": give one of them another name.`
    return [{ code: 'duplicate-name', severity: 'error', message, at: { block, field: `${field}.${index}.name` } }]
  })
}
