import type { PermissionManifest } from '@/domain/blueprint/manifest'
import { BulkheadError } from '@/domain/errors'
import type { EffectRequest } from '@/domain/runtime/broker-api'
import { findAction } from '@/domain/skills/catalog'
import { checkArguments } from '@/server/skills/check-arguments'
import { skillRunners } from '@/server/skills/registry'
import type { SkillRunner } from '@/server/skills/skill-runner'

type WebhookRequest = Extract<EffectRequest, { kind: 'webhook' }>
type SkillRequest = Extract<EffectRequest, { kind: 'skill' }>

export type PermittedSkill = {
  kind: 'skill'
  request: SkillRequest
  runner: SkillRunner
  args: Record<string, unknown>
}
export type PermittedWebhook = { kind: 'webhook'; request: WebhookRequest; url: URL; secretSlots: string[] }
export type Permitted = PermittedSkill | PermittedWebhook

/** Throws `not-allowed` for what the manifest does not name, and `bad-input` for what cannot be done as it is said. */
export function requirePermitted(manifest: PermissionManifest, request: EffectRequest): Permitted {
  return request.kind === 'skill' ? permittedSkill(manifest, request) : permittedWebhook(manifest, request)
}

function permittedSkill(manifest: PermissionManifest, request: SkillRequest): PermittedSkill {
  const { skill, action } = request
  const allowed = Object.hasOwn(manifest.skills, skill) ? (manifest.skills[skill] ?? []) : []
  if (!allowed.includes(action)) throw notAllowed(`the action "${skill} ${action}"`, { skill, action })
  const found = findAction(skill, action)
  const runner = Object.hasOwn(skillRunners, skill) ? skillRunners[skill] : undefined
  if (found === undefined || runner === undefined) {
    throw new BulkheadError('not-allowed', `There is no skill action "${skill} ${action}".`, {
      details: { skill, action },
    })
  }
  return { kind: 'skill', request, runner, args: checkArguments(found, request.args) }
}

const reservedHeaders =
  /^(?:host|content-length|content-type|content-encoding|connection|keep-alive|transfer-encoding|accept-encoding|te|trailer|upgrade|expect|user-agent|webhook-.*|proxy-.*)$/i
const headerText = /^[\t\x20-\x7e]*$/

function permittedWebhook(manifest: PermissionManifest, request: WebhookRequest): PermittedWebhook {
  const url = URL.parse(request.url.trim())
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new BulkheadError('bad-input', 'The webhook needs an http or https address without a password.', {
      details: { problems: [{ path: 'url', message: 'is not an address' }] },
    })
  }
  if (!manifest.origins.includes(url.origin)) throw notAllowed(`calls to ${url.origin}`, { origin: url.origin })
  const secretSlots: string[] = []
  for (const header of request.headers) {
    if (reservedHeaders.test(header.name)) throw badHeader(header.name, 'is set by the call itself')
    if ('value' in header) {
      if (!headerText.test(header.value)) throw badHeader(header.name, 'must be one line of ASCII')
    } else {
      if (!(manifest.secrets[header.secretSlot] ?? []).includes(url.origin)) {
        throw notAllowed(`to send the secret "${header.secretSlot}" to ${url.origin}`, { secret: header.secretSlot })
      }
      secretSlots.push(header.secretSlot)
    }
  }
  url.hash = ''
  return { kind: 'webhook', request, url, secretSlots }
}

function notAllowed(what: string, details: Record<string, unknown>): BulkheadError {
  return new BulkheadError('not-allowed', `The permission manifest of this bundle does not allow ${what}.`, { details })
}

function badHeader(name: string, message: string): BulkheadError {
  return new BulkheadError('bad-input', `The header "${name}" ${message}.`, {
    details: { problems: [{ path: 'headers', message: `"${name}" ${message}` }] },
  })
}
