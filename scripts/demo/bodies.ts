/** The bodies of the demonstration street, 「四加三」 in each community, as plain data: who sits where since when, who leads and who guides. */
import { castNames } from './cast.ts'
import { street } from './layout.ts'
import { fullName, surname } from './names.ts'
import type { Random } from './random.ts'
import type { Town } from './shape.ts'

export type SeatPlan = {
  name: string
  number: number
  above?: string
  holders: { name: string; before?: string; how: How }[]
}
export type BodyPlan = {
  place: string
  kind: string
  name: string
  phone: string
  office: string
  term: { name: string; from: string } | null
  seats: SeatPlan[]
  /** By name. */
  led: string[]
  guided: string[]
}
type How = 'elected' | 'chosen' | 'appointed' | 'hired' | 'concurrent'

export const streetNewcomers = `${street.name}新市民管理委员会`

export function bodiesOf(chance: Random, town: Town): BodyPlan[] {
  const taken = new Set<string>([...castNames, ...town.staff.map(s => s.name)])
  const somebody = (): string => {
    const sex = chance.chance(0.5) ? '男' : '女'
    const name = fullName(chance, surname(chance), sex, chance.int(1958, 1996))
    if (taken.has(name)) return somebody()
    taken.add(name)
    return name
  }
  const some = (n: number, how: How) => Array.from({ length: n }, () => ({ name: somebody(), how }))
  const phone = (n: number) => `0512-5800${String(n).padStart(4, '0')}`

  const above: BodyPlan = {
    place: street.code,
    kind: 'newcomers',
    name: streetNewcomers,
    phone: phone(1),
    office: `${street.name}便民服务中心二楼`,
    term: { name: '第三届', from: '2024-05-01' },
    seats: [
      { name: '会长', number: 1, holders: some(1, 'appointed') },
      { name: '委员', number: 6, above: '会长', holders: some(5, 'elected') },
    ],
    led: [],
    guided: [],
  }
  const communities = town.communities.flatMap(({ code, name }, i): BodyPlan[] => {
    const short = name.replace(/社区$/, '')
    const head = town.staff.find(s => s.post === 'community-head' && s.place === code)!.name.replace(/（.*）/, '')
    const chair = town.staff.find(s => s.post === 'council-chair' && s.place === code)?.name ?? somebody()
    const centre = town.places.find(p => p.kind === 'service-centre' && p.community === code)?.name ?? name
    const base = 10 + i * 10
    const [party, committee] = [`${name}党总支`, `${name}居民委员会`]
    const of = (kind: string, called: string, seats: SeatPlan[], n: number, led = [party]): BodyPlan => ({
      place: code,
      kind,
      name: called,
      phone: phone(base + n),
      office: centre,
      term: kind === 'property' || kind === 'association' ? null : { name: '第十二届', from: '2021-03-01' },
      seats,
      led,
      guided: kind === 'newcomers' ? [streetNewcomers] : [],
    })
    return [
      of('congress', `${name}居民代表会议`, [{ name: '代表', number: 12, holders: some(12, 'chosen') }], 1),
      of(
        'party',
        party,
        [
          { name: '书记', number: 1, holders: [{ name: head, how: 'elected' }] },
          { name: '副书记', number: 1, above: '书记', holders: some(1, 'elected') },
          { name: '委员', number: 3, above: '书记', holders: some(3, 'elected') },
        ],
        2,
        [],
      ),
      of(
        'committee',
        committee,
        [
          // 篇2「交叉任职」: the secretary chairs the committee.
          { name: '主任', number: 1, holders: [{ name: head, before: somebody(), how: 'elected' }] },
          { name: '副主任', number: 1, above: '主任', holders: some(1, 'elected') },
          { name: '委员', number: 4, above: '主任', holders: some(i === 0 ? 3 : 4, 'elected') },
        ],
        3,
      ),
      of(
        'coordination',
        `${short}社区建设协调委员会`,
        [
          { name: '主任', number: 1, holders: some(1, 'chosen') },
          { name: '委员', number: 5, above: '主任', holders: some(5, 'chosen') },
        ],
        4,
      ),
      of('property', `${short}物业服务公司`, [{ name: '项目经理', number: 1, holders: some(1, 'hired') }], 5, [
        committee,
      ]),
      of('association', `${short}夕阳红艺术团`, [{ name: '团长', number: 1, holders: some(1, 'chosen') }], 6, [
        committee,
      ]),
      of(
        'newcomers',
        `${short}新市民分会`,
        [
          { name: '会长', number: 1, holders: some(1, 'elected') },
          { name: '委员', number: 3, above: '会长', holders: some(2, 'elected') },
        ],
        7,
      ),
      of(
        'supervision',
        `${name}居务监督委员会`,
        [
          { name: '主任', number: 1, holders: some(1, 'chosen') },
          { name: '委员', number: 2, above: '主任', holders: some(2, 'chosen') },
        ],
        8,
      ),
      of(
        'council',
        `${short}居民议事会`,
        [{ name: '召集人', number: 1, holders: [{ name: chair, how: 'chosen' }] }],
        9,
      ),
    ]
  })
  return [above, ...communities]
}
