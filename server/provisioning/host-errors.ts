import { BulkheadError } from '@/domain/errors'

/** The file system's refusals as the port promises them; a bug of ours stays what it is. */
export async function askHost<Result>(task: () => Promise<Result>): Promise<Result> {
  try {
    return await task()
  } catch (error) {
    if (!(error instanceof Error) || error instanceof BulkheadError || !('syscall' in error)) throw error
    throw new BulkheadError(
      'engine-unavailable',
      `This machine did not let the engine work: ${error.message}. See that its folders can be written and the disk is not full; it will be tried again.`,
      { cause: error },
    )
  }
}
