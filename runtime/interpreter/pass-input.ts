import type { RunBlock } from './block-runner'

/** What most triggers do when they run: hand on what they were fired with. */
export const passInput: RunBlock = async ({ scope }) => ({ port: 'out', output: scope.input })
