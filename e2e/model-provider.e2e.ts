import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { callTenant } from './support/product'
import { expect, test } from './support/test'

const key = 'sk-e2e-4fb1c0de-never-to-be-seen-again'

test('with a provider, models answer through the broker: the key reaches the provider and nobody else', async ({
  page,
}) => {
  const seen: { authorization: string | undefined; model: string }[] = []
  const provider = createServer(async (request, response) => {
    const { model } = JSON.parse(await bodyOf(request))
    seen.push({ authorization: request.headers.authorization, model })
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(completion(model)))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => provider.once('listening', resolve))

  await page.goto('/w/harbour/settings')
  await page.getByLabel('Base URL').fill(`http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`)
  await page.getByLabel('Default model').fill('harbour-large')
  await page.getByLabel('Key', { exact: true }).fill(key)
  await page.getByRole('button', { name: 'Save provider' }).click()

  await expect
    .poll(async () => (await callTenant('nordlicht', '/v1/messages', { content: 'Hello' })).body)
    .toContain('harbour-large')
  expect(seen.at(-1)).toEqual({ authorization: `Bearer ${key}`, model: 'harbour-large' })
  await page.reload()
  await expect(page.getByText('harbour-large').first()).toBeVisible()
  expect(await page.content()).not.toContain(key)

  await page.getByRole('button', { name: 'Remove it and use the demo model' }).click()
  await expect
    .poll(async () => (await callTenant('nordlicht', '/v1/messages', { content: 'Hello' })).body)
    .toContain('bulkhead-demo')
  provider.close()
})

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** The public format of a chat completion, not streamed; a decide block gets its first branch. */
function completion(model: string) {
  const content = JSON.stringify({ branch: 'Billing' })
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 },
  }
}
