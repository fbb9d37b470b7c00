/** `create-admin`: the first three people of an empty system, asked for one by one, or given by flags with their passwords on standard input. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { call } from '../../kernel/server.ts'
import { isFounded } from '../../modules/identity/service.ts'
import { command, misuse, refusal } from './command.ts'
import { withSystem } from './open.ts'

const people = [
  ['system', '系统管理员', '开设账号'],
  ['security', '安全管理员', '任命岗位'],
  ['audit', '审计管理员', '查看留痕'],
] as const

export default command({
  flags: {
    place: { value: 'CODE', about: '建在哪里：街道 9 位、社区或村 12 位的代码' },
    system: { value: '账号：姓名', about: '系统管理员：开设账号' },
    security: { value: '账号：姓名', about: '安全管理员：任命岗位' },
    audit: { value: '账号：姓名', about: '审计管理员：查看留痕' },
  },
  more: '三个管理员要由三个人担任。不带选项时逐项询问；带选项时从标准输入读密码，一行一个，次序同上。\n密码至少 10 位，含大写、小写、数字、符号中的三种。后两位第一次登录须改密码。',
  async run({ flags, settings, say }) {
    const given = [flags.place, ...people.map(([key]) => flags[key])].filter(flag => flag !== undefined)
    if (given.length > 0 && given.length < people.length + 1)
      throw misuse('请把 --place、--system、--security、--audit 都写上，或者都不写，由程序逐项询问。')
    if (!given.length && !process.stdin.isTTY)
      throw misuse('不在终端里运行时，请写明 --place、--system、--security、--audit。')
    return withSystem({ settings, say }, async ({ house, now }) => {
      // Before anybody has typed three passwords for nothing.
      if (await isFounded(house.db)) throw refusal('系统里已经有账号了。请由系统管理员登录工作台开设新账号。')
      const { place, persons } = given.length ? await fromFlags(flags) : await fromTerminal()
      const [system, security, audit] = persons
      await call(house, { op: 'identity.found', input: { place, ...system, security, audit }, actor: null, now: now() })
      const lines = persons.map(({ username, name }, i) => `${people[i]![1]}：${name}（账号 ${username}）`)
      return {
        data: { place, accounts: persons.map(({ username, name }) => ({ username, name })) },
        lines: [...lines, '已建立，现在可以登录。'],
      }
    })
  },
})

type Given = { place: string; persons: { username: string; name: string; password: string }[] }

type Flags = Record<'place' | (typeof people)[number][0], string | undefined>

async function fromFlags(flags: Flags): Promise<Given> {
  const passwords = (await text(process.stdin)).split(/\r?\n/)
  const persons = people.map(([key, label], i) => {
    const [username = '', name = ''] = (flags[key] ?? '').split(/[:：]/)
    if (!username || !name) throw misuse(`--${key}（${label}）应写成 账号：姓名。`)
    if (!passwords[i]) throw misuse(`标准输入里没有${label}的密码（第 ${i + 1} 行）。`)
    return { username, name, password: passwords[i] }
  })
  return { place: flags.place!, persons }
}

async function fromTerminal(): Promise<Given> {
  let quiet = false
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      if (!quiet) process.stderr.write(chunk)
      done()
    },
  })
  const asking = createInterface({ input: process.stdin, output, terminal: true })
  const ask = async (question: string, hidden = false) => {
    process.stderr.write(hidden ? question : '')
    quiet = hidden
    const answer = (await asking.question(hidden ? '' : question)).trim()
    quiet = false
    if (hidden) process.stderr.write('\n')
    return answer
  }
  try {
    const place = await ask('建在哪里（街道 9 位、社区或村 12 位的代码）:')
    const persons: Given['persons'] = []
    for (const [, label, does] of people) {
      const username = await ask(`${label}（${does}）的账号：`)
      const name = await ask('  姓名：')
      const password = await ask('  密码（不显示）:', true)
      if (password !== (await ask('  再输一次：', true))) throw refusal('两次输入的密码不一样，请重新运行。')
      persons.push({ username, name, password })
    }
    return { place, persons }
  } finally {
    asking.close()
  }
}
