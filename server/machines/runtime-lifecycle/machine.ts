import { defineMachine, type Machine } from '@/server/durable/machine'
import { hop } from '@/server/durable/outcome'
import type { MachineDependencies } from '../dependencies'
import { answerOverdue, awaitHello, helloOverdue } from './await-hello'
import { backOff } from './back-off'
import { destroy } from './destroy'
import { prepare } from './prepare'
import { provision, restart } from './provision'
import { awaitAnswer } from './push-bundle'
import { type LifecycleState, lifecycleStateSchema } from './state'
import { stepsWithRecord } from './steps'
import { type LifecycleLabel, lifecycleTransitions } from './transitions'
import { watch } from './watch'

export const lifecycleMachineName = 'runtime-lifecycle'

/** Subject: a runtime. Makes observed equal desired for as long as the runtime lives. */
export function runtimeLifecycle(deps: MachineDependencies): Machine {
  const step = stepsWithRecord(deps)
  return defineMachine<LifecycleLabel, LifecycleState>({
    name: lifecycleMachineName,
    state: lifecycleStateSchema,
    transitions: lifecycleTransitions,
    deadlines: {
      'await-hello': { afterMs: deps.timing.helloMs, hopTo: 'hello-overdue' },
      'await-answer': { afterMs: deps.timing.answerMs, hopTo: 'answer-overdue' },
    },
    steps: {
      start: async () => hop('watch'),
      watch: step(watch),
      prepare: step(prepare),
      provision: step(provision),
      restart: step(restart),
      'await-hello': step(awaitHello),
      'hello-overdue': step(helloOverdue),
      'await-answer': step(awaitAnswer),
      'answer-overdue': step(answerOverdue),
      'back-off': step(backOff),
      destroy: step(destroy),
    },
  })
}
