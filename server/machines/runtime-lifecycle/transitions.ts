/**
 * A runtime's life, as a checklist. `watch` compares what is desired with what is seen and hops to whatever comes
 * next; every road leads back to it. The strand lives as long as the runtime.
 */
export const lifecycleTransitions = {
  start: ['watch'],
  // (`watch` also sends a bundle to a runtime that is up, and most answers come while it looks.)
  watch: ['watch', 'prepare', 'provision', 'restart', 'await-hello', 'await-answer', 'back-off', 'destroy'],
  prepare: ['watch', 'back-off'],
  provision: ['await-hello', 'watch', 'back-off'],
  restart: ['restart', 'await-hello', 'provision', 'watch'],
  'await-hello': ['watch', 'back-off'],
  'hello-overdue': ['watch', 'back-off'],
  'await-answer': ['watch', 'back-off'],
  'answer-overdue': ['back-off', 'watch'],
  'back-off': ['watch', 'provision', 'restart'],
  destroy: ['watch'],
} as const satisfies Record<string, readonly string[]>

export type LifecycleLabel = keyof typeof lifecycleTransitions
