import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { parseAllowList } from './egress/allow-list'

/** The only place on the host side that reads `process.env`. Each process parses its own part, once, at start. */

const port = z.coerce.number().int().min(1).max(65_535)
const path = z.string().min(1)
const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info')

/** A unix socket path holds 107 bytes: `<doors>/<36>/control.sock`. */
const doorsFolder = path.max(57, 'is too long for unix sockets (at most 57 characters): choose a shorter folder')

/** `http://{slug}.localhost:4380` */
const tenantUrl = z.string().refine((template) => template.includes('{slug}'), 'must contain {slug}')

const egressAllow = z
  .string()
  .default('')
  .transform((text, context) => {
    const list = parseAllowList(text)
    if (list !== null) return list
    context.addIssue({ code: 'custom', message: 'must be a list of host:port, such as mail.internal:25,[::1]:8080' })
    return z.NEVER
  })

const common = {
  DATABASE_URL: z.string().startsWith('postgres'),
  BULKHEAD_LOG_LEVEL: logLevel,
}

const schemas = {
  web: z.object({
    ...common,
    /** Where browsers find the app, e.g. `http://localhost:4300`. Cookies are `Secure` when it is https. */
    BULKHEAD_WEB_ORIGIN: z.url(),
    BULKHEAD_AUTH_SECRET: z.string().min(32),
    BULKHEAD_TENANT_URL: tenantUrl,
    /** PEM file with the public half of the key-encryption key: web can seal, never open. */
    BULKHEAD_VAULT_PUBLIC_KEY: path,
    BULKHEAD_ENGINE: z.enum(['docker', 'process']),
  }),
  controller: z.object({
    ...common,
    BULKHEAD_ENGINE: z.enum(['docker', 'process']),
    BULKHEAD_DOORS_DIR: doorsFolder,
    BULKHEAD_DATA_DIR: path,
    /** PEM file with the Ed25519 private key that signs bundles. */
    BULKHEAD_SIGNING_KEY: path,
    /** Folder with the built runtime (`runtime.mjs` and what it needs). */
    BULKHEAD_RUNTIME_DIST: path,
    /** Tells installations that share one Docker engine apart. */
    BULKHEAD_INSTALLATION: z.string().regex(/^[a-z0-9-]{1,40}$/),
  }),
  gateway: z.object({
    ...common,
    BULKHEAD_DOORS_DIR: doorsFolder,
    BULKHEAD_DOMAIN: z.string().default('localhost'),
    BULKHEAD_GATEWAY_HOST: z.string().default('127.0.0.1'),
    BULKHEAD_GATEWAY_PORT: port,
  }),
  broker: z.object({
    ...common,
    BULKHEAD_DOORS_DIR: doorsFolder,
    /** PEM file with the private half of the key-encryption key. */
    BULKHEAD_VAULT_PRIVATE_KEY: path,
    /** `host:port`, with commas: what agents may reach though it is private (a mail relay next door). */
    BULKHEAD_EGRESS_ALLOW: egressAllow,
  }),
} as const

export type ControllerEnv = z.infer<(typeof schemas)['controller']>

export const webEnv = () => parse('web')
export const controllerEnv = () => parse('controller')
export const gatewayEnv = () => parse('gateway')
export const brokerEnv = () => parse('broker')

function parse<Process extends keyof typeof schemas>(name: Process): z.infer<(typeof schemas)[Process]> {
  const result = schemas[name].safeParse(process.env)
  if (result.success) return result.data as z.infer<(typeof schemas)[Process]>
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new BulkheadError('bad-input', `The environment of ${name} is not usable. ${wrong.join('; ')}`)
}
