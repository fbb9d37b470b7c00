/** Where somebody goes after each step of coming in: to what must be done first, and then to where they wanted to go. */
import { inside } from '../../../kernel/inside.ts'
import type { Visit } from '../../../ui/portal-page.ts'
import type { Me } from '../contract.ts'
import type { Need } from '../rules.ts'

/** Where each post works; the others work at a desk. */
const workplaces: Partial<Record<string, string>> = { 'grid-worker': '/field', repairer: '/field' }
const workplace = ({ posts }: Pick<Me, 'posts'>): string | undefined =>
  posts[0] && (workplaces[posts[0].role] ?? '/desk')

const steps: Record<Need, string> = { code: '/signin/code', password: '/signin/password', factor: '/signin/factor' }

export const wanted = ({ query }: Pick<Visit, 'query'>): string | undefined =>
  inside(query['to']) ?? inside(query['next'])

/** The desk shows the secret of an authenticator as a picture to be photographed, which beats typing it. */
export function onward(me: Me, visit: Pick<Visit, 'query'>): string {
  const to = wanted(visit)
  if (!me.need) return to ?? workplace(me) ?? '/mine'
  const step = me.need === 'factor' && workplace(me) === '/desk' ? '/desk/security' : steps[me.need]
  return to ? `${step}?to=${encodeURIComponent(to)}` : step
}

/** Another of these pages, with the way on kept. */
export const along = (path: string, visit: Pick<Visit, 'query'>): string => {
  const to = wanted(visit)
  return to ? `${path}?to=${encodeURIComponent(to)}` : path
}
