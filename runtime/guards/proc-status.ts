export const procStatusPath = '/proc/self/status'

/** One field of proc_pid_status(5). Throws when the kernel does not report it. */
export function statusField(status: string, name: string): string {
  const line = status.split('\n').find((candidate) => candidate.startsWith(`${name}:`))
  if (line === undefined) throw new Error(`${procStatusPath} has no ${name}`)
  return line.slice(name.length + 1).trim()
}
