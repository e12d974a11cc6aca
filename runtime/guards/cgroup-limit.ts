import { type Finding, fail, pass } from './guard'

/** cgroup v1 says "no limit" with a number near 2^63; nothing real comes close to 2^60. */
const unlimitedFrom = 2n ** 60n

/** Reads the first file that exists of v2's and v1's. `max` and absurdly large numbers are no limit. */
export async function judgeCgroupLimit(
  readText: (path: string) => Promise<string>,
  files: readonly string[],
): Promise<Finding> {
  for (const file of files) {
    const text = await readText(file).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    if (text !== null) return judgeLimit(file, text.trim())
  }
  return fail(`none of ${files.join(', ')} is there`)
}

function judgeLimit(file: string, value: string): Finding {
  const limited = /^\d+$/.test(value) && BigInt(value) < unlimitedFrom
  return limited ? pass(`${file} ${value}`) : fail(`${file} ${value.slice(0, 40)}`)
}
