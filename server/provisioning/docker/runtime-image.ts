import { Readable } from 'node:stream'
import type Docker from 'dockerode'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import type { Logger } from '@/server/log'
import type { Owner } from '../runtime-folders'
import { askDocker, statusOf } from './docker-errors'
import { digestFiles, type ImageFile, listImageFiles, packContext } from './image-context'
import { readLines } from './read-lines'

export type RuntimeImageOptions = {
  docker: Docker
  runtimeDist: string
  image: string | undefined
  owner: Owner
  log: Logger | undefined
}

export type RuntimeImage = { resolve(): Promise<string> }

export const imageRepository = 'bulkhead-runtime'
const deadlineMs = 180_000

/**
 * The platform's image, from scratch: node, its libraries, the runtime. Named by the hash of what is in it, so an image
 * that exists is never built again and one that differs never goes by the same name. No registry is asked.
 */
export function createRuntimeImage(options: RuntimeImageOptions): RuntimeImage {
  const { docker, log } = options
  let building: Promise<string> | undefined

  async function exists(name: string): Promise<string | null> {
    try {
      return (await docker.getImage(name).inspect()).Id
    } catch (error) {
      if (statusOf(error) === 404) return null
      return askDocker(`looking for image ${name}`, () => Promise.reject(error))
    }
  }

  async function readyMade(name: string): Promise<string> {
    // By its id: a tag may come to mean another image without a word.
    const id = await exists(name)
    if (id !== null) return id
    throw new BulkheadError('engine-refused', `Docker has no image ${name}. Build or pull it, then try again.`, {
      details: { image: name },
    })
  }

  async function fromScratch(): Promise<string> {
    const files = await listImageFiles(options.runtimeDist, options.owner)
    const name = `${imageRepository}:${(await digestFiles(files)).slice(0, 24)}`
    if ((await exists(name)) !== null) return name
    const startedAt = performance.now()
    await build(docker, name, files)
    log?.info({ image: name, durationMs: Math.round(performance.now() - startedAt) }, 'Built the runtime image.')
    return name
  }

  return {
    resolve() {
      // Many tenants ask at once; one answer serves them all.
      building ??= (options.image === undefined ? fromScratch() : readyMade(options.image)).finally(() => {
        building = undefined
      })
      return building
    },
  }
}

const progressSchema = z.object({ error: z.string().optional() })

async function build(docker: Docker, name: string, files: ImageFile[]): Promise<void> {
  const doing = `building image ${name}`
  await askDocker(doing, async () => {
    const context = Readable.from(packContext(files))
    const abortSignal = AbortSignal.timeout(deadlineMs)
    const progress = await docker.buildImage(context, { t: name, forcerm: true, abortSignal })
    // A failed build is a 200 with an error among its lines.
    for await (const line of readLines(progress)) {
      const { error } = progressSchema.parse(JSON.parse(line))
      if (error !== undefined) throw new BulkheadError('engine-refused', `Docker refused ${doing}: ${error}`)
    }
  })
}
