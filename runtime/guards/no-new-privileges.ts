import { type Finding, fail, type Guard, pass } from './guard'
import { procStatusPath, statusField } from './proc-status'

export function judgeNoNewPrivileges(status: string): Finding {
  const value = statusField(status, 'NoNewPrivs')
  return value === '1' ? pass('NoNewPrivs 1') : fail(`NoNewPrivs ${value}`)
}

export const noNewPrivileges: Guard = async ({ readText }) => judgeNoNewPrivileges(await readText(procStatusPath))
