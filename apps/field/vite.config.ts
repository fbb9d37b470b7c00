/** How the field app is built: served under /field/, in one piece, because the next page may be opened where there is no network. */
import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const base = '/field/'
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

/** Writes what starts the app without a network: the worker, with a list of every file of this build and a name for the whole. */
const worker: Plugin = {
  name: 'linli:worker',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const files = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter(file => file.isFile() && file.name !== 'worker.js')
      .map(file => join(file.parentPath, file.name))
      .toSorted()
    const source = readFileSync(join(here, 'worker.js'), 'utf8')
    const whole = files.reduce((sum, file) => sum.update(readFileSync(file)), createHash('sha256').update(source))
    const shell = files.map(
      file =>
        base +
        relative(dir, file)
          .replaceAll('\\', '/')
          .replace(/^index\.html$/, ''),
    )
    const version = whole.digest('base64url').slice(0, 16)
    writeFileSync(
      join(dir, 'worker.js'),
      `const version = ${JSON.stringify(version)}\nconst shell = ${JSON.stringify(shell)}\n${source}`,
    )
  },
}

export default defineConfig({
  root: here,
  base,
  plugins: [react(), unprinted, worker],
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
