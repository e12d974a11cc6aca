/** A support workflow in the shape that n8n exports. */
export const supportWorkflow = {
  name: 'Support triage',
  nodes: [
    {
      id: 'a1',
      name: 'When chat message received',
      type: '@n8n/n8n-nodes-langchain.chatTrigger',
      typeVersion: 1.1,
      position: [0, 0],
      webhookId: 'b2',
      parameters: { options: {}, initialMessages: 'Hi there!' },
    },
    {
      id: 'a2',
      name: 'Text Classifier',
      type: '@n8n/n8n-nodes-langchain.textClassifier',
      typeVersion: 1,
      position: [220, 0],
      parameters: {
        inputText: '={{ $json.chatInput }}',
        categories: {
          categories: [
            { category: 'Billing', description: 'Invoices and payments' },
            { category: 'Order', description: 'Where an order is' },
          ],
        },
        options: {},
      },
    },
    {
      id: 'a3',
      name: 'AI Agent',
      type: '@n8n/n8n-nodes-langchain.agent',
      typeVersion: 1.7,
      position: [480, -100],
      parameters: {
        promptType: 'define',
        text: "=Question: {{ $('When chat message received').item.json.chatInput }}",
        options: { systemMessage: 'You help with invoices.', maxIterations: 5 },
      },
    },
    {
      id: 'a4',
      name: 'OpenAI Chat Model',
      type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
      position: [480, 120],
      parameters: { model: { __rl: true, mode: 'list', value: 'gpt-4o-mini' }, options: {} },
      credentials: { openAiApi: { id: 'cred-secret-id', name: 'OpenAI account' } },
    },
    {
      id: 'a5',
      name: 'Simple Memory',
      type: '@n8n/n8n-nodes-langchain.memoryBufferWindow',
      position: [0, 0],
      parameters: {},
    },
    { id: 'a6', name: 'Look up', type: '@n8n/n8n-nodes-langchain.toolHttpRequest', position: [0, 0], parameters: {} },
    { id: 'a7', name: 'Wiki', type: '@n8n/n8n-nodes-langchain.toolWikipedia', position: [0, 0], parameters: {} },
    {
      id: 'a8',
      name: 'Get order',
      type: 'n8n-nodes-base.httpRequest',
      typeVersion: 4.2,
      position: [480, 200],
      parameters: {
        url: '=https://shop.example.com/orders?q={{ $json.chatInput }}',
        sendHeaders: true,
        headerParameters: { parameters: [{ name: 'Authorization', value: 'Bearer sk-very-secret' }] },
        options: {},
      },
    },
    {
      id: 'a9',
      name: 'Was it sent?',
      type: 'n8n-nodes-base.if',
      typeVersion: 2,
      position: [700, 200],
      parameters: {
        conditions: {
          combinator: 'and',
          conditions: [
            { leftValue: '={{ $json.status }}', rightValue: 'sent', operator: { type: 'string', operation: 'equals' } },
            { leftValue: '={{ $json.total }}', rightValue: '100', operator: { type: 'number', operation: 'lt' } },
          ],
        },
      },
    },
    {
      id: 'b1',
      name: 'Append row',
      type: 'n8n-nodes-base.googleSheets',
      position: [900, 100],
      parameters: { operation: 'append' },
      credentials: { googleSheetsOAuth2Api: { id: 'x', name: 'Sheets' } },
    },
    { id: 'b2', name: 'Nothing', type: 'n8n-nodes-base.noOp', position: [900, 300], parameters: {} },
    {
      id: 'b3',
      name: 'Write mail',
      type: 'n8n-nodes-base.gmail',
      position: [1100, 300],
      parameters: {
        sendTo: 'team@example.com',
        subject: "=Order {{ $('Get order').item.json.number }}",
        message: '={{ $json.lines.map(line => line.sku).join() }}',
      },
    },
    {
      id: 'b4',
      name: 'Sticky Note',
      type: 'n8n-nodes-base.stickyNote',
      position: [0, -200],
      parameters: { content: 'Hello' },
    },
  ],
  connections: {
    'When chat message received': { main: [[{ node: 'Text Classifier', type: 'main', index: 0 }]] },
    'Text Classifier': {
      main: [[{ node: 'AI Agent', type: 'main', index: 0 }], [{ node: 'Get order', type: 'main', index: 0 }]],
    },
    'OpenAI Chat Model': {
      ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]],
    },
    'Simple Memory': { ai_memory: [[{ node: 'AI Agent', type: 'ai_memory', index: 0 }]] },
    'Look up': { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
    Wiki: { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
    'Get order': { main: [[{ node: 'Was it sent?', type: 'main', index: 0 }]] },
    'Was it sent?': {
      main: [[{ node: 'Append row', type: 'main', index: 0 }], [{ node: 'Nothing', type: 'main', index: 0 }]],
    },
    Nothing: { main: [[{ node: 'Write mail', type: 'main', index: 0 }]] },
  },
  active: false,
  settings: { executionOrder: 'v1' },
  pinData: {},
  meta: { instanceId: 'f00' },
}

/** Each working day, each invoice. */
export const invoiceWorkflow = {
  name: 'Chase invoices',
  nodes: [
    {
      name: 'Schedule Trigger',
      type: 'n8n-nodes-base.scheduleTrigger',
      parameters: {
        rule: { interval: [{ field: 'weeks', triggerAtDay: [1, 3], triggerAtHour: 8, triggerAtMinute: 30 }] },
      },
    },
    {
      name: 'Invoices',
      type: 'n8n-nodes-base.httpRequest',
      parameters: { method: 'GET', url: 'https://books.example.com/v1/invoices' },
    },
    { name: 'Loop Over Items', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, parameters: { options: {} } },
    {
      name: 'Send Email',
      type: 'n8n-nodes-base.emailSend',
      parameters: {
        fromEmail: 'a@example.com',
        toEmail: '={{ $json.email }}',
        subject: 'Reminder',
        text: '=Please pay {{ $json.amount }}.',
      },
    },
    {
      name: 'Report',
      type: 'n8n-nodes-base.slack',
      parameters: { select: 'channel', channelId: { __rl: true, value: 'C1', mode: 'list' }, text: 'Done' },
    },
  ],
  connections: {
    'Schedule Trigger': { main: [[{ node: 'Invoices', type: 'main', index: 0 }]] },
    Invoices: { main: [[{ node: 'Loop Over Items', type: 'main', index: 0 }]] },
    'Loop Over Items': {
      main: [[{ node: 'Report', type: 'main', index: 0 }], [{ node: 'Send Email', type: 'main', index: 0 }]],
    },
    'Send Email': { main: [[{ node: 'Loop Over Items', type: 'main', index: 0 }]] },
  },
}
