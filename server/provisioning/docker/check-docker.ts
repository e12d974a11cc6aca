import type Docker from 'dockerode'
import { z } from 'zod'
import { BulkheadError } from '@/domain/errors'
import { askDocker } from './docker-errors'

const infoSchema = z.object({
  OSType: z.string(),
  MemoryLimit: z.boolean(),
  PidsLimit: z.boolean(),
  SecurityOptions: z.array(z.string()).nullable(),
})

/** A wall that this Docker cannot build is told now, not when the first tenant's guard fails. */
export async function checkDocker(docker: Docker): Promise<void> {
  const info = infoSchema.parse(await askDocker('reading its settings', () => docker.info()))
  const options = info.SecurityOptions ?? []
  const has = (name: string) => options.some((option) => option.split(',').includes(`name=${name}`))

  if (info.OSType !== 'linux') refuse('Docker runs Windows containers. Switch it to Linux containers.')
  if (!info.MemoryLimit) refuse('Docker cannot limit memory here. Enable the memory cgroup and restart Docker.')
  if (!info.PidsLimit) refuse('Docker cannot limit processes here. Enable the pids cgroup and restart Docker.')
  if (!has('seccomp')) refuse('Docker runs without seccomp. Use a kernel and a Docker that have it.')
  if (has('rootless') || has('userns')) {
    refuse('Docker maps user ids (rootless or userns-remap), so runtimes could not own their data. Use a plain Docker.')
  }
}

function refuse(message: string): never {
  throw new BulkheadError('engine-refused', message)
}
