/**
 * Who holds which post. Grid workers live in the grid they serve; leading officials carry names that are plainly
 * invented; repair units stand for the departments, whose work is not handed down to communities (EV-04).
 */
import { castNames, zhengGrid } from './cast.ts'
import { ageOn, dayOf } from './calendar.ts'
import { communityPlans, street } from './layout.ts'
import { fullName, leaders, surname } from './names.ts'
import { phone } from './people.ts'
import { known, type Random } from './random.ts'
import type { Person, Staff, Unit } from './shape.ts'

export const units: readonly Unit[] = [
  { key: 'road', name: '市政养护所', place: street.code },
  { key: 'water', name: '供排水抢修队', place: street.code },
  { key: 'power', name: '供电抢修班', place: street.code },
  { key: 'gas', name: '燃气抢修站', place: street.code },
  { key: 'clean', name: '环境卫生所', place: street.code },
  { key: 'order', name: '综合执法队', place: street.code },
  { key: 'service', name: '便民服务中心', place: street.code },
  { key: 'safety', name: '应急消防站', place: street.code },
]

export function staffOf(chance: Random, now: Date, people: readonly Person[]): Staff[] {
  const all: Staff[] = []
  type Given = Pick<Staff, 'post' | 'title' | 'place'> & { name?: string; unit?: string; resident?: Person }
  const add = ({ post, title, place, name, unit, resident }: Given) =>
    all.push({
      key: `S${String(all.length + 1).padStart(3, '0')}`,
      name: resident?.name ?? name ?? inventedName(chance),
      phone: resident?.phone ?? phone(20_000 + all.length),
      post,
      title,
      place,
      unit: unit ?? null,
      person: resident?.key ?? null,
    })
  const named = (name: string) => known(people.find(p => p.name === name))

  add({ post: 'street-chief', title: '街道负责人（演示）', place: street.code, name: known(leaders[0]) })
  add({ post: 'street-clerk', title: '街道办事员', place: street.code, resident: named('沈丽') })
  add({ post: 'street-clerk', title: '街道办事员', place: street.code })
  for (let i = 0; i < 2; i++) add({ post: 'checker', title: '街道核查员', place: street.code })
  communityPlans.forEach(({ code, name }, i) => {
    add({ post: 'community-head', title: `${name}负责人（演示）`, place: code, name: known(leaders[i + 1]) })
    for (let n = 0; n < 2; n++) add({ post: 'community-clerk', title: `${name}工作人员`, place: code })
  })
  const first = known(communityPlans[0])
  add({ post: 'council-chair', title: '议事会召集人', place: first.code, resident: named('周国平') })
  add({ post: 'doctor', title: '家庭医生', place: first.code, resident: named('陈静') })
  for (const grid of gridsOf(people)) {
    const worker = grid === zhengGrid ? named('郑晓东') : fitToServe(chance, now, people, grid)
    add({ post: 'grid-worker', title: '网格员', place: grid, resident: worker })
  }
  for (const unit of units) {
    for (let n = 0; n < 2; n++) add({ post: 'repair', title: `${unit.name}值班员`, place: unit.place, unit: unit.key })
  }
  // Last, so that whoever was there before keeps name and number.
  communityPlans.forEach(({ code, name }, i) => {
    const [accountant, cashier, supervisor] = i === 0 ? moneyNames : []
    add({ post: 'accountant', title: `${name}会计`, place: code, ...(accountant && { name: accountant }) })
    add({ post: 'cashier', title: `${name}出纳`, place: code, ...(cashier && { name: cashier }) })
    add({ post: 'supervisor', title: `${name}监督员`, place: code, ...(supervisor && { name: supervisor }) })
  })
  return all
}
/** Who keeps, pays and watches the money of the first community; invented, and no resident's name. */
export const moneyNames = ['林会清', '许出宁', '方监正'] as const

/** Which unit does a category's work when it is not the grid's own: the longest prefix wins. */
export function unitFor(category: string): string {
  for (let n = category.length; n > 0; n -= 2) {
    const found = byCategory[category.slice(0, n)]
    if (found) return found
  }
  return 'service'
}

const byCategory: Record<string, string> = {
  '01': 'clean',
  '0104': 'order',
  '02': 'road',
  '0301': 'water',
  '0302': 'power',
  '0303': 'gas',
  '0304': 'gas',
  '0405': 'order',
  '05': 'safety',
  '08': 'order',
  '0901': 'safety',
  '0902': 'gas',
  '0903': 'road',
  '0905': 'safety',
  '1104': 'water',
}

const gridsOf = (people: readonly Person[]) => [...new Set(people.map(p => p.grid))].sort()

function fitToServe(chance: Random, now: Date, people: readonly Person[], grid: string): Person {
  const fit = people.filter(
    p => p.grid === grid && p.room && p.phone && !castNames.has(p.name) && isBetween(p.birth, now),
  )
  return chance.pick(fit)
}

const isBetween = (birth: string, now: Date) => {
  const age = ageOn(birth, dayOf(now))
  return age >= 26 && age <= 54
}

function inventedName(chance: Random): string {
  const sex = chance.chance(0.5) ? '男' : '女'
  return fullName(chance, surname(chance), sex, chance.int(1970, 1996))
}
