import { type Logger, pino } from 'pino'

export type { Logger }

/** JSON lines on stdout. Fields that could hold a secret or a tenant's content are cut out, wherever they stand. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: {
      paths: ['*.authorization', '*.cookie', '*.password', '*.key', '*.token', '*.secret', '*.content', '*.headers'],
      censor: '[redacted]',
    },
  })
}

/** The line by which a supervisor knows that a process serves. */
export function announceReady(log: Logger): void {
  log.info({ event: 'ready' }, 'ready')
}
