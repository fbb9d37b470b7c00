/** The prototypes of the council: one ballot in each time of its life. */
import type { OpenHouse } from '../../kernel/house.ts'
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { at, later, now } from './world.ts'

export async function ballotsOf(house: OpenHouse, staff: Actor, voter: Actor) {
  const run = async <T = Key>(op: string, input: unknown, when = now, actor = staff) =>
    (await call(house, { op: `council.${op}`, input, actor, now: when })).answer as T
  const key = ({ community, id }: Key): Key => ({ community, id })
  const times = { opensAt: '2026-12-20T09:00:00+08:00', closesAt: '2026-12-20T17:00:00+08:00' }
  const blank = key(
    await run('draftBallot', { place: at.community, title: '还没有名册的表决', body: 'villageAssembly', ...times }),
  )
  const drafted = async (title: string) => {
    const b = key(await run('draftBallot', { place: at.community, title, body: 'villageAssembly', ...times }))
    const ask = { text: '先办哪一件', ask: 'approval', lines: '路灯 600\n花坛 400', budget: 800 }
    await run('addQuestion', { ...b, ...ask })
    await run('fillRoll', b)
    return b
  }
  const [draft, listed] = [await drafted('起草中的表决'), await drafted('公示中的表决')]
  const undisputed = await drafted('没有异议的表决')
  const [open, published] = [await drafted('投票中的表决'), await drafted('公布了的表决')]
  for (const b of [listed, undisputed, open, published]) await run('publishRoll', b)
  for (const b of [open, published]) await run('openVote', b, later(30))
  for (const move of ['closeVote', 'countVote', 'publishVote']) await run(move, published, later(31))
  const objection = key(await run('raiseObjection', { ...listed, said: '少了我母亲' }, now, voter))
  const onRoll = async (b: Key) =>
    (await run<{ items: { id: string; name: string }[] }>('roll', b)).items.find(v => v.name === '王秀英')!.id
  return {
    blank,
    draft,
    listed,
    undisputed,
    open,
    published,
    objection,
    voter: await onRoll(open),
    drafted: await onRoll(draft),
  }
}
type Key = { community: string; id: string }
