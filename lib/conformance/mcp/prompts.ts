import { completable, type GetPromptResult, type McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { PNG } from './media.ts'

type Content = GetPromptResult['messages'][number]['content']

const asked = (...contents: Content[]): GetPromptResult => ({
  messages: contents.map((content) => ({ role: 'user', content })),
})
const text = (words: string): Content => ({ type: 'text', text: words })
const completed = (...values: string[]) =>
  completable(z.string(), (typed) => values.filter((value) => value.startsWith(typed)))

/** Prompts with and without arguments, and with what is not text. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'Plain.' }, async () =>
    asked(text('This is a simple prompt for testing.')),
  )
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'With two arguments, which can be completed.',
      argsSchema: z.object({ arg1: completed('paris', 'park', 'party'), arg2: completed('value') }),
    },
    async ({ arg1, arg2 }) => asked(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
  )
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'With a resource.', argsSchema: z.object({ resourceUri: z.string() }) },
    async ({ resourceUri: uri }) => {
      const words = 'Embedded resource content for testing.'
      return asked(
        { type: 'resource', resource: { uri, mimeType: 'text/plain', text: words } },
        text('Please process the embedded resource above.'),
      )
    },
  )
  server.registerPrompt('test_prompt_with_image', { description: 'With a picture.' }, async () =>
    asked({ type: 'image', data: PNG, mimeType: 'image/png' }, text('Please analyze the image above.')),
  )
}
