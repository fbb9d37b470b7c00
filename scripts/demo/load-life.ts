/**
 * What people ask of their community besides matters: somebody to come home, help that is noted, a card put right, a move
 * handed over, an account linked. A few of each in every state, so that no list of the demonstration begins empty.
 */
import type { Actor } from '../../kernel/rules.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { call } from '../../kernel/server.ts'
import { ageOn } from './calendar.ts'
import type { Filling } from './load.ts'
import { castPassword } from './load-staff.ts'
import { castNames } from './cast.ts'
import { known, random, type Random } from './random.ts'
import type { Person } from './shape.ts'

type Key = { community: string; id: string }
type Living = Person & Key & { address: string }
type Cast = ReadonlyMap<string, Actor>

export async function loadLife({ system: { house }, town, founder, say, now }: Filling, cast: Cast) {
  const people = [...cast.values()]
  const whose = (role: string, place: string) =>
    known(people.find(a => a.posts.some(p => p.role === role && p.place === place)))
  const run = async <T = Key>(op: string, input: object, actor: Actor | null, at = now): Promise<T> =>
    (await call(house, { op, input, actor, now: at })).answer as T
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const day = (days: number) => addDays(dayOf(now), days)
  const living = await residents()
  const communities = town.communities.map(c => c.code)
  await Promise.all(communities.map((code, n) => community(code, known(communities[(n + 1) % communities.length]))))
  say('已布置上门服务、关爱名单、疑似重复、更正申请、迁移交接、账号关联')

  async function community(code: string, next: string) {
    const chance = random(`life/${code}`)
    const clerk = whose('clerk', code)
    const here = chance.shuffle(living.filter(p => p.community === code && !castNames.has(p.name)))
    const take = (n: number, fits: (p: Living) => boolean) => {
      const found = here.filter(fits).slice(0, n)
      for (const p of found) here.splice(here.indexOf(p), 1)
      return found
    }
    const age = (p: Living) => ageOn(p.birth, dayOf(now))
    await care(
      take(11, p => age(p) >= 70),
      chance,
      clerk,
    )
    await homeVisits(
      take(7, p => age(p) >= 64 && p.phone !== null),
      clerk,
    )
    await twice(
      take(3, p => age(p) > 20 && p.phone !== null && p.idNumber !== ''),
      clerk,
    )
    await across(
      take(1, p => age(p) > 20 && p.phone !== null && p.idNumber !== '' && p.residence === '户籍'),
      clerk,
      next,
    )
    await accounts(
      take(4, p => age(p) > 20 && p.residence === '户籍'),
      clerk,
    )
    const leaving = take(4, p => age(p) > 20 && p.relation !== '户主' && p.residence !== '人户分离')
    await handovers(leaving, clerk, next)
  }

  /** Elders for the most part; some are to be asked again soon. */
  async function care(elders: readonly Living[], chance: Random, clerk: Actor) {
    for (const [n, p] of elders.entries()) {
      const kind = ageOn(p.birth, dayOf(now)) >= 80 ? 'oldestOld' : n % 4 === 3 ? 'mobility' : 'visit'
      const until = day(n % 5 === 0 ? chance.int(5, 25) : chance.int(120, 360))
      const said = kind === 'visit' ? '本人同意，每月来看看' : '上门时本人同意'
      await run('people.tag', { community: p.community, id: p.id, kind, basis: 'consent', said, until }, clerk)
    }
  }

  async function homeVisits(asking: readonly Living[], clerk: Actor) {
    const wishes = ['看看卫生间扶手', '帮忙填医保的表', '量量血压', '修一修晾衣架', '教手机怎么挂号', '看看燃气软管']
    const states = ['wished', 'wished', 'arranged', 'arranged', 'served', 'served', 'declined'] as const
    for (const [n, p] of asking.entries()) {
      const state = known(states[n])
      const wish = known(wishes[n % wishes.length])
      const over = state === 'served' || state === 'declined'
      const at = ago(over ? 9 : state === 'arranged' ? 1 : 0.3)
      const said = { place: p.grid, address: p.address, contactName: p.name, phone: p.phone }
      const agreed = { consent: n % 2 ? 'asked' : 'agreed', consentSaid: n % 2 ? '自己打电话来的' : '说欢迎来' }
      const key = keyOf(await run('grid.arrangeFor', { ...said, what: `请来${wish}`, ...agreed }, clerk, at))
      if (state === 'wished') continue
      const worker = whose('grid-worker', p.grid)
      const visit = { holder: worker.id, day: day(over ? -7 : n - 1), time: n % 2 ? '09:30' : '14:30' }
      await run('grid.arrange', { ...key, ...visit }, clerk, at)
      if (state === 'served') await run('grid.serve', { ...key, text: `${wish}，已办好` }, worker, ago(6.5))
      if (state === 'declined') await run('grid.noNeed', key, clerk, ago(8))
    }
  }

  /** Once more at the counter without the document: the same name, the same day of birth. One pair is one person already. */
  async function twice(those: readonly Living[], clerk: Actor) {
    for (const [n, p] of those.entries()) {
      const { grid: place, name, phone, sex, birth } = p
      const again = { place, name, phone, sex, birth, residence: 'settled' }
      const second = keyOf(await run('people.register', again, clerk, ago(3)))
      if (n > 0) continue
      const into = { into: p.id, reason: '姓名、出生日期、手机号都一样，本人确认' }
      await run('people.absorb', { ...second, ...into }, clerk, ago(2))
    }
  }

  /** Gone to live next door: registered there without the document, while the card at home says that they are away. */
  async function across(those: readonly Living[], clerk: Actor, next: string) {
    const there = living.find(p => p.community === next)
    for (const p of there ? those : []) {
      await run('people.leaveHome', { community: p.community, id: p.id, date: day(0) }, clerk, now)
      const { name, phone, sex, birth } = p
      const again = { place: there!.grid, name, phone, sex, birth, residence: 'tenant', since: day(0) }
      await run('people.register', again, whose('clerk', next), now)
    }
  }

  /** One waits to be compared, one was turned down, two are linked and found a mistake on their card. */
  async function accounts(those: readonly Living[], clerk: Actor) {
    const wishes = [
      { field: 'hometown', wanted: '江苏省张家港市', reason: '户口本上是这样写的' },
      { field: 'home', wanted: '同幢 102 室', reason: '上个月换了房' },
    ]
    for (const [n, p] of those.entries()) {
      const username = `jumin${p.community.slice(-2)}${n + 1}`
      const opened = await run<Key & { revealed: string }>(
        'identity.enrol',
        { username, name: p.name, place: p.community },
        founder,
        ago(20),
      )
      await run('identity.accept', { code: opened.revealed, fresh: castPassword }, null, ago(20))
      const self: Actor = { id: opened.id, name: p.name, posts: [] }
      const { community, name, idNumber, address } = p
      const key = keyOf(await run('people.applyLink', { community, name, idNumber, address }, self, ago(n ? 5 : 1)))
      if (n === 0) continue
      if (n === 1)
        await run('people.rejectLink', { ...key, reason: '住处和登记的对不上，请带身份证来一趟' }, clerk, ago(4))
      else {
        await run('people.approveLink', key, clerk, ago(4))
        const asked = await run('people.requestCorrection', known(wishes[n - 2]), self, ago(2))
        if (n === 3) await run('people.refuse', { ...keyOf(asked), answer: '请先到社区办「换住处」' }, clerk, ago(1))
      }
    }
  }

  async function handovers(leaving: readonly Living[], clerk: Actor, to: string) {
    const there = whose('clerk', to)
    const reasons = ['和女儿同住', '买了新房', '换了工作', '租约到期']
    for (const [n, p] of leaving.entries()) {
      const sent = { to, date: day(-6), reason: known(reasons[n]) }
      await run('people.handOver', { community: p.community, id: p.id, ...sent }, clerk, ago(5 - n))
      if (n < 2) continue
      const { items } = await run<{ items: (Key & { name: string; state: string })[] }>(
        'people.handovers',
        { place: to, state: 'sent', size: 50 },
        there,
      )
      const key = keyOf(known(items.find(h => h.name === p.name)))
      if (n === 2) await run('people.receive', { ...key, place: `${to}001` }, there, ago(1))
      else await run('people.sendBack', { ...key, reason: '还住在原处，请再核实' }, there, ago(1))
    }
  }

  /** The town's people as they stand in the system, with a home and a name that is theirs alone in it. */
  async function residents(): Promise<Living[]> {
    const rows = await house.db
      .selectFrom('people.resident')
      .select(['community', 'id', 'name', 'address', 'birth'])
      .where('state', '=', 'living')
      .where('address', 'is not', null)
      .execute()
    const named = Map.groupBy(rows, r => `${r.community} ${r.address} ${r.name}`)
    const rooms = new Map(town.rooms.map(r => [r.code, r.address]))
    return town.people.flatMap(p => {
      const address = p.room === null ? undefined : rooms.get(p.room)
      const found = named.get(`${p.community} ${address} ${p.name}`)
      return address && found?.length === 1 ? [{ ...p, id: found[0]!.id, address }] : []
    })
  }
}

const keyOf = ({ community, id }: Key): Key => ({ community, id })
