/** A question as a clerk types it: one option a line, with its cost behind it where money is decided. */
import type { Input } from '../../kernel/contract.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import type { BodyName } from './body-rules.ts'
import type { council } from './contract.ts'
import { familyOf, yesNo, type Option, type Question } from './sheet-rules.ts'

type Said = Pick<
  Input<typeof council.ops.addQuestion>,
  'text' | 'ask' | 'lines' | 'most' | 'signed' | 'budget' | 'rule'
>
const bad = ballotProblem.badQuestion

export function questionOf(body: BodyName, { text, ask, lines, most, signed, budget, rule }: Said): Question {
  const family = familyOf(body)
  if (family === 'owners' && !signed) throw ballotProblem.signedOnly()
  if ((ask === 'election') !== (family === 'election'))
    throw bad(ask === 'election' ? '只有选举才能选人' : '选举的问题要用「选举」')
  if (family === 'election' && signed) throw bad('选举是不记名投票')
  if (family === 'owners' && ask !== 'yesNo') throw bad('业主表决的问题要用「同意、反对、弃权」')
  const options = ask === 'yesNo' ? yesNo.map(name => ({ name, cost: null })) : optionsOf(lines, budget !== undefined)
  if (options.length < 2) throw bad('至少要有两个选项，每行写一个')
  if (new Set(options.map(o => o.name)).size < options.length) throw bad('有两个选项名称一样')
  const isOne = ask === 'yesNo' || ask === 'choose-1'
  if ((ask === 'approval' || ask === 'election') && most > options.length) throw bad('最多选几项，不能比选项还多')
  if (rule && budget === undefined) throw bad('没有资金的问题不用选计票规则')
  return {
    text,
    ask,
    options,
    signed,
    most: isOne ? 1 : most,
    budget: budget === undefined ? null : fen(budget),
    rule: budget === undefined ? null : (rule ?? 'score-order'),
  }
}

/** 「路灯更新 120000」「路灯更新，12万」: the cost stands last, in yuan. */
function optionsOf(lines: string, costs: boolean): Option[] {
  return lines
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      if (!costs) return { name: line.slice(0, 60), cost: null }
      const [, name = '', amount = '', tens = ''] =
        /^(.+?)[\s，,]+(\d{1,10}(?:\.\d{1,2})?)\s*(万)?\s*元?$/.exec(line) ?? []
      if (!name) throw bad(`「${line.slice(0, 30)}」后面要写造价，例如：路灯更新 120000`)
      const cost = fen(Number(amount) * (tens ? 10_000 : 1))
      if (cost <= 0) throw bad(`「${name}」的造价要大于 0`)
      return { name: name.slice(0, 60), cost }
    })
}

const fen = (yuan: number) => Math.round(yuan * 100)
