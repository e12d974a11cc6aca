import { pageSource, runtimeVersion } from 'bulkhead:build'
import { exitCodes } from './host/exit-codes'
import { createLog, messageOf } from './host/log'
import { startRuntime } from './host/start-runtime'

const log = createLog()

// A defect must not leave a half-alive runtime behind: the engine notices an exit, and /data survives any.
process.on('uncaughtException', (error) => {
  log.error('defect', { message: messageOf(error), stack: error.stack ?? null })
  process.exit(exitCodes.internal)
})

const stop = new Promise<string>((resolve) => {
  process.once('SIGTERM', resolve)
  process.once('SIGINT', resolve)
})

process.exit(
  await startRuntime({ env: process.env, programFolder: import.meta.dirname, pageSource, runtimeVersion, log, stop }),
)
