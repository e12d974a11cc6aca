import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, type Guard, pass } from './guard'

/**
 * Tries to make a folder in /, beside the program and beside the doors. Only EROFS counts: a refusal for lack of
 * permission says that the wall is a file mode, which is not this wall.
 */
export const readOnlyRoot: Guard = async ({ programFolder, boot }) => {
  const places = ['/', programFolder, boot.BULKHEAD_DOORS]
  const answers = await Promise.all(places.map(async (place) => ({ place, answer: await tryToWrite(place) })))
  const open = answers.filter(({ answer }) => answer !== 'EROFS')
  if (open.length === 0) return pass(`EROFS at ${places.join(', ')}`)
  return fail(open.map(({ place, answer }) => `${place}: ${answer}`).join(', '))
}

async function tryToWrite(folder: string): Promise<string> {
  const probe = join(folder, `.bulkhead-guard-${process.pid}`)
  try {
    await mkdir(probe)
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  }
  await rmdir(probe)
  return 'writable'
}
