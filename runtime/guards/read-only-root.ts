import { mkdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { fail, type Guard, pass } from './guard'

/**
 * Tries to make a folder in /, beside the program and beside the doors. Only EROFS counts: a refusal for lack of
 * permission says that the wall is a file mode, which is not this wall.
 */
export const readOnlyRoot: Guard = async ({ programFolder, boot }) => {
  const places = ['/', programFolder, boot.BULKHEAD_DOORS]
  const answers = places.map((place) => ({ place, answer: tryToWrite(place) }))
  const open = answers.filter(({ answer }) => answer !== 'EROFS')
  if (open.length === 0) return pass(`EROFS at ${places.join(', ')}`)
  return fail(open.map(({ place, answer }) => `${place}: ${answer}`).join(', '))
}

function tryToWrite(folder: string): string {
  const probe = join(folder, `.bulkhead-guard-${process.pid}`)
  try {
    mkdirSync(probe)
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  }
  rmdirSync(probe)
  return 'writable'
}
