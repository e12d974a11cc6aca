import { BulkheadError } from '@/domain/errors'
import { dockerAnswers } from './docker-daemon'
import { installDocker } from './install-docker'

export type EngineChoice = 'docker' | 'process'

/**
 * Docker when a daemon answers; otherwise Node processes, for trying out. Asking for Docker where there is none is an
 * error, never a silent step down.
 */
export async function chooseEngine(wanted: EngineChoice | 'auto', mayInstallDocker: boolean): Promise<EngineChoice> {
  if (wanted === 'process') return 'process'
  // Docker Desktop's virtual machine does not carry unix sockets of the host, and the doors are just that.
  if (process.platform === 'darwin' && wanted === 'auto') return 'process'
  if (await dockerAnswers()) return 'docker'
  if (mayInstallDocker) {
    await installDocker()
    return 'docker'
  }
  if (wanted === 'docker') {
    throw new BulkheadError(
      'engine-unavailable',
      'No Docker daemon answers. Start it, or on Debian and Ubuntu as root: ./bulkhead up --install-docker',
    )
  }
  return 'process'
}
