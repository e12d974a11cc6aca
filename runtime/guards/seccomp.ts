import { type Finding, fail, type Guard, pass } from './guard'
import { procStatusPath, statusField } from './proc-status'

/** 2 is SECCOMP_MODE_FILTER (seccomp(2)). */
export function judgeSeccomp(status: string): Finding {
  const mode = statusField(status, 'Seccomp')
  return mode === '2' ? pass('Seccomp 2 (filter)') : fail(`Seccomp ${mode}`)
}

export const seccomp: Guard = async ({ readText }) => judgeSeccomp(await readText(procStatusPath))
