import type { TestCase } from '../test-case'

const vpn =
  '# VPN\nTo connect to the VPN, open Settings, Network, VPN and choose Office. Use your company password.\n\n# Printers\nPrinters are on every floor.\n'
const documents = [{ collection: 'it-guides', name: 'network.md', text: vpn }]

export const itHelpCases: readonly TestCase[] = [
  {
    name: 'A question is answered from the guides',
    given: { documents },
    steps: [{ say: 'How do I connect to the VPN?' }],
    expectations: [
      { takes: { block: 'what', port: 'question' } },
      { contains: 'Settings, Network, VPN' },
      { callsNoSkill: true },
    ],
  },
  {
    name: 'Without a guide it names the desk',
    steps: [{ say: 'How do I book a room?' }],
    expectations: [{ takes: { block: 'found', port: 'else' } }, { contains: 'it@example.com' }],
  },
  {
    name: 'What is broken becomes a ticket',
    steps: [{ say: 'My laptop is broken and shows an error.' }],
    expectations: [
      { takes: { block: 'what', port: 'broken' } },
      { calls: { skill: 'email', action: 'send', times: 1 } },
      { contains: 'passed this on' },
    ],
  },
  {
    name: 'Access waits for a yes',
    steps: [{ say: 'I need access to the finance folder.' }],
    expectations: [{ waits: 'access' }, { callsNoSkill: true }],
  },
  {
    name: 'A no is told with its reason',
    steps: [{ say: 'I need access to the finance folder.' }, { decide: 'deny', note: 'Ask Kim first.' }],
    expectations: [{ contains: 'not approved' }, { contains: 'Ask Kim first.' }],
  },
]
