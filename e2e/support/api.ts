import type { Page } from '@playwright/test'
import { ports } from './installation'

/** The app's API as the page's own scripts call it, for what a journey needs and is not about. */
export async function mutate<Answer>(page: Page, procedure: string, input: object): Promise<Answer> {
  const response = await page.request.post(`/api/trpc/${procedure}`, {
    headers: { origin: `http://localhost:${ports.web}` },
    data: { json: { workspace: 'harbour', ...input } },
  })
  const body = await response.json()
  if (!response.ok()) throw new Error(`${procedure}: ${JSON.stringify(body)}`)
  return body.result.data.json
}
