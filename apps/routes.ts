/** Every address of the three screens, for tests that visit them all: the pages as the screens list them, with a record of the village in the place of each key. */
import { join } from 'node:path'
import { runnerImport } from 'vite'
import type { Actor } from '../kernel/rules.ts'
import { couldEver, type Page as DeskPage } from '../ui/desk/page.ts'
import type { Page as FieldPage } from '../ui/field/page.ts'
import { portalPages } from './portal/pages.ts'
import { label } from './village-records.ts'
import { here, type Village } from './village.ts'

type Listed = { path: string; may?: DeskPage['may'] }
type Screen = 'portal' | 'desk' | 'field'
/** By the pattern that the page list gives, the address to visit. */
export type Routes = Record<Screen, readonly { path: string; to: string; may?: DeskPage['may'] }[]>

/** Throws, naming it, when a page has no address here: whoever adds a page says what it is tested with. */
export async function routes(village: Village): Promise<Routes> {
  const listed: Record<Screen, readonly Listed[]> = {
    portal: portalPages.flatMap(p => p.pages),
    desk: await pagesOf<DeskPage>('desk'),
    field: await pagesOf<FieldPage>('field'),
  }
  const known = addresses(village)
  const wrong = (Object.keys(listed) as Screen[]).flatMap(screen => [
    ...listed[screen]
      .filter(p => fixed(p.path) === undefined && !known[screen][p.path])
      .map(p => `${screen} ${p.path} 没有测试用的地址`),
    ...Object.keys(known[screen])
      .filter(path => !listed[screen].some(p => p.path === path))
      .map(path => `${screen} 没有 ${path} 这一页`),
  ])
  if (wrong.length) throw new Error(`apps/routes.ts：${wrong.join('；')}`)
  const placed = (screen: Screen) =>
    listed[screen].flatMap(p => {
      const to = known[screen][p.path] ?? fixed(p.path)
      return to === undefined ? [] : [{ ...p, to }]
    })
  return { portal: placed('portal'), desk: placed('desk'), field: placed('field') }
}

/** Pages that this person's posts lead to. */
export const open = (all: Routes['desk'], who: Actor) => all.filter(p => couldEver(p.may, who))

/** The lists of the desk and the field app lead to their components, which Node does not read. */
async function pagesOf<T>(screen: 'desk' | 'field'): Promise<readonly T[]> {
  const { module } = await runnerImport<{ pages: readonly T[] }>(join(import.meta.dirname, screen, 'pages.ts'), {
    configFile: false,
    logLevel: 'error',
  })
  return module.pages
}

const fixed = (path: string) => (/[$:]/.test(path) ? undefined : path)

