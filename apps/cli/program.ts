/** What was typed after `npx linli` becomes one command's work, and what came of it words and an ending. */
import { parseArgs } from 'node:util'
import { Problem } from '../../kernel/rules.ts'
import { settings } from '../../kernel/settings.ts'
import { misuse, type Command } from './command.ts'

type Entry = [about: string, load: () => Promise<{ default: Command }>]

const commands: Record<string, Entry> = {
  migrate: ['把数据库升到这个版本', () => import('./migrate.ts')],
  'create-admin': ['在空系统里建立第一批管理员', () => import('./create-admin.ts')],
  demo: ['在空系统里装入演示数据', () => import('./demo.ts')],
  import: ['从表格导入', () => import('./import.ts')],
  export: ['导出成表格', () => import('./export.ts')],
  backup: ['备份数据库和照片', () => import('./backup.ts')],
  restore: ['把备份恢复到空系统', () => import('./restore.ts')],
  distribute: ['列出把数据表分布到多台机器的语句（Citus）', () => import('./distribute.ts')],
  count: ['从选举文件计票', () => import('./count.ts')],
  'verify-ballot': ['核对公布的选票并重新计票', () => import('./verify-ballot.ts')],
  'verify-trail': ['核对留痕有没有被改动', () => import('./verify-trail.ts')],
  'keys create': ['生成密钥文件', () => import('./keys-create.ts')],
  'keys rotate': ['更换加密密钥', () => import('./keys-rotate.ts')],
  'token create': ['给别的系统签发接口令牌', () => import('./token-create.ts')],
  'token list': ['列出接口令牌', () => import('./token-list.ts')],
  'token revoke': ['撤销接口令牌', () => import('./token-revoke.ts')],
}

export type Terminal = {
  env: Record<string, string | undefined>
  /** Results. */
  print: (text: string) => void
  /** How it goes, and what was refused. */
  say: (line: string) => void
}

/** Gives the code to end with. */
export async function program(argv: readonly string[], { env, print: show, say }: Terminal): Promise<number> {
  const asJson = argv.includes('--json')
  const print = (text: string): 0 => {
    if (text) show(text)
    return 0
  }
  try {
    const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find(said => Object.hasOwn(commands, said))
    if (name === undefined) return print(overview(argv))
    const [about, load] = commands[name]!
    const { default: command } = await load()
    const { words, flags } = read(name, command, argv.slice(name.split(' ').length))
    if (flags['help']) return print(helpOf(name, about, command))
    const { data, lines, code = 0 } = await command.run({ words, flags: flags as never, settings: settings(env), say })
    print(asJson ? JSON.stringify(data) : lines.join('\n'))
    return code
  } catch (error) {
    const misused = error instanceof Problem && error.code === 'cli.misuse'
    const sentence = sentenceOf(error)
    if (asJson) print(JSON.stringify({ error: sentence }))
    say(sentence)
    return misused ? 2 : 1
  }
}

// ── What was typed ──────────────────────────────────────────────────────────

function read(name: string, { words = '', flags }: Command, args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries({ ...flags, help: {}, json: {} }).map(([flag, about]) => [
      flag,
      'value' in about ? ({ type: 'string' } as const) : ({ type: 'boolean', default: false } as const),
    ]),
  )
  const { values, positionals } = parsed(name, args, options)
  const wanted = words.split(' ').filter(Boolean)
  const least = wanted.filter(word => !word.startsWith('[')).length
  const isMisused = positionals.length < least || positionals.length > wanted.length
  if (isMisused && !values['help']) throw misuse(`用法：npx linli ${name} ${words}\n详细说明：npx linli ${name} --help`)
  return { words: positionals, flags: values }
}

function parsed(
  name: string,
  args: readonly string[],
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'] & {},
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const flag = /'(?:-\w, )?(--?[\w-]+)/.exec(message)?.[1] ?? ''
    const what = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `没有 ${flag} 这个选项` : `选项 ${flag} 的写法不对`
    throw misuse(`${what}。用法见：npx linli ${name} --help`)
  }
}

// ── Help ────────────────────────────────────────────────────────────────────

function overview(argv: readonly string[]): string {
  const asked = argv[0]
  const list = Object.entries(commands).map(([name, [about]]) => `  ${name.padEnd(16)}${about}`)
  const text = ['用法：npx linli 命令 [选项]', '', ...list, '', '每条命令的说明：npx linli 命令 --help'].join('\n')
  if (asked === '--help' || asked === 'help') return text
  throw misuse(asked === undefined ? text : `没有「${asked}」这条命令。\n\n${text}`)
}

function helpOf(name: string, about: string, { words = '', flags, more }: Command): string {
  const all = { ...flags, json: { about: '结果用 JSON 输出，给程序用' }, help: { about: '显示这份说明' } }
  const list = Object.entries(all).map(([flag, said]) => {
    const written = `--${flag}${'value' in said ? ` ${String(said.value)}` : ''}`
    return `  ${written.padEnd(26)}${said.about}`
  })
  const codes = '结束码：0 完成，1 被拒绝或失败，2 用法不对，3 完成但发现了问题'
  return [`npx linli ${name} ${words}`.trim(), '', about, ...(more ? ['', more] : []), '', ...list, '', codes].join(
    '\n',
  )
}

// ── What went wrong ─────────────────────────────────────────────────────────

function sentenceOf(error: unknown): string {
  const { message = '', stack, code } = error as { message?: string; stack?: string; code?: string }
  if (error instanceof Problem && Array.isArray(error.detail)) {
    const details = error.detail as { message?: string }[]
    return [message, ...details.map(one => one.message ?? '')].join('；')
  }
  if (error instanceof Problem && typeof error.detail === 'string') return `${message}:${error.detail}`
  if (code === 'ENOSPC') return '磁盘满了，没有做完。请清出空间再试一次。'
  if (code === 'EACCES' || code === 'EPERM') return `没有权限：${message}。请换成数据文件夹的主人来运行。`
  if (code === 'ENOENT') return `找不到文件：${(error as { path?: string }).path ?? message}`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return `连不上数据库：${message}。请检查 DATABASE_URL。`
  if (code === '57P01') return '数据库在中途停了，没有做完。请再试一次。'
  // A sentence written for people is Chinese; anything else is for whoever repairs it.
  return /[一-鿿]/.test(message) ? message : (stack ?? String(error))
}
