import { announceReady, type Logger } from './log'

export type Service = { start(): Promise<unknown>; stop(): Promise<unknown> }

/**
 * The life of one of our processes: starts it, announces that it serves, and on the first SIGTERM or SIGINT stops it,
 * also in the midst of starting. Exit code 0 after a stop, 1 when it cannot start.
 */
export async function serveUntilStopped(log: Logger, service: Service): Promise<void> {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, async () => {
      if (stopping) return
      stopping = true
      log.info({ signal }, 'stopping')
      await service.stop()
      process.exit(0)
    })
  }
  try {
    await service.start()
    announceReady(log)
  } catch (error) {
    if (stopping) return
    log.fatal({ err: error }, 'this process cannot start')
    process.exit(1)
  }
}
