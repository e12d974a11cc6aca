import type { Skill } from './skill'

const message = [
  { path: 'text', label: 'Text' },
  { path: 'user', label: 'User' },
  { path: 'channel', label: 'Channel' },
  { path: 'ts', label: 'Timestamp' },
]

/** https://docs.slack.dev/reference/methods/chat.postMessage */
export const slack: Skill = {
  name: 'slack',
  label: 'Slack',
  summary: "Posts to the tenant's Slack workspace and hears mentions.",
  connection: [
    { name: 'token', label: 'Bot token', secret: true, required: true, placeholder: 'xoxb-…' },
    {
      name: 'apiUrl',
      label: 'API address',
      secret: false,
      required: false,
      placeholder: 'https://slack.com/api',
      hint: 'Leave empty for slack.com.',
    },
  ],
  actions: [
    {
      name: 'post_message',
      label: 'Post a message',
      summary: 'Posts a message to a channel or a thread.',
      effect: 'write',
      inputs: [
        { name: 'channel', label: 'Channel', type: 'text', required: true, description: 'Channel id or #name.' },
        { name: 'text', label: 'Text', type: 'long-text', required: true, description: 'The message.' },
        { name: 'thread_ts', label: 'Thread', type: 'text', required: false, description: 'Answer in this thread.' },
      ],
      values: [
        { path: 'channel', label: 'Channel' },
        { path: 'ts', label: 'Timestamp' },
      ],
    },
  ],
  events: [
    { name: 'app_mention', label: 'The bot is mentioned', values: message },
    { name: 'message', label: 'A message in a channel', values: message },
  ],
}
