import type { BlueprintDocument } from './document'
import { graphOf } from './graph'
import { blockProblems } from './lint-rules/blocks'
import { edgeProblems } from './lint-rules/edges'
import { expressionProblems } from './lint-rules/expressions'
import { flowProblems } from './lint-rules/flow'
import { policyProblems } from './lint-rules/policy'
import { regionProblems } from './lint-rules/regions'
import { slotProblems } from './lint-rules/slots'
import type { Problem } from './problem'

/** Everything that is wrong with a drawing, errors first. The canvas and the server call this same function. */
export function lint(document: BlueprintDocument): Problem[] {
  const graph = graphOf(document)
  const problems = [
    ...edgeProblems(document),
    ...flowProblems(document, graph),
    ...regionProblems(document, graph),
    ...blockProblems(document, graph),
    ...expressionProblems(document, graph),
    ...slotProblems(document),
    ...policyProblems(document),
  ]
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))]
}

export function isError(problem: Problem): boolean {
  return problem.severity === 'error'
}
