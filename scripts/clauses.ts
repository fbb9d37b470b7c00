/**
 * The clauses of the ten essays, and how a citation finds them: 「篇8 3.2.2(2)「跟踪报告、检查督促」;GR-07」 names two clauses.
 * The data is in `clauses/data`, an essay a file; `docs/essays.md` is printed from it.
 */
import { essay01 } from './clauses/data/essay01.ts'
import { essay02 } from './clauses/data/essay02.ts'
import { essay03 } from './clauses/data/essay03.ts'
import { essay04 } from './clauses/data/essay04.ts'
import { essay05 } from './clauses/data/essay05.ts'
import { essay06 } from './clauses/data/essay06.ts'
import { essay07 } from './clauses/data/essay07.ts'
import { essay08 } from './clauses/data/essay08.ts'
import { essay09 } from './clauses/data/essay09.ts'
import { essay10 } from './clauses/data/essay10.ts'

/** The modules that are built or will be, in the order of dependency: the owner of a gap is one of them. */
export const planned = {
  kernel: '内核与部署',
  identity: '账号与岗位',
  places: '地点与组织',
  people: '人口与家庭',
  forms: '表单与调查',
  open311: '对接系统',
  portal: '门户',
  services: '服务事项',
  grid: '网格事项',
  affairs: '事务与台账',
  council: '议事与表决',
  needs: '需求摸底',
  money: '资金',
  assets: '资产',
  works: '工程',
  cadres: '干部',
  health: '卫生健康',
  welfare: '保障与就业',
  charity: '社会组织',
  property: '物业与租赁',
  shop: '便民商业',
  team: '队伍与志愿',
  exchange: '信息资源',
  insight: '指标与预警',
} as const
export type Owner = keyof typeof planned

/** `id`: essay, section, and, where the section asks for several things, the one meant. `not`: why it is not to be built. */
export type Clause = { id: string; says: string; owner: Owner; not?: string }

export const essays: readonly { title: string; clauses: readonly Clause[] }[] = [
  { title: '篇1 成都的村级治理', clauses: essay01 },
  { title: '篇2 农民安置型社区', clauses: essay02 },
  { title: '篇3 流动人口的登记与服务', clauses: essay03 },
  { title: '篇4 公益服务园', clauses: essay04 },
  { title: '篇5 示范社区卫生服务中心', clauses: essay05 },
  { title: '篇6 新型社区服务与管理', clauses: essay06 },
  { title: '篇7 社区服务的问题与对策', clauses: essay07 },
  { title: '篇8 智慧社区平台', clauses: essay08 },
  { title: '篇9 社区电子商务', clauses: essay09 },
  { title: '篇10 社区卫生服务信息化', clauses: essay10 },
]
export const clauses: readonly Clause[] = essays.flatMap(essay => essay.clauses)

/** The ids of the clauses that a text cites, and what it cites that is not there, each with a sentence that says so. */
export function cited(text: string): { ids: string[]; unknown: string[] } {
  const found = [...text.matchAll(citation)].map(([whole, essay, section, words = '']) =>
    resolve(whole, `篇${essay} ${plain(section!)}`, words.split(/[「」、，,]+/).filter(Boolean)),
  )
  return { ids: [...new Set(found.flatMap(f => f.ids))], unknown: found.flatMap(f => f.unknown) }
}

// Brackets may be of either width. A section is written without spaces, but for 「三 第一」: 二（二）2, 3.2.1(1), 引言.
const citation = /篇(10|[1-9]) ((?:三 第)?[\u4e00-\u9fff\d.()\uff08\uff09]+)((?:「[^」]*」)*)/g
const plain = (id: string) => id.replaceAll('\uff08', '(').replaceAll('\uff09', ')')
const sectionOf = (id: string) => plain(id.replace(/「.*/, ''))
const wordsOf = (id: string) => /「(.*)」/.exec(id)?.[1] ?? ''

function resolve(whole: string, section: string, words: readonly string[]): { ids: string[]; unknown: string[] } {
  const here = clauses.filter(c => sectionOf(c.id) === section).map(c => c.id)
  if (here.length === 0) return { ids: [], unknown: [`「${whole}」：没有「${section}」这一条`] }
  if (here.length === 1) return { ids: here, unknown: [] }
  const choice = here.map(wordsOf).join('、')
  if (words.length === 0) return { ids: [], unknown: [`「${whole}」：${section}有几项，请写明是哪一项：${choice}`] }
  const ids = words.map(word =>
    here.filter(id =>
      wordsOf(id)
        .split('、')
        .some(w => w.includes(word) || word.includes(w)),
    ),
  )
  const unknown = words.filter((_, i) => ids[i]!.length === 0)
  return { ids: ids.flat(), unknown: unknown.map(word => `「${whole}」：${section}没有「${word}」，只有：${choice}`) }
}
