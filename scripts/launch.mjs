/**
 * What `npm start`, `npm test` and `npx linli` run first, on whatever Node the machine has: it installs what is missing,
 * builds the screens when their sources changed, and then runs the real program on the Node that this version was tested with.
 * It imports nothing that has to be installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const programs = {
  start: 'apps/server/main.ts',
  test: 'scripts/test.ts',
  cli: 'apps/cli/main.ts',
  bench: 'bench/main.ts',
}
const [command = 'start', ...args] = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`邻理需要 Node.js 20 或更新的版本（推荐 24），这台机器上是 ${process.versions.node}。请升级 Node.js 后再试。`)
if (command !== 'build' && !(command in programs)) stop(`不认识的命令：${command}`)

install()
const node = pinnedNode()
if (command === 'start' || command === 'build' || command === 'bench') build()
if (command !== 'build') run(programs[command])

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = join(root, 'node_modules/.linli')
  const wanted = hash(lock)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { packages } = JSON.parse(lock)
  if (isInstalled(packages, ({ dev }) => dev && command !== 'test' && command !== 'bench')) return
  console.log('正在安装依赖，第一次约需几分钟……')
  const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const exact = npm(['ci', ...flags])
  // Mirrors that lack the programs of other systems make `ci` doubt the lock; `install` keeps to it as far as it goes.
  const { status, stderr, error } = /EUSAGE/.test(exact.stderr) ? npm(['install', '--no-save', ...flags]) : exact
  if (status !== 0) stop(installTrouble(`${stderr ?? ''}${error ?? ''}`))
  console.log('依赖安装完成。')
  writeFileSync(stamp, wanted)
}

/** Whoever has run `npm ci` by hand, or is offline with everything in place, is not made to wait again. */
function isInstalled(packages, mayLack) {
  const list = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(list)) return false
  const here = JSON.parse(readFileSync(list, 'utf8')).packages
  return Object.entries(packages).every(([path, wanted]) => {
    if (path === '' || here[path]?.version === wanted.version) return true
    return !here[path] && (wanted.optional || wanted.devOptional || mayLack(wanted))
  })
}

function npm(args) {
  const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] }
  const cli = process.env.npm_execpath
  if (cli && /npm-cli\.c?js$/.test(cli)) return spawnSync(process.execPath, [cli, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

function installTrouble(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/.test(said))
    return '连不上软件源，依赖没有装上。请检查网络或代理设置，再运行一次；没有外网的机器，请把装好的 node_modules 文件夹一起拷过来。'
  if (/ENOSPC/.test(said)) return '磁盘满了，依赖没有装上。请清出约 1 GB 空间，再运行一次。'
  if (/EACCES|EPERM|EROFS/.test(said)) return `没有权限写 ${root}，依赖没有装上。请换成这个文件夹的主人来运行。`
  if (/ENOENT.*npm|not found|不是内部或外部命令/.test(said))
    return '没有找到 npm。请重新安装 Node.js（自带 npm），再运行一次。'
  return `依赖没有装上，npm 是这样说的：\n${said.trim().split('\n').slice(-15).join('\n')}`
}

/** The Node in node_modules, so that every machine runs what was tested; a machine that has 24 itself will do. */
function pinnedNode() {
  const own = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  stop('没有装上配套的 Node.js 24（安装脚本可能被禁用了）。请自行安装 Node.js 24，再运行一次。')
}

function build() {
  const script = join(root, 'scripts/build.ts')
  if (!existsSync(script)) return
  const stamp = join(root, 'build/.hash')
  const wanted = hash(
    ['ui', 'apps', 'modules', 'kernel', 'scripts/build.ts', 'package-lock.json']
      .flatMap(sources)
      .map(contents)
      .join('\n'),
  )
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('正在生成网页，约需半分钟……')
  const { status } = spawnSync(node, [script], { cwd: root, stdio: 'inherit', env: environment() })
  if (status !== 0) stop('网页没有生成成功，原因见上面的信息。', status ?? 1)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function sources(path) {
  if (!existsSync(join(root, path))) return []
  if (extname(path)) return [path]
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.(tsx?|css|html|svg|png|webmanifest|json)$/.test(entry.name))
    .filter(entry => !/\.(test|e2e)\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

function contents(path) {
  return `${path} ${hash(readFileSync(join(root, path)))}`
}

function run(script) {
  const child = spawn(node, [join(root, script), ...args], { stdio: 'inherit', env: environment() })
  // In a terminal Ctrl-C has reached the child already; a second one would cut its farewell short.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
    process.once(signal, () => {
      process.on(signal, () => {})
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  // `kill` of npm ends only the shell between npm and this program, which would leave the server behind without an owner.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500).unref()
  if (!process.env.npm_lifecycle_event) clearInterval(watch)
  child.on('error', error => stop(`程序没有启动：${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

function environment() {
  return {
    ...process.env,
    NODE_COMPILE_CACHE: join(root, 'build/cache'),
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':'),
  }
}

function hash(text) {
  return createHash('sha256').update(text).digest('hex')
}

function stop(sentence, code = 1) {
  console.error(sentence)
  process.exit(code)
}
