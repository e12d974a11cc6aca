import { readFile } from 'node:fs/promises'

/** proc(5): utime and stime are counted in clock ticks, 100 a second on Linux. */
const ticksPerSecond = 100

export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** In megabytes, from the kernel (`smaps_rollup`, proc(5)). `pss`: what is private, and its share of what is not. */
export type Memory = { pss: number; privateOnly: number; shared: number }

export async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1_000
  return {
    pss: megabytes('Pss'),
    privateOnly: megabytes('Private_Clean') + megabytes('Private_Dirty'),
    shared: megabytes('Shared_Clean') + megabytes('Shared_Dirty'),
  }
}
