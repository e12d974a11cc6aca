import Docker from 'dockerode'

/** Does a daemon answer at the usual place (DOCKER_HOST or /var/run/docker.sock)? */
export async function dockerAnswers(): Promise<boolean> {
  try {
    await new Docker({ timeout: 5_000 }).ping()
    return true
  } catch {
    return false
  }
}
