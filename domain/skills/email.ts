import type { Skill } from './skill'

export const email: Skill = {
  name: 'email',
  label: 'Email',
  summary: "Sends mail through the tenant's own mail server.",
  connection: [
    { name: 'host', label: 'SMTP server', secret: false, required: true, placeholder: 'smtp.example.com' },
    {
      name: 'port',
      label: 'Port',
      secret: false,
      required: true,
      placeholder: '465',
      hint: '465 (TLS) or 587 (STARTTLS)',
    },
    { name: 'user', label: 'User name', secret: false, required: false },
    { name: 'password', label: 'Password', secret: true, required: false },
    { name: 'from', label: 'Sender', secret: false, required: true, placeholder: 'Acme <hello@acme.example>' },
  ],
  actions: [
    {
      name: 'send',
      label: 'Send an email',
      summary: 'Sends a plain-text email.',
      effect: 'write',
      inputs: [
        { name: 'to', label: 'To', type: 'text', required: true, description: 'Address, or several with commas.' },
        { name: 'subject', label: 'Subject', type: 'text', required: true, description: 'One line.' },
        { name: 'text', label: 'Text', type: 'long-text', required: true, description: 'The message, plain text.' },
      ],
      values: [
        { path: 'messageId', label: 'Message id' },
        { path: 'accepted', label: 'Accepted addresses' },
      ],
    },
  ],
  events: [],
}
