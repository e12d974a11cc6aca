import { afterAll, beforeAll, expect, it } from 'vitest'
import { messageResponseSchema } from '@/domain/runtime/runtime-api'
import { signBundle } from './testing/bundles'
import { codeAndAgentBundle } from './testing/code-and-agent'
import { buildRuntime, removeBuild, startBuiltRuntime } from './testing/run-runtime'
import { createTestHost } from './testing/test-host'

beforeAll(buildRuntime)
afterAll(removeBuild)

it('the built runtime runs code in a process of its own and loads what agents need', async () => {
  const host = await createTestHost()
  const runtime = startBuiltRuntime(host)
  try {
    await host.take('hello')
    host.send({ type: 'apply-bundle', generation: 1, bundle: signBundle(codeAndAgentBundle()) })
    expect(await host.take('bundle-applied')).toMatchObject({ generation: 1 })
    const answer = await host.ask('POST', '/v1/messages', { content: 'one two three' })
    expect(messageResponseSchema.parse(answer.json()).reply).toBe('You said: 3 words')
    expect(host.broker.calls[0]).toMatchObject({ tools: [{ function: { name: 'http_get' } }] })
  } finally {
    runtime.child.kill('SIGKILL')
    await runtime.ended
    await host.remove()
  }
})
