import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { readJson, writeJsonAtomically } from './atomic-file'

/**
 * The highest generation that was honoured for each runtime, on disk beside the data and out of the runtime's reach. It
 * outlives the container and the runtime, because a late request may come after either: labels alone would forget a
 * newer request that changed nothing, and all of them once the runtime is removed.
 */
export type GenerationStore = {
  read(runtimeId: string): Promise<number>
  /** Remembers it, or throws `stale-generation`. `labelled` is what the engine itself says, should the file be lost. */
  honour(runtimeId: string, generation: number, labelled: number): Promise<void>
}

const recordSchema = z.strictObject({ generation: z.int().nonnegative() })

export function createGenerationStore(folder: string): GenerationStore {
  const pathOf = (runtimeId: string) => join(folder, `${runtimeId}.generation.json`)
  const read = async (runtimeId: string) => (await readJson(pathOf(runtimeId), recordSchema))?.generation ?? 0
  return {
    read,
    async honour(runtimeId, generation, labelled) {
      const written = await read(runtimeId)
      const honoured = Math.max(written, labelled)
      if (generation < honoured) throw staleGeneration(runtimeId, generation, honoured)
      if (generation === written) return
      await mkdir(folder, { recursive: true, mode: 0o711 })
      await writeJsonAtomically(pathOf(runtimeId), { generation })
    },
  }
}

export function staleGeneration(runtimeId: string, generation: number, honoured: number): BulkheadError {
  return new BulkheadError(
    'stale-generation',
    `Generation ${generation} of this runtime is out of date: generation ${honoured} was already honoured.`,
    { details: { runtimeId, generation, honoured } },
  )
}
