import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { requireFreePort } from './ports'

async function listenSomewhere() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on no port')
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: address.port, close }
}

it('a taken port is refused: which, what for, and the option that chooses another; once it is free, all is well', async () => {
  const { port, close } = await listenSomewhere()
  const use = { port, purpose: 'the gateway', option: '--gateway-port' }
  await expect(requireFreePort(use)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(new RegExp(`^Port ${port} \\(the gateway\\) is taken.*up --gateway-port <port>$`)),
  })
  await close()
  await requireFreePort(use)
  // Asking takes nothing away.
  await requireFreePort(use)
})
