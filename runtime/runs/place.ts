import type { BlockValue } from '../interpreter/block-runner'
import type { PreparedStep } from '../interpreter/plan'
import type { Frame, RunInHand, Scope } from './run-in-hand'

/** Steps of one loop's body, or those outside of loops, and where the flow enters them. */
export type Region = {
  run: RunInHand
  frame: Frame
  /** In topological order. */
  steps: readonly PreparedStep[]
  first: readonly string[]
  /** Gets each step's output under the step's id. */
  scope: Scope
  /** Of the keys of these steps: '', `each[3]/`, `sub/`. */
  prefix: string
}

export type ExecuteRegion = (region: Region) => Promise<'done' | 'suspended'>

/** One step at its place in a run. */
export type Place = {
  run: RunInHand
  frame: Frame
  step: PreparedStep
  key: string
  scope: Scope
  /** Steps that an edge taken so far leads to and that have not run yet. */
  pending: ReadonlySet<string>
  /** For what is nested in the step. */
  enter: ExecuteRegion
}

/** What a step came to, or that it waits. */
export type StepResult = BlockValue | 'suspended'
