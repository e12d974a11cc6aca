// The named baseline of a turn: node:http, and one row written durably for each request, to a store like a tenant's.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import Libsql from 'libsql'

const [socketPath, folder] = process.argv.slice(2)
const database = new Libsql(join(folder, 'bare.db'), {
  encryptionCipher: 'aes256cbc',
  encryptionKey: 'a-key-of-at-least-thirty-two-chars',
})
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec('CREATE TABLE turn (seq INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT')
const insert = database.prepare('INSERT INTO turn (content) VALUES (?)')

const server = createServer(async (request, response) => {
  const { content } = JSON.parse(await text(request))
  insert.run(content)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ reply: `You said: ${content}` }))
})
server.listen(socketPath, () => process.stdout.write('listening\n'))
