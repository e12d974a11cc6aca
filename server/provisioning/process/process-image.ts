import { randomUUID } from 'node:crypto'
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BulkheadError } from '@/domain/errors'
import { digestOf } from '../boot-digest'
import { contentDigest, readNodeArgs, readRuntimeDist } from '../runtime-dist'

/** A copy of the built runtime that never changes, named by its content: a rebuild must not reach into what runs. */
export type ProcessImage = {
  resolve(): Promise<string>
  folderOf(image: string): string
  nodeArgsOf(image: string): Promise<string[]>
}

const imagePattern = /^process-runtime:([0-9a-f]{24})$/

export function createProcessImage(runtimeDist: string, imagesFolder: string): ProcessImage {
  const folderOf = (image: string) => {
    const hash = imagePattern.exec(image)?.[1]
    if (hash !== undefined) return join(imagesFolder, hash)
    throw new BulkheadError(
      'engine-refused',
      `The process engine has no image ${image}: it runs process-runtime:<hash>.`,
    )
  }
  return {
    folderOf,
    async resolve() {
      const { files } = await readRuntimeDist(runtimeDist)
      const contents: [string, string][] = []
      for (const { path, from } of files) contents.push([path, await contentDigest(from)])
      const image = `process-runtime:${digestOf(contents).slice('sha256:'.length, 'sha256:'.length + 24)}`
      const folder = folderOf(image)
      if (await exists(folder)) return image
      const draft = `${folder}.${randomUUID()}.tmp`
      for (const { path, from } of files) {
        const copy = join(draft, path)
        await mkdir(dirname(copy), { recursive: true })
        await copyFile(from, copy)
        await chmod(copy, 0o644)
      }
      await rename(draft, folder).catch(async (error) => {
        // Somebody else was faster, with the same content.
        await rm(draft, { recursive: true, force: true })
        if (!(await exists(folder))) throw error
      })
      return image
    },
    async nodeArgsOf(image) {
      const folder = folderOf(image)
      if (await exists(folder)) return readNodeArgs(folder)
      throw new BulkheadError('engine-refused', `The image ${image} is gone: ask for the runtime image again.`, {
        details: { image },
      })
    },
  }
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  )
}
