import { parseArgs } from 'node:util'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'

export const commandNames = ['up', 'down', 'status', 'doctor', 'link', 'reset', 'test', 'help'] as const

const port = z.coerce.number().int().min(1).max(65_535).optional()

const argumentsSchema = z.object({
  command: z.enum(commandNames),
  engine: z.enum(['auto', 'docker', 'process']).default('auto'),
  'install-docker': z.boolean().default(false),
  'without-docker': z.boolean().default(false),
  detach: z.boolean().default(false),
  'no-demo': z.boolean().default(false),
  yes: z.boolean().default(false),
  home: z.string().min(1).optional(),
  port,
  'gateway-port': port,
  'postgres-port': port,
})

export type Arguments = z.infer<typeof argumentsSchema>

export const helpText = `Bulkhead: draw an agent once, run it sealed for every customer.

  ./bulkhead up        set up what is missing, start everything, print what to open   (Ctrl-C stops it all)
  ./bulkhead down      stop everything; the data stays
  ./bulkhead status    what is running, and where
  ./bulkhead link      a fresh one-time sign-in link for the owner
  ./bulkhead doctor    what is missing on this machine, and the command that mends it
  ./bulkhead reset     stop everything and delete all data (asks first)
  ./bulkhead test      run every check and test

  up:    --engine auto|docker|process   --install-docker   --detach   --no-demo
         --port 4300   --gateway-port 4380   --postgres-port 4332
  test:  --without-docker
  reset: --yes
  all:   --home <folder>   where this installation keeps its data (default: .bulkhead)
`

/** Throws `bad-input` naming the word that it does not know. */
export function readArguments(words: readonly string[]): Arguments {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        engine: text,
        home: text,
        port: text,
        'gateway-port': text,
        'postgres-port': text,
        'install-docker': flag,
        'without-docker': flag,
        detach: flag,
        'no-demo': flag,
        yes: flag,
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { help, ...options } = values
    if (positionals.length > 1) throw new Error(`One command at a time: ${positionals.join(' ')}`)
    return argumentsSchema.parse({ ...options, command: help === true ? 'help' : (positionals[0] ?? 'help') })
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message
    throw new BulkheadError('bad-input', `${why}\nSee ./bulkhead help`, { cause })
  }
}
