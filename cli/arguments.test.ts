import { expect, it } from 'vitest'
import { commandNames, helpText, readArguments } from './arguments'

it('nothing at all, and --help with whatever command, ask for help', () => {
  expect(readArguments([]).command).toBe('help')
  expect(readArguments(['--help']).command).toBe('help')
  expect(readArguments(['reset', '-h']).command).toBe('help')
})

it('options are read as what they are, before or after the command', () => {
  expect(readArguments(['--engine', 'process', 'up', '--detach', '--port', '5300', '--home=/srv/b'])).toMatchObject({
    command: 'up',
    engine: 'process',
    detach: true,
    port: 5300,
    home: '/srv/b',
  })
})

it('what is not said stays harmless', () => {
  expect(readArguments(['reset'])).toMatchObject({ yes: false, engine: 'auto', 'install-docker': false })
})

it.each([
  [['fly'], /command/],
  [['up', 'down'], /One command at a time: up down/],
  [['up', '--prot', '5'], /--prot/],
  [['up', '--engine', 'podman'], /engine/],
  [['up', '--port', '0'], /port/],
  [['up', '--port', '65536'], /port/],
  [['up', '--port', '43.5'], /port/],
  [['up', '--port', ''], /port/],
  [['up', '--gateway-port', 'web'], /gateway-port/],
  [['up', '--port'], /--port/],
  [['reset', '--home', ''], /home/],
  [['up', '--detach=yes'], /--detach/],
])('%j is refused, naming the word and where help is', (words, naming) => {
  const attempt = () => readArguments(words)
  expect(attempt).toThrow(naming)
  expect(attempt).toThrow(/See \.\/bulkhead help$/)
  expect(attempt).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

it('help names every command', () => {
  for (const command of commandNames.filter((name) => name !== 'help'))
    expect(helpText).toContain(`./bulkhead ${command}`)
})
