import type { ASTNode } from '@marcbachmann/cel-js'

/**
 * A free name in an expression, the fixed path read from it (`a.b["c"]` → `b`, `c`), and where the name stands.
 * `guarded`: the expression asks `has(…)` for the same path.
 */
export type NameUse = { name: string; path: readonly string[]; start: number; end: number; guarded: boolean }

const bindingMacros: ReadonlySet<string> = new Set(['map', 'filter', 'exists', 'exists_one', 'all'])

/** Every free name; variables of `list.map(x, …)` and `cel.bind(x, …)` are not free inside them. */
export function nameUses(ast: ASTNode): NameUse[] {
  const uses: NameUse[] = []
  visit(ast, { bound: new Set(), guarded: false }, uses)
  const pathOf = ({ name, path }: NameUse) => [name, ...path].join('.')
  const asked = new Set(uses.filter((use) => use.guarded).map(pathOf))
  return uses.map((use) => ({ ...use, guarded: asked.has(pathOf(use)) }))
}

type Scope = { bound: ReadonlySet<string>; guarded: boolean }

function visit(node: ASTNode, scope: Scope, uses: NameUse[]): void {
  const use = chainAt(node, scope)
  if (use !== null) {
    uses.push(use)
    visitIndexes(node, scope, uses)
    return
  }
  if (node.op === 'call') {
    const [name, args] = node.args
    const inside = name === 'has' ? { ...scope, guarded: true } : scope
    for (const argument of args) visit(argument, inside, uses)
    return
  }
  if (node.op === 'rcall') visitReceiverCall(node.args, scope, uses)
  else for (const child of childrenOf(node.args)) visit(child, scope, uses)
}

function visitReceiverCall(call: [string, ASTNode, ASTNode[]], scope: Scope, uses: NameUse[]): void {
  const [name, receiver, args] = call
  const variable = args[0]?.op === 'id' ? args[0].args : null
  const isBind = name === 'bind' && receiver.op === 'id' && receiver.args === 'cel'
  if (!isBind) visit(receiver, scope, uses)
  if (variable !== null && (isBind || (bindingMacros.has(name) && args.length > 1))) {
    const inside = { ...scope, bound: new Set([...scope.bound, variable]) }
    args.slice(1).forEach((argument, index) => {
      visit(argument, isBind && index === 0 ? scope : inside, uses)
    })
    return
  }
  for (const argument of args) visit(argument, scope, uses)
}

/** The use that a chain of selections stands for, or null when the node is no such chain. */
function chainAt(node: ASTNode, scope: Scope): NameUse | null {
  const path: string[] = []
  let root = node
  let fixed = true
  const steps: (string | null)[] = []
  while (root.op === '.' || root.op === '[]') {
    const key = root.args[1]
    steps.unshift(typeof key === 'string' ? key : key.op === 'value' && typeof key.args === 'string' ? key.args : null)
    root = root.args[0]
  }
  if (root.op !== 'id' || scope.bound.has(root.args)) return null
  for (const step of steps) {
    fixed = fixed && step !== null
    if (fixed && step !== null) path.push(step)
  }
  return { name: root.args, path, start: root.start, end: root.end, guarded: scope.guarded }
}

function visitIndexes(node: ASTNode, scope: Scope, uses: NameUse[]): void {
  let current = node
  while (current.op === '.' || current.op === '[]') {
    if (current.op === '[]') visit(current.args[1], scope, uses)
    current = current.args[0]
  }
}

function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf)
  return isNode(args) ? [args] : []
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'start' in value
}
