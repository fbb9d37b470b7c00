/**
 * 导入的规矩：先检查、再写入；断了从断处接着来；错的行退回，对的行一行不落，也一行不重。
 * The law of an import run. Who may is each kind's own rule; here is when, and what can go wrong.
 */
import { clock, guard, limits, machine, problems, signedIn } from './rules.ts'

export const limit = limits('exchange', {
  silentMinutes: { is: 2, label: '多久没有动静算中断', unit: '分钟', source: 'assumption', may: 'set' },
  keepDays: { is: 30, label: '导入文件保存', unit: '天', source: '个人信息保护法 第十九条; assumption', may: 'lower' },
})

/** `beat` is when a batch last came through; null when nobody is at it. */
export type Facts = { beat: Date | null }

const silent = guard<Facts>(
  '正在处理，请稍候；若 {0} 分钟没有动静，可以接着办',
  (f, at) => !f.beat || Math.abs(at.now.getTime() - f.beat.getTime()) >= at.figure(limit.silentMinutes) * 60_000,
  limit.silentMinutes,
)

export const run = machine({
  name: 'exchange.run',
  label: '导入',
  seen: signedIn,
  initial: 'uploaded',
  states: {
    uploaded: '已上传',
    checking: '正在检查',
    checked: '已检查，待导入',
    running: '正在导入',
    done: { label: '已导入', end: true },
    failed: '没有导入',
    cancelled: { label: '已取消', end: true },
  },
  moves: {
    check: {
      label: '检查',
      from: ['uploaded', 'checking', 'checked', 'failed'],
      to: 'checking',
      by: signedIn,
      when: [silent],
    },
    ready: { label: '检查完毕', from: 'checking', to: 'checked', by: clock },
    apply: { label: '导入', from: 'checked', to: 'running', by: signedIn },
    resume: { label: '接着导入', from: 'running', by: signedIn, when: [silent] },
    finish: { label: '导入完毕', from: 'running', to: 'done', by: clock },
    fail: { label: '停止', from: ['checking', 'checked', 'running'], to: 'failed', by: clock },
    cancel: {
      label: '取消',
      from: ['uploaded', 'checking', 'checked', 'running', 'failed'],
      to: 'cancelled',
      by: signedIn,
    },
  },
})
export type State = keyof typeof run.states
export type Move = keyof typeof run.moves

/** What is done with the rows in a state: looked at and taken back, or written for good; and the move that ends it. */
export const phases: { [S in State]?: { writes: boolean; ends: Move } } = {
  checking: { writes: false, ends: 'ready' },
  running: { writes: true, ends: 'finish' },
}

export const problem = problems('exchange', {
  noSuchKind: [404, '没有这一种导入或导出'],
  missing: [422, '表格里缺少必填的列，请核对列的对应关系'],
  badRows: [409, '还有行没有改正，不能整体导入；请改正后重新上传，或改为只导入正确的行'],
  elsewhere: [409, '另一台服务器正在处理这个文件，请稍候'],
  fileGone: [410, '上传的文件已不在了，请重新上传'],
  fileChanged: [409, '文件在上传之后被改动过，请重新上传'],
  tooLarge: [413, '文件超过 200 MB,请拆成几个再上传'],
  noFile: [422, '请选择要上传的表格'],
})
