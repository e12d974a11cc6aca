import type { z } from 'zod'
import type { Outcome } from './outcome'

/** What a step is told. It reads what it needs, does one thing, and returns what happens next. */
export type StepContext<State> = {
  subjectId: string
  strandId: string
  workspaceId: string
  tenantId: string | null
  state: State
  /** How often this label has failed in a row. */
  attempts: number
  /** Aborted when the lease is lost or the worker stops: what is done after that is not kept. */
  signal: AbortSignal
}

type Step<Label extends string, State> = (context: StepContext<State>) => Promise<Outcome<Label, State>>

export type MachineDefinition<Label extends string, State> = {
  name: string
  state: z.ZodType<State>
  /** The state diagram: from each label, the labels that it may hop to. A hop that it does not name is refused. */
  transitions: Readonly<Record<Label, readonly NoInfer<Label>[]>>
  /** Waiting at these labels ends: after so long the strand hops to `hopTo`, whatever its step says. */
  deadlines?: Readonly<Partial<Record<NoInfer<Label>, { afterMs: number; hopTo: NoInfer<Label> }>>>
  steps: Readonly<Record<Label, Step<NoInfer<Label>, State>>>
}

/** A machine as a worker sees it: labels and states are checked inside. */
export type Machine = {
  readonly name: string
  deadlineOf(label: string): { afterMs: number; hopTo: string } | undefined
  run(label: string, rawState: unknown, context: Omit<StepContext<unknown>, 'state'>): Promise<Outcome<string, unknown>>
}

export function defineMachine<Label extends string, State>(definition: MachineDefinition<Label, State>): Machine {
  const { name, transitions, steps } = definition
  const isLabel = (label: string): label is Label => Object.hasOwn(steps, label)
  return {
    name,
    deadlineOf: (label) => (isLabel(label) ? definition.deadlines?.[label] : undefined),
    async run(label, rawState, context) {
      if (!isLabel(label)) throw new Error(`${name} has no label ${label}: was this strand written by a newer version?`)
      const state = definition.state.parse(rawState)
      const outcome = await steps[label]({ ...context, state })
      if (outcome.kind === 'hop' && !transitions[label].includes(outcome.label)) {
        throw new Error(`${name} must not hop from ${label} to ${outcome.label}`)
      }
      return outcome
    },
  }
}
