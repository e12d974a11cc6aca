// The named baseline of the gateway's measure: the plainest proxy that node:http and undici can make, and an upstream.
import { createServer } from 'node:http'
import { Pool } from 'undici'

const [role, upstreamPort] = process.argv.slice(2)

const upstream = (_request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end('{"status":"ready","version":1}')
}

function proxyTo(port) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 })
  return async (request, response) => {
    const answer = await pool.request({
      path: request.url,
      method: request.method,
      headers: { host: request.headers.host },
    })
    response.writeHead(answer.statusCode, answer.headers)
    answer.body.pipe(response)
  }
}

const server = createServer(role === 'upstream' ? upstream : proxyTo(upstreamPort))
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`))
