import { type Finding, fail, type Guard, pass } from './guard'
import { procStatusPath, statusField } from './proc-status'

/** Real, effective, saved and file-system ids: none may be 0. */
export function judgeNotRoot(status: string): Finding {
  const uids = statusField(status, 'Uid').split(/\s+/)
  const gids = statusField(status, 'Gid').split(/\s+/)
  const evidence = `Uid ${uids.join(' ')}, Gid ${gids.join(' ')}`
  const ids = [...uids, ...gids]
  return ids.length === 8 && ids.every((id) => /^[1-9]\d*$/.test(id)) ? pass(evidence) : fail(evidence)
}

export const notRoot: Guard = async ({ readText }) => judgeNotRoot(await readText(procStatusPath))
