import { logLimits } from './job'

/**
 * Runs first in the realm and hands out its four functions; the rest of the host is not there. What it needs it has taken
 * before any other code could change it, and what such code breaks all the same is its own result alone.
 */
export const realmPrelude = `(function () {
  'use strict'
  const { parse, stringify } = JSON
  const text = String
  const cut = Function.prototype.call.bind(text.prototype.slice)
  const lines = []
  const shown = (value) => {
    if (typeof value === 'string') return value
    try {
      const json = stringify(value)
      return json === undefined ? text(value) : json
    } catch {
      return 'something that cannot be shown'
    }
  }
  const log = (...values) => {
    if (lines.length >= ${logLimits.lines}) return
    let line = ''
    for (let index = 0; index < values.length; index += 1) line += (index === 0 ? '' : ' ') + shown(values[index])
    lines[lines.length] = cut(line, 0, ${logLimits.lineChars})
  }
  globalThis.console = { log, info: log, warn: log, error: log, debug: log }
  return {
    start: async (main, input) => {
      const json = stringify(await main(parse(input)))
      return json === undefined ? 'null' : json
    },
    log: () => stringify(lines),
    describe: (error) => {
      if (typeof error !== 'object' || error === null) return stringify([shown(error), ''])
      const name = error.name === undefined ? '' : text(error.name) + ': '
      const message = error.message === undefined ? shown(error) : text(error.message)
      return stringify([cut(name + message, 0, 1000), cut(text(error.stack), 0, 4000)])
    },
  }
})()`
