import Docker from 'dockerode'
import { expect, it } from 'vitest'
import { createDockerEngine } from './docker-engine'
import { toBulkheadError } from './docker-errors'

const answered = (statusCode: number, message: string) =>
  Object.assign(new Error(message), { statusCode, json: { message } })

it('says where Docker was looked for and how to start it when nobody answers', async () => {
  const engine = createDockerEngine({
    folders: { doors: '/nowhere/doors', data: '/nowhere/data' },
    installation: 'ours',
    runtimeDist: '/nowhere/dist',
    docker: new Docker({ socketPath: '/nowhere/docker.sock' }),
  })
  const refusal = expect(engine.check()).rejects
  await refusal.toMatchObject({
    code: 'engine-unavailable',
    message: expect.stringMatching(/ENOENT \/nowhere\/docker\.sock.*systemctl start docker/s),
  })
  await expect(engine.list()).rejects.toMatchObject({ code: 'engine-unavailable' })
})

it('tells a refusal, which stays, from a failure, which may pass, in the words of Docker', () => {
  expect(toBulkheadError('creating', answered(400, 'Range of CPUs is from 0.01 to 2.00'))).toMatchObject({
    code: 'engine-refused',
    message: expect.stringContaining('Range of CPUs is from 0.01 to 2.00'),
  })
  expect(toBulkheadError('creating', answered(500, 'no space left on device'))).toMatchObject({
    code: 'engine-unavailable',
  })
  expect(toBulkheadError('starting', answered(500, 'OCI runtime create failed: x'))).toMatchObject({
    code: 'engine-refused',
  })
})

it('names the missing right when the socket may not be opened', () => {
  const error = Object.assign(new Error('connect EACCES /var/run/docker.sock'), { code: 'EACCES' })
  expect(toBulkheadError('listing', error).message).toContain('usermod -aG docker')
})
