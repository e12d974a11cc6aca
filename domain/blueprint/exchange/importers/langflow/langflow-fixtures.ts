const field = (value: unknown, more: object = {}) => ({ type: 'str', show: true, value, ...more })

const component = (id: string, type: string, name: string, template: Record<string, unknown>) => ({
  id,
  type: 'genericNode',
  position: { x: 0, y: 0 },
  data: { id, type, node: { display_name: name, description: '', template: { _type: 'Component', ...template } } },
})

const edge = (source: string, output: string, target: string, fieldName: string) => ({
  id: `reactflow__edge-${source}-${target}`,
  source,
  target,
  sourceHandle: `{œdataTypeœ: œxœ, œidœ: œ${source}œ, œnameœ: œ${output}œ, œoutput_typesœ: [œMessageœ]}`,
  targetHandle: `{œfieldNameœ: œ${fieldName}œ, œidœ: œ${target}œ, œinputTypesœ: [œMessageœ], œtypeœ: œstrœ}`,
})

/** A question, a router, a store of documents and an agent, in the shape that Langflow exports. */
export const documentFlow = {
  name: 'Document helper',
  description: 'Answers from documents',
  is_component: false,
  data: {
    nodes: [
      component('ChatInput-a', 'ChatInput', 'Chat Input', { input_value: field('Hello') }),
      component('ConditionalRouter-b', 'ConditionalRouter', 'If-Else', {
        input_text: field(''),
        match_text: field('human'),
        operator: field('contains'),
      }),
      component('AstraDB-c', 'AstraDB', 'Astra DB', { token: field('AstraCS:very-secret'), search_query: field('') }),
      component('OpenAIEmbeddings-d', 'OpenAIEmbeddings', 'OpenAI Embeddings', { openai_api_key: field('sk-secret') }),
      component('TextInput-e', 'TextInput', 'House style', { input_value: field('Be brief.') }),
      component('Prompt-f', 'Prompt', 'Prompt', {
        template: field('{style}\n\nContext:\n{context}\n\nQuestion: {question}\n{{literal}}', { type: 'prompt' }),
        style: field(''),
        context: field(''),
        question: field(''),
      }),
      component('OpenAIModel-g', 'OpenAIModel', 'OpenAI', {
        api_key: field('sk-secret', { password: true }),
        model_name: field('gpt-4o-mini'),
        input_value: field(''),
        system_message: field('You answer from the context.'),
      }),
      component('ChatOutput-h', 'ChatOutput', 'Chat Output', { input_value: field('') }),
      component('Agent-i', 'Agent', 'Agent', {
        system_prompt: field('You find people.'),
        max_iterations: field(15),
        input_value: field(''),
      }),
      component('APIRequest-j', 'APIRequest', 'API Request', { urls: field(['https://api.example.com']) }),
      component('CalculatorComponent-k', 'CalculatorComponent', 'Calculator', {}),
      component('ChatOutput-l', 'ChatOutput', 'Chat Output', {}),
      component('MyComponent-m', 'MyComponent', 'Log it', {}),
      { id: 'note-1', type: 'noteNode', data: { id: 'note-1', type: 'note', node: { template: {} } } },
    ],
    edges: [
      edge('ChatInput-a', 'message', 'ConditionalRouter-b', 'input_text'),
      edge('ConditionalRouter-b', 'true_result', 'Agent-i', 'input_value'),
      edge('APIRequest-j', 'component_as_tool', 'Agent-i', 'tools'),
      edge('CalculatorComponent-k', 'component_as_tool', 'Agent-i', 'tools'),
      edge('Agent-i', 'response', 'ChatOutput-l', 'input_value'),
      edge('ConditionalRouter-b', 'false_result', 'AstraDB-c', 'search_query'),
      edge('OpenAIEmbeddings-d', 'embeddings', 'AstraDB-c', 'embedding_model'),
      edge('AstraDB-c', 'search_results', 'Prompt-f', 'context'),
      edge('TextInput-e', 'text', 'Prompt-f', 'style'),
      edge('ConditionalRouter-b', 'false_result', 'Prompt-f', 'question'),
      edge('Prompt-f', 'prompt', 'OpenAIModel-g', 'input_value'),
      edge('OpenAIModel-g', 'text_output', 'ChatOutput-h', 'input_value'),
      edge('OpenAIModel-g', 'text_output', 'MyComponent-m', 'data'),
    ],
    viewport: { x: 0, y: 0, zoom: 1 },
  },
}
