import { BulkheadError } from '@/domain/errors'
import { type Arguments, helpText, readArguments } from './arguments'
import { say } from './terminal/progress'

/** Each command is loaded when it is asked for, so that `help` and `doctor` answer at once. */
async function run(words: Arguments): Promise<number> {
  switch (words.command) {
    case 'up':
      return (await import('./commands/up')).up(words)
    case 'down':
      return (await import('./commands/down')).down(words)
    case 'status':
      return (await import('./commands/status')).status(words)
    case 'doctor':
      return (await import('./commands/doctor')).doctor(words)
    case 'link':
      return (await import('./commands/link')).link(words)
    case 'reset':
      return (await import('./commands/reset')).reset(words)
    case 'test':
      return (await import('./commands/test')).test(words)
    case 'help':
      process.stdout.write(helpText)
      return 0
  }
}

try {
  process.exitCode = await run(readArguments(process.argv.slice(2)))
} catch (error) {
  if (error instanceof BulkheadError) say(`✗ ${error.message}`)
  else say(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  process.exitCode = 1
}
