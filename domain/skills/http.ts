import type { Skill } from './skill'

const answer = [
  { path: 'status', label: 'Status' },
  { path: 'body', label: 'Body (JSON or text)' },
]

export const http: Skill = {
  name: 'http',
  label: 'HTTP API',
  summary: "Calls the tenant's own HTTP API with its key.",
  connection: [
    {
      name: 'baseUrl',
      label: 'Base address',
      secret: false,
      required: true,
      placeholder: 'https://api.example.com/v1',
    },
    { name: 'header', label: 'Key header', secret: false, required: false, placeholder: 'authorization' },
    { name: 'key', label: 'Key', secret: true, required: false, placeholder: 'Bearer …' },
  ],
  actions: [
    {
      name: 'get',
      label: 'Read',
      summary: 'Reads from the API (GET).',
      effect: 'read',
      inputs: [
        {
          name: 'path',
          label: 'Path',
          type: 'text',
          required: true,
          description: 'Below the base address: /orders/42.',
        },
      ],
      values: answer,
    },
    {
      name: 'send',
      label: 'Send',
      summary: 'Sends JSON to the API (POST).',
      effect: 'write',
      inputs: [
        { name: 'path', label: 'Path', type: 'text', required: true, description: 'Below the base address: /orders.' },
        { name: 'body', label: 'Body', type: 'json', required: true, description: 'JSON.' },
      ],
      values: answer,
    },
  ],
  events: [],
}
