import { BulkheadError } from '@/domain/errors'

export const queueLimits = { runningTurns: 32, waitingPerSession: 8, waitingTurns: 256 } as const

export type SessionQueue = {
  /** Turns of one session run one after the other; sessions run side by side. Throws `over-limit` when full. */
  run<Result>(session: string, turn: () => Promise<Result>): Promise<Result>
  /** Work on a turn that was taken on before: it goes ahead of new ones of its session and is never refused. */
  resume<Result>(session: string, turn: () => Promise<Result>): Promise<Result>
  /** Turns that run or wait. */
  readonly size: number
  whenIdle(): Promise<void>
}

type Waiting = { session: string; start: () => void }

export function createSessionQueue(
  limits: { [Limit in keyof typeof queueLimits]: number } = queueLimits,
): SessionQueue {
  const busy = new Set<string>()
  const waiting: Waiting[] = []
  const idleListeners = new Set<() => void>()

  const startNext = () => {
    for (let index = 0; index < waiting.length && busy.size < limits.runningTurns; ) {
      const next = waiting[index]
      if (next === undefined || busy.has(next.session)) {
        index += 1
        continue
      }
      waiting.splice(index, 1)
      busy.add(next.session)
      next.start()
    }
    if (busy.size === 0) for (const listener of idleListeners) listener()
  }

  const admit = (session: string) => {
    const ahead = waiting.filter((other) => other.session === session).length
    if (ahead >= limits.waitingPerSession) {
      throw new BulkheadError(
        'over-limit',
        'This conversation already has messages waiting. Wait for their answers first.',
      )
    }
    if (waiting.length >= limits.waitingTurns) {
      throw new BulkheadError('over-limit', 'The agent has more to do than it can take on. Try again in a moment.')
    }
  }

  const inTurn = async <Result>(session: string, place: 'push' | 'unshift', turn: () => Promise<Result>) => {
    await new Promise<void>((start) => {
      waiting[place]({ session, start })
      startNext()
    })
    try {
      return await turn()
    } finally {
      busy.delete(session)
      startNext()
    }
  }

  return {
    async run(session, turn) {
      admit(session)
      return inTurn(session, 'push', turn)
    },
    resume: (session, turn) => inTurn(session, 'unshift', turn),
    get size() {
      return busy.size + waiting.length
    },
    whenIdle: () =>
      new Promise((resolve) => {
        if (busy.size + waiting.length === 0) return resolve()
        const listener = () => {
          idleListeners.delete(listener)
          resolve()
        }
        idleListeners.add(listener)
      }),
  }
}
