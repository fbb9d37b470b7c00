/** How the field app is built: served under /field/, in one piece, because the next page may be opened where there is no network. */
import react from '@vitejs/plugin-react'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

export default defineConfig({
  root: here,
  base: '/field/',
  plugins: [react()],
  server: {
    proxy: { '/api': 'http://localhost:3000', '/files': 'http://localhost:3000', '/signin': 'http://localhost:3000' },
  },
  build: { outDir: resolve(here, '../../build/field'), emptyOutDir: true, target: 'es2022' },
})
