/** What `npm start` does once the program is read: opens the system, fills an empty one with the demonstration town, and serves portal, desk and field on one port. */
import { hurried } from '../../kernel/db.ts'
import { unhurried } from '../../kernel/house.ts'
import { runJobs } from '../../kernel/jobs.ts'
import { notLeaving } from '../../kernel/message-carriers.ts'
import type { Settings } from '../../kernel/settings.ts'
import { isFounded } from '../../modules/identity/service.ts'
import { fillDemo, isDemo, printCast } from '../../scripts/demo/load.ts'
import type { Ground } from './ground.ts'
import { jobs } from './jobs.ts'
import { sentenceOf } from './sentence.ts'
import { openSystem, type System } from './system.ts'
import { webServer } from './web.ts'

type Say = (line: string) => void

export async function serve(chosen: Settings, on: Promise<Ground>, say: Say): Promise<void> {
  const system = await openSystem(chosen, say, { patience: hurried, on })
  const stops: (() => Promise<unknown>)[] = []
  let leaving = false
  const leave = async (code: number) => {
    if (leaving) return
    leaving = true
    for (const stop of [...stops.reverse(), system.close]) await stop().catch(error => console.error(sentenceOf(error)))
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0))
  try {
    await prepare(system, say)
    const web = await webServer(system)
    stops.push(() => web.close())
    await web.listen({ port: chosen.port, host: chosen.host })
    const atWork = unhurried(system.house, system.url)
    stops.push(atWork.close)
    stops.push(
      await runJobs(system.url, atWork, jobs, system.now, (job, error) =>
        console.error(`${job}: ${sentenceOf(error)}`),
      ),
    )
    say(
      `\n邻理已启动：${chosen.origin}\n  门户 ${chosen.origin}/   工作台 ${chosen.origin}/desk/   网格 ${chosen.origin}/field/`,
    )
    if (system.house.delivery.shown) say(`  短信不会真的发出去，验证码在 ${chosen.origin}/outbox 看。`)
    for (const warning of notLeaving(chosen)) say(`注意：${warning}`)
    await printCast(system, say)
    say('按 Ctrl-C 停止。')
  } catch (error) {
    console.error(sentenceOf(error, chosen.port))
    await leave(1)
  }
}

async function prepare(system: System, say: Say) {
  if (system.settings.env === 'production' && (await isDemo(system)))
    throw new Error(
      '这个数据库里是演示街道，账号密码人人知道，不能正式运行。请换一个空的数据库，或删去数据文件夹后重新建立。',
    )
  const founded = await isFounded(system.house.db)
  // Its phone numbers are made up, and may well belong to somebody.
  if (system.settings.sms && (await isDemo(system)))
    throw new Error('演示街道里的手机号是编的，不能真的发短信。请去掉环境变量 LINLI_SMS_URL 和 LINLI_SMS_SECRET。')
  const wanted = system.settings.env === 'development' && !system.settings.sms && !process.argv.includes('--empty')
  if (!founded && wanted) await fillDemo(system, say)
  else if (!founded) say('系统还是空的：请打开首页，建立您的社区和第一批管理员。')
}
