/** `demo`: the demonstration town, in a system where nobody is yet. */
import { isFounded } from '../../modules/identity/service.ts'
import { command, misuse, refusal } from './command.ts'
import { withSystem } from './open.ts'

export default command({
  flags: {
    seed: { value: 'N', about: '换一个数就是另一些人和事；同一个数每次都一样（默认 1）' },
    now: { value: 'DATE', about: '假定今天是哪一天，如 2026-06-01' },
  },
  more: '演示的人和事都是虚构的。正式系统和已有账号的系统不能装。',
  async run({ flags, settings, say }) {
    if (settings.env === 'production')
      throw refusal('正式运行的系统不能装演示数据。请另开一个数据文件夹（环境变量 LINLI_DATA）来试用。')
    const clock = flags.now === undefined ? settings.clock : noon(flags.now)
    return withSystem({ settings: { ...settings, clock }, say }, async system => {
      if (await isFounded(system.house.db))
        throw refusal('系统里已经有账号，不能再装演示数据。请另开一个空的数据文件夹（环境变量 LINLI_DATA）。')
      const { fillDemo } = await import('../../scripts/demo/load.ts')
      await fillDemo(system, say, flags.seed === undefined ? {} : { seed: flags.seed })
      return { data: { seed: flags.seed ?? '1', now: system.now() }, lines: ['演示数据已装好，可以启动了：npm start'] }
    })
  },
})

function noon(day: string): Date {
  const at = new Date(`${day}T12:00:00+08:00`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at.getTime())) throw misuse('--now 应是日期，如 2026-06-01。')
  return at
}
