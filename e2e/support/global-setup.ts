import { ports } from './installation'
import { bulkhead } from './product'

/** Starts the product as a person would, from nothing, and takes everything away at the end. */
export default async function setUp() {
  await bulkhead('reset', '--yes')
  await bulkhead(
    'up',
    '--detach',
    '--engine=docker',
    `--port=${ports.web}`,
    `--gateway-port=${ports.gateway}`,
    `--postgres-port=${ports.postgres}`,
  )
  return async () => {
    await bulkhead('reset', '--yes')
  }
}
