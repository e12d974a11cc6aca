import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Exchange } from './exchange'
import { towardsClient } from './headers'

const keepAliveProbeMs = 60_000

/** The runtime agreed to the new protocol: from here on bytes go both ways until one side ends. */
export function joinStreams(exchange: Exchange, upstream: Duplex, rawHeaders: string[]): void {
  const { response, upgrade } = exchange
  if (upgrade === undefined) {
    upstream.destroy()
    return
  }
  const { socket, head } = upgrade
  response.detachSocket(socket)
  const lines = [
    `HTTP/1.1 101 ${STATUS_CODES[101]}`,
    'connection: upgrade',
    `upgrade: ${chosenProtocol(rawHeaders) ?? upgrade.protocol}`,
  ]
  const headers = towardsClient(rawHeaders)
  for (let at = 0; at + 1 < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  if (head.length > 0) upstream.write(head)
  socket.setTimeout(0)
  socket.setNoDelay(true)
  socket.setKeepAlive(true, keepAliveProbeMs)
  const end = () => {
    socket.destroy()
    upstream.destroy()
  }
  for (const side of [socket, upstream]) side.once('error', end).once('close', end)
  socket.pipe(upstream)
  upstream.pipe(socket)
}

/** The client may have offered several; the runtime says which it took. */
function chosenProtocol(rawHeaders: string[]): string | undefined {
  const at = rawHeaders.findIndex((item, index) => index % 2 === 0 && item.toLowerCase() === 'upgrade')
  return at === -1 ? undefined : rawHeaders[at + 1]
}
