import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server'
import { PNG } from './media.ts'

const TEXT = 'text/plain'

/** Text, bytes, one that can be watched, and a template. */
export function registerResources(server: McpServer): void {
  const fixed = (name: string, words: string) =>
    server.registerResource(
      name,
      `test://${name}`,
      { title: name, mimeType: TEXT },
      async ({ href: uri }) => ({
        contents: [{ uri, mimeType: TEXT, text: words }],
      }),
    )
  fixed('static-text', 'This is the content of the static text resource.')
  fixed('watched-resource', 'Watched resource content')
  const png = { title: 'static-binary', mimeType: 'image/png' }
  server.registerResource('static-binary', 'test://static-binary', png, async ({ href: uri }) => ({
    contents: [{ uri, mimeType: 'image/png', blob: PNG }],
  }))
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined })
  server.registerResource(
    'template',
    template,
    { mimeType: 'application/json' },
    async ({ href: uri }, { id }) => {
      const value = { id, templateTest: true, data: `Data for ID: ${id}` }
      return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(value) }] }
    },
  )
}
