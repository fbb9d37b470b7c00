/** How each operation of the portal is asked. */
import { is, lists, type Case } from './case.ts'
import { at, later, type World } from './world.ts'

export const portal = (w: World): Record<string, Case> => {
  const [key, row] = [w.notice, w.rows.notice]
  const move = (input: object = {}, now?: Date): Case => ({ input: { ...key, ...input }, row, ...(now && { now }) })
  const said = { kind: 'notice', title: '周六停水', body: '请提前储水。', until: '2026-11-27' }
  return {
    'portal.published': { input: { place: at.community }, shows: lists(key.id) },
    'portal.publishedOne': { input: key, shows: is(key.id) },
    'portal.notices': { input: { size: 200 }, row, shows: lists(key.id) },
    'portal.notice': { input: key, row, shows: is(key.id) },
    'portal.draft': { input: { place: at.grid, ...said } },
    'portal.edit': move(said),
    'portal.publish': move(),
    'portal.discard': move(),
    'portal.correct': move({ text: '停水改为周日。' }),
    'portal.extend': move({ until: '2026-12-30' }),
    'portal.withdraw': move({ reason: '日期写错' }),
    'portal.expire': move({}, later(60)),
  }
}
