import { parseArgs } from 'node:util'
import { withFleet } from './fleet'
import { measureColdProvisioning } from './measures/cold-provisioning'
import { measureGateway } from './measures/gateway-throughput'
import { measureHotRollout } from './measures/hot-rollout'
import { measureIdleMemory } from './measures/idle-memory'
import { writeReport } from './report'

const { values } = parseArgs({ options: { tenants: { type: 'string', default: '20' } } })
const tenants = Number(values.tenants)
if (!Number.isInteger(tenants) || tenants < 1 || tenants > 500)
  throw new Error('--tenants takes a number from 1 to 500')

await withFleet(async (fleet) => {
  const say = (line: string) => process.stderr.write(`… ${line}\n`)
  say(`cold provisioning of ${tenants} tenants`)
  const cold = await measureColdProvisioning(fleet, tenants)
  say('memory of idle tenants')
  const memory = await measureIdleMemory(fleet)
  say('hot rollout')
  const hot = await measureHotRollout(fleet)
  say('gateway')
  const gateway = await measureGateway(fleet)
  const parts = [hot, cold, gateway, memory]
  await writeReport(
    parts.flatMap((part) => part.rows),
    parts.map((part) => part.detail),
  )
})
