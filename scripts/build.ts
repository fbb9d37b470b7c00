/** Builds the screens that need building: the desk, and the field app if it is here. One line each; what goes wrong is Vite's own words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const screens = { desk: '工作台', field: '外勤端' }

for (const [name, label] of Object.entries(screens)) {
  const configFile = join(root, 'apps', name, 'vite.config.ts')
  if (!existsSync(configFile)) continue
  const began = Date.now()
  await build({ configFile, logLevel: 'error' })
  const { first, all } = sizes(join(root, 'build', name))
  console.log(
    `${label} build/${name}：首屏 ${first} kB，全部 ${all} kB（压缩后），用时 ${((Date.now() - began) / 1000).toFixed(1)} 秒`,
  )
}

/** What index.html names is the first screen; both figures are gzipped. */
function sizes(folder: string) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const scripts = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(f => /\.(js|css)$/.test(f.name))
  const weigh = (files: typeof scripts) =>
    Math.round(files.reduce((sum, f) => sum + gzipSync(readFileSync(join(f.parentPath, f.name))).length, 0) / 1024)
  return { first: weigh(scripts.filter(f => page.includes(f.name))), all: weigh(scripts) }
}
