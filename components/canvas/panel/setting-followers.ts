import type { FieldSpec } from '@/domain/blueprint/field-spec'
import { findAction, findSkill } from '@/domain/skills/catalog'
import { type Path, pathText, readAt, stepsOf, writeAt } from './config-path'

type Config = Record<string, unknown>

/**
 * A config with one setting changed, and with it those that follow: the name of an entry is renamed wherever it is
 * chosen, another skill brings its first action, another action its own inputs, and the first switch of a set turns the
 * others off.
 */
export function changeSetting(specs: readonly FieldSpec[], config: Config, path: Path, value: unknown): Config {
  const changed = writeAt(withSwitches(specs, config, path), path, value) as Config
  return specs.reduce((next, spec) => follow(spec, config, next, path), changed)
}

function follow(spec: FieldSpec, before: Config, after: Config, path: Path): Config {
  const own = stepsOf(spec.path)
  switch (spec.control) {
    case 'choice-of': {
      const [list, index, ...name] = path
      const isName = list === spec.list && typeof index === 'number' && pathText(name) === spec.name
      if (!isName || readAt(before, own) !== readAt(before, path)) return after
      return writeAt(after, own, readAt(after, path)) as Config
    }
    case 'action': {
      if (pathText(path) !== spec.skill) return after
      const [first] = findSkill(text(readAt(after, path)))?.actions ?? []
      return first === undefined ? after : (writeAt(after, own, first.name) as Config)
    }
    case 'action-inputs': {
      if (pathText(path) !== spec.skill && pathText(path) !== spec.action) return after
      return writeAt(after, own, inputsThatStay(spec, after, readAt(after, own))) as Config
    }
    default:
      return after
  }
}

type InputsSpec = Extract<FieldSpec, { control: 'action-inputs' }>

function inputsThatStay(spec: InputsSpec, config: Config, inputs: unknown): Config {
  const action = findAction(text(readAt(config, stepsOf(spec.skill))), text(readAt(config, stepsOf(spec.action))))
  const known = new Set(action?.inputs.map((input) => input.name))
  if (typeof inputs !== 'object' || inputs === null) return {}
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => known.has(name)))
}

/** `accept.images` is written where there is no `accept` yet: the other switches in it are off. */
function withSwitches(specs: readonly FieldSpec[], config: Config, path: Path): Config {
  const parent = path.slice(0, -1)
  if (parent.length === 0 || readAt(config, parent) !== undefined) return config
  const group = `${pathText(parent)}.`
  const switches = specs.filter((spec) => spec.control === 'switch' && spec.path.startsWith(group))
  return switches.reduce((next, spec) => writeAt(next, stepsOf(spec.path), false) as Config, config)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
