import type { FieldProblem, FieldValues } from '../check-connection'

export const slackApi = 'https://slack.com/api'

/** Null when it is no usable address. */
export function slackMethod(fields: FieldValues, method: string): URL | null {
  const url = URL.parse(`${(fields.apiUrl || slackApi).replace(/\/+$/, '')}/${method}`)
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : null
}

export function slackFieldProblems(values: FieldValues): FieldProblem[] {
  if (slackMethod(values, 'auth.test') !== null) return []
  return [{ path: 'apiUrl', message: '"API address" must be an http or https address without a password.' }]
}
