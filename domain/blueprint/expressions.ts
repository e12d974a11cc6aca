import { type ASTNode, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js'
import { BulkheadError } from '../errors'
import { type NameUse, nameUses } from './expression-names'

/**
 * What expressions can see: `input` (what the trigger hands on), `session` (`id`, `vars`), `tenant` (`id`, `slug`, `name`,
 * `vars`), `slots`, `now`, and the output of every upstream block under the block's id.
 */
export type ExpressionContext = Readonly<Record<string, unknown>>

export const contextNames = ['input', 'session', 'tenant', 'slots', 'now'] as const

export const expressionLimits = { chars: 4_000, astNodes: 1_000, depth: 60 } as const

export type Expression = {
  source: string
  /** Free names and the fixed path read from each. */
  uses: readonly NameUse[]
  /** Throws `bad-input` that names what has no value or does not fit. */
  evaluate: (context: ExpressionContext) => unknown
}

/** Names that CEL itself uses: a block with such an id could not be referred to. */
export const celNames: ReadonlySet<string> = new Set(
  (
    'as break const continue else for function if import let loop package namespace return var void while true false ' +
    'null in string bool int uint double map list bytes null_type type google cel optional has prototype'
  ).split(' '),
)

const environment = buildEnvironment()

/** Parses one CEL expression. Throws `bad-input` with `details.position`, counted from the start of `source`. */
export function parseExpression(source: string): Expression {
  if (source.trim() === '')
    throw new BulkheadError('bad-input', 'The expression is empty.', { details: { position: 0 } })
  if (source.length > expressionLimits.chars) {
    throw new BulkheadError('bad-input', `An expression may hold ${expressionLimits.chars} characters.`, {
      details: { position: expressionLimits.chars },
    })
  }
  const parsed = guardParse(source)
  const uses = nameUses(parsed.ast)
  return { source, uses, evaluate: (context) => guardEvaluate(parsed, source, scopeFor(uses, context)) }
}

/** The type that CEL infers, `dyn` when it depends on the data. Throws like `parseExpression`. */
export function inferType(source: string): string {
  const checked = guardParse(source).check()
  if (checked.error !== undefined) throw asBadInput(checked.error, source)
  return checked.type ?? 'dyn'
}

type Parsed = ReturnType<Environment['parse']>

function guardParse(source: string): Parsed {
  try {
    return environment.parse(source)
  } catch (cause) {
    throw asBadInput(cause, source)
  }
}

function guardEvaluate(parsed: Parsed, source: string, scope: Record<string, unknown>): unknown {
  try {
    return parsed(scope)
  } catch (cause) {
    throw asBadInput(cause, source)
  }
}

/**
 * A name that is absent (a block on a path not taken) counts as an object without fields, so that
 * `has(billing.text)` can ask, and `billing.text` is reported with its whole path.
 */
function scopeFor(uses: readonly NameUse[], context: ExpressionContext): Record<string, unknown> {
  const scope: Record<string, unknown> = Object.create(null)
  for (const use of uses) {
    if (Object.hasOwn(context, use.name)) scope[use.name] = context[use.name]
    else if (use.path.length > 0) scope[use.name] = {}
  }
  return scope
}

function asBadInput(cause: unknown, source: string): BulkheadError {
  if (cause instanceof EvaluationError && cause.code === 'no_such_key') {
    const path = cause.node === undefined ? source : textOf(cause.node)
    return new BulkheadError('bad-input', `\`${path}\` has no value here.`, {
      details: { expression: source, path },
      cause,
    })
  }
  if (cause instanceof EvaluationError && cause.code === 'unknown_variable') {
    const path = cause.node === undefined ? source : textOf(cause.node)
    return new BulkheadError('bad-input', `Nothing is called \`${path}\` here.`, {
      details: { expression: source, path },
      cause,
    })
  }
  const summary = hasSummary(cause) ? cause.summary : String(cause)
  const verb = cause instanceof ParseError ? 'cannot be read' : 'does not work'
  const position = hasSummary(cause) ? (cause.range?.start ?? 0) : 0
  return new BulkheadError('bad-input', `\`${shorten(source)}\` ${verb}: ${summary}.`, {
    details: { expression: source, position },
    cause,
  })
}

function hasSummary(cause: unknown): cause is { summary: string; range?: { start: number } } {
  return cause instanceof Error && 'summary' in cause && typeof cause.summary === 'string'
}

function textOf(node: ASTNode): string {
  return node.input.slice(node.start, node.end)
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

/** CEL keeps whole and broken numbers apart; JSON does not, so `order.count + 1` must work. */
function buildEnvironment(): Environment {
  const built = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: expressionLimits.astNodes, maxDepth: expressionLimits.depth },
  })
  const arithmetic: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '%': (a, b) => a % b,
  }
  for (const [sign, apply] of Object.entries(arithmetic)) {
    const mixed = (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b))
    built.registerOperator(`double ${sign} int`, mixed)
    built.registerOperator(`int ${sign} double`, mixed)
  }
  built.registerOperator('double % double', (a: number, b: number) => a % b)
  return built
}
