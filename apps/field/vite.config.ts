/** How the field app is built: served under /field/, in one piece, because the next page may be opened where there is no network. */
import react from '@vitejs/plugin-react'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

/** The server prints shapes as JSON Schema, a phone never does; what does it is a tenth of the app, so its functions are built empty. */
const unprinted: Plugin = {
  name: 'linli:unprinted',
  transform: {
    filter: { id: /zod\/v4\/(core\/(to-json-schema|json-schema-processors)|locales\/en)\.js$/ },
    handler: (code, id) => {
      if (id.endsWith('en.js')) return 'export default () => ({})'
      const names = [...code.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, name]) => name)
      return names.map(name => `export const ${name} = () => undefined`).join('\n')
    },
  },
}

export default defineConfig({
  root: here,
  base: '/field/',
  plugins: [react(), unprinted],
  server: {
    proxy: {
      '/api': 'http://localhost:3000',
      '/files': 'http://localhost:3000',
      '/signin': 'http://localhost:3000',
    },
  },
  build: {
    outDir: resolve(here, '../../build/field'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
})
