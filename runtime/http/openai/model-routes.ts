import type { ServerResponse } from 'node:http'
import { BulkheadError } from '@/domain/errors'
import type { Bundle } from '@/domain/runtime/bundle'
import { answerJson } from '../answer'
import { requireActive } from '../require-active'
import type { Route, RouteDeps } from '../routes'

/** The agent as OpenAI's API lists a model: `GET /v1/models`, `GET /v1/models/<name>`. */
export function modelRoutes(deps: RouteDeps): readonly Route[] {
  const bundle = () => requireActive(deps).plan.bundle
  return [
    {
      method: 'GET',
      path: /^\/v1\/models$/,
      handle: (_request, response) => answerJson(response, 200, { object: 'list', data: [modelOf(bundle())] }),
    },
    {
      method: 'GET',
      path: /^\/v1\/models\/([^/]+)$/,
      handle: (_request, response, match) => getModel(bundle(), response, match[1] ?? ''),
    },
  ]
}

function getModel(bundle: Bundle, response: ServerResponse, name: string): void {
  const model = modelOf(bundle)
  if (name !== model.id) throw new BulkheadError('not-found', `There is one model here, "${model.id}".`)
  answerJson(response, 200, model)
}

function modelOf(bundle: Bundle) {
  const { blueprint, tenant } = bundle
  // When the version was made is not known here, and clients want a number.
  return { id: modelName(bundle), object: 'model', created: 0, owned_by: tenant.slug, version: blueprint.version }
}

/** The blueprint's name in the letters that names of models are made of. */
export function modelName({ blueprint }: Pick<Bundle, 'blueprint'>): string {
  const slug = blueprint.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  return slug.replace(/^-|-$/g, '') || 'agent'
}
