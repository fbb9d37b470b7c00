/** How the staff desk is built: served under /desk/, charts apart from everything else, so that the first screen does not wait for them. */
import react from '@vitejs/plugin-react'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

export default defineConfig({
  root: here,
  base: '/desk/',
  plugins: [react()],
  server: {
    proxy: { '/api': 'http://localhost:3000', '/files': 'http://localhost:3000', '/signin': 'http://localhost:3000' },
  },
  build: {
    outDir: resolve(here, '../../build/desk'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ },
            { name: 'shapes', test: /node_modules[\\/]zod[\\/]|ui[\\/]desk[\\/]zod-words/ },
          ],
        },
      },
    },
  },
})
