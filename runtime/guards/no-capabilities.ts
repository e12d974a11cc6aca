import { type Finding, fail, type Guard, pass } from './guard'
import { procStatusPath, statusField } from './proc-status'

const sets = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'] as const

/** The bounding set counts too: what is not in it can never be gained. */
export function judgeCapabilities(status: string): Finding {
  const held = sets.map((set) => [set, statusField(status, set)] as const).filter(([, bits]) => !/^0+$/.test(bits))
  if (held.length === 0) return pass(`CapEff ${statusField(status, 'CapEff')}, all sets empty`)
  return fail(held.map(([set, bits]) => `${set} ${bits}`).join(', '))
}

export const noCapabilities: Guard = async ({ readText }) => judgeCapabilities(await readText(procStatusPath))
