// Stands in for the runtime in tests: stays up, says who it is, and does what it is told by a file in its data folder.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

const data = process.env.BULKHEAD_DATA
const orders = `${data}/order.json`
const hoard = []

const actions = {
  exit: ({ code }) => process.exit(code),
  eat: () => void setInterval(() => hoard.push(Buffer.alloc(8 << 20, 1)), 15),
  probe: async (order) => (await import('./probe.mjs')).probe(order),
}

function tell(name, value) {
  writeFileSync(`${data}/${name}.tmp`, JSON.stringify(value))
  renameSync(`${data}/${name}.tmp`, `${data}/${name}`)
}

async function obey() {
  if (!existsSync(orders)) return
  const order = JSON.parse(readFileSync(orders, 'utf8'))
  rmSync(orders)
  tell('answer.json', { order: order.id, result: (await actions[order.action](order)) ?? null })
}

process.on('SIGTERM', () => process.exit(0))
tell('boot.json', { bootId: randomUUID(), pid: process.pid, env: process.env })
setInterval(obey, 20)