function addresses(v: Village): Record<Screen, Record<string, string>> {
  const key = ({ community, id }: { community: string; id: string }) => `${community}/${id}`
  const { doing, closed, given } = v.matters
  return {
    portal: {
      '/c/:community': `/c/${here}`,
      '/c/:community/duty': `/c/${here}/duty`,
      '/c/:community/bodies': `/c/${here}/bodies`,
      '/c/:community/visit': `/c/${here}/visit`,
      '/c/:community/report': `/c/${here}/report`,
      '/c/:community/reported/:id': `/c/${here}/reported/${v.matters.fresh.id}?number=${v.matters.fresh.number}`,
      '/c/:community/matters': `/c/${here}/matters`,
      '/c/:community/matters/:id': `/c/${here}/matters/${closed.id}`,
      '/c/:community/notices': `/c/${here}/notices`,
      '/c/:community/notices/:id': `/c/${here}/notices/${v.notice.id}`,
      '/c/:community/duty/:grid': `/c/${here}/duty/${doing.place}`,
      '/c/:community/bodies/:id': `/c/${here}/bodies/${v.body.id}`,
      '/c/:community/ballots': `/c/${here}/ballots`,
      '/b/:community/:id': `/b/${key(v.ballots.open)}`,
      '/b/:community/:id/vote': `/b/${key(v.ballots.open)}/vote?voter=${v.ballots.voter}`,
      '/b/:community/:id/roll': `/b/${key(v.ballots.listed)}/roll`,
      '/b/:community/:id/result': `/b/${key(v.ballots.done)}/result`,
      '/c/:community/council': `/c/${here}/council`,
      '/c/:community/council/propose': `/c/${here}/council/propose`,
      '/c/:community/council/topics': `/c/${here}/council/topics`,
      '/c/:community/council/topics/:id': `/c/${here}/council/topics/${v.council.topic.id}`,
      '/c/:community/council/resolutions': `/c/${here}/council/resolutions`,
      '/c/:community/council/resolutions/:id': `/c/${here}/council/resolutions/${v.council.resolution.id}`,
      '/c/:community/works': `/c/${here}/works`,
      '/c/:community/works/draws': `/c/${here}/works/draws`,
      '/c/:community/works/:id': `/c/${here}/works/${v.works.project.id}`,
      '/c/:community/needs': `/c/${here}/needs`,
      '/c/:community/needs/:id': `/c/${here}/needs/${v.needs.past.id}`,
      '/c/:community/needs/:id/fill': `/c/${here}/needs/${v.needs.survey.id}/fill`,
      '/c/:community/funds': `/c/${here}/funds`,
      '/c/:community/funds/:id': `/c/${here}/funds/${v.money.fund.id}`,
      '/c/:community/assets': `/c/${here}/assets`,
      '/v/:community/:id': `/v/${key(v.homeVisit)}`,
      '/m/:community/:id': `/m/${key(closed)}`,
      '/s/:short': `/s/${Number(closed.number).toString(36)}`,
    },
    desk: {
      '/grid/$community/$id': `/grid/${key(doing)}`,
      '/grid/request/$community/$id': `/grid/request/${key(v.request)}`,
      '/grid/help/$community/$id': `/grid/help/${key(v.help)}`,
      '/grid/order/$community/$id': `/grid/order/${key(v.order)}`,
      '/ballots/$community/$id': `/ballots/${key(v.ballots.open)}`,
      '/ballots/roll/$community/$id': `/ballots/roll/${key(v.ballots.open)}`,
      '/ballots/papers/$community/$id': `/ballots/papers/${key(v.ballots.closed)}`,
      '/ballots/objection/$community/$id': `/ballots/objection/${key(v.ballots.objection)}`,
      '/notices/$community/$id': `/notices/${key(v.draft)}`,
      '/council/topics/$community/$id': `/council/topics/${key(v.council.wished)}`,
      '/council/meetings/$community/$id': `/council/meetings/${key(v.council.meeting)}`,
      '/council/resolutions/$community/$id': `/council/resolutions/${key(v.council.resolution)}`,
      '/council/bodies/$community/$id': `/council/bodies/${key(v.council.councilBody)}`,
      '/council/bodies/$community/$id/grant': `/council/bodies/${key(v.council.councilBody)}/grant`,
      '/needs/surveys/$community/$id': `/needs/surveys/${key(v.needs.past)}`,
      '/needs/surveys/$community/$id/doors': `/needs/surveys/${key(v.needs.past)}/doors`,
      '/needs/surveys/$community/$id/doors/$room': `/needs/surveys/${key(v.needs.past)}/doors/${v.needs.room}`,
      '/needs/surveys/$community/$id/sort': `/needs/surveys/${key(v.needs.past)}/sort`,
      '/needs/surveys/$community/$id/paper': `/needs/surveys/${key(v.needs.survey)}/paper`,
      '/needs/wishes/$community/$id': `/needs/wishes/${key(v.needs.wish)}`,
      '/needs/papers/$community/$id': `/needs/papers/${key(v.needs.paper)}`,
      '/patrol/plan/$community/$id': `/patrol/plan/${key(v.patrol.plan)}`,
      '/patrol/point/$community/$id': `/patrol/point/${key(v.patrol.point)}`,
      '/patrol/round/$community/$id': `/patrol/round/${key(v.patrol.round)}`,
      '/homes/$community/$id': `/homes/${key(v.homeVisit)}`,
      '/passed-on/$community/$id': `/passed-on/${key(v.passed)}`,
      '/links/$community/$id': `/links/${key(v.link)}`,
      '/people/block/$community/$id': `/people/block/${key(v.building)}`,
      '/people/handovers/$community/$id': `/people/handovers/${key(v.handover)}`,
      '/people/corrections/$community/$id': `/people/corrections/${key(v.correction)}`,
      '/people/home/$community/$id': `/people/home/${key(v.home)}`,
      '/places/redrawing/$community/$id': `/places/redrawing/${key(v.redrawing)}`,
      '/points/$community/$id': `/points/${key(v.point)}`,
      '/contacts/$community/$id': `/contacts/${key(v.contact)}`,
      '/bodies/$community/$id': `/bodies/${key(v.body)}`,
      '/accounts/$community/$id': `/accounts/${key(v.account)}`,
      '/people/$community/$id': `/people/${key(v.resident)}`,
      '/places/$community/$id': `/places/${key(v.building)}`,
      '/works/projects/$community/$id': `/works/projects/${key(v.works.project)}`,
      '/works/visits/$community/$id': `/works/visits/${key(v.works.visit)}`,
      '/works/draws/$community/$id': `/works/draws/${key(v.works.draw)}`,
      '/money/book/$community/$id': `/money/book/${key(v.money.book)}`,
      '/money/voucher/$community/$id': `/money/voucher/${key(v.money.voucher)}`,
      '/money/month/$community/$id': `/money/month/${key(v.money.month)}`,
      '/money/fund/$community/$id': `/money/fund/${key(v.money.fund)}`,
      '/money/budget/$community/$id': `/money/budget/${key(v.money.budget)}`,
      '/money/contract/$community/$id': `/money/contract/${key(v.money.contract)}`,
      '/money/payment/$community/$id': `/money/payment/${key(v.money.payment)}`,
      '/money/hold/$community/$id': `/money/hold/${key(v.money.hold)}`,
      '/money/batch/$community/$id': `/money/batch/${key(v.money.batch)}`,
      '/money/line/$community/$id': `/money/line/${key(v.money.apart)}`,
      '/assets/asset/$community/$id': `/assets/asset/${key(v.assets.let)}`,
      '/assets/lease/$community/$id': `/assets/lease/${key(v.assets.lease)}`,
      '/assets/member/$community/$id': `/assets/member/${key(v.assets.member)}`,
      '/assets/dividend/$community/$id': `/assets/dividend/${key(v.assets.dividend)}`,
      '/warnings/rule/$community/$id': `/warnings/rule/${key(v.assets.watching)}`,
      '/warnings/one/$community/$id': `/warnings/one/${key(v.assets.warning)}`,
      '/import/$id': `/import/${v.run}`,
    },
    field: {
      '/building/$community/$id': `/building/${key(v.building)}`,
      // Nothing was entered: it says so.
      '/outbox/$id': `/outbox/${v.matters.given.id}`,
      '/reported/$community/$id/$number': `/reported/${key(given)}/${given.number}`,
      '/task/$community/$id': `/task/${key(given)}`,
      '/task/$community/$id/$move': `/task/${key(doing)}/feedback`,
      '/help/$community/$id': `/help/${key(v.workersHelp)}`,
      '/help/$community/$id/$move': `/help/${key(v.workersHelp)}/finish`,
      '/patrol/$community/$id': `/patrol/${key(v.patrol.round)}`,
      '/patrol/$community/$id/$move': `/patrol/${key(v.patrol.round)}/setOut`,
      '/visit/$community/$round/$id/$move': `/visit/${here}/${v.patrol.round.id}/${v.patrol.visit.id}/arrive`,
      '/p/$community/$code': `/p/${here}/${label}`,
      '/homes/$community/$id': `/homes/${key(v.homeVisit)}`,
      '/homes/$community/$id/$move': `/homes/${key(v.homeVisit)}/serve`,
      '/works/$community/$id': `/works/${key(v.works.going)}`,
      '/works/$community/$id/$move': `/works/${key(v.works.going)}/reportSite`,
      '/doors/$community/$id': `/doors/${key(v.works.project)}`,
      '/doors/$community/$id/$room': `/doors/${key(v.works.project)}/${v.works.room}`,
      '/home/$community/$id': `/home/${key(v.home)}`,
      '/block/$community/$id': `/block/${key(v.building)}`,
      '/needs/$community/$id': `/needs/${key(v.needs.survey)}`,
      '/needs/$community/$id/$room': `/needs/${key(v.needs.survey)}/${v.needs.room}`,
      '/order/$community/$id': `/order/${key(v.order)}`,
      '/order/$community/$id/$move': `/order/${key(v.order)}/answer`,
    },
  }
}
