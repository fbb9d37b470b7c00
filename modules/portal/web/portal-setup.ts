/** The first day: whoever opens an empty system says which place it is for, and who its three administrators are. */
import { common } from '../../../kernel/rules.ts'
import { t } from '../../../kernel/text.ts'
import { identity } from '../../identity/contract.ts'
import { places } from '../../places/contract.ts'
import { html, type Html } from '../../../ui/html.ts'
import { FormPage, Section } from '../../../ui/portal.ts'
import { said, type Question } from '../../../ui/portal-fields.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'

const { found, me } = identity.ops

/** The three are three people: whoever opens accounts gives no posts, and whoever reads the trail does neither. */
const offices = [
  { key: '', label: () => t('系统管理员'), hint: () => t('您自己：开设账号，维护区划') },
  { key: 'security', label: () => t('安全管理员'), hint: () => t('另一个人：任命岗位') },
  { key: 'audit', label: () => t('审计管理员'), hint: () => t('第三个人：查看全部留痕') },
] as const

const field = (key: string, name: string) => (key ? `${key}${name[0]!.toUpperCase()}${name.slice(1)}` : name)
const fields = offices.flatMap(({ key }) => ['name', 'username', 'password'].map(name => field(key, name)))
const questions = (): Record<string, Question> =>
  Object.fromEntries(
    offices.flatMap(({ key, label, hint }) => [
      [field(key, 'name'), { label: () => t('{office}的姓名', { office: label() }), hint: hint(), required: true }],
      [
        field(key, 'username'),
        { label: () => t('{office}的账号', { office: label() }), required: true, autocomplete: 'off' },
      ],
      [
        field(key, 'password'),
        {
          label: () => t('{office}的密码', { office: label() }),
          kind: 'password',
          required: true,
          autocomplete: 'new-password',
        },
      ],
    ]),
  )

export const setupPage = page(
  '/setup',
  () => t('建立系统'),
  async visit => {
    if ((await visit.ask(me, {})).founded) throw common.notFound(t('系统已经建好，请直接登录'))
    const place = chosen(visit)
    if (place.length >= 6 && (place.length === 9 || visit.query['here'])) return administrators(visit, place)
    return whichPlace(visit, place)
  },
  {
    post: sending(found, {
      then: () => '/desk/places',
      input: (values, visit) => {
        const person = (key: string) =>
          Object.fromEntries(['name', 'username', 'password'].map(name => [name, said(values, field(key, name))]))
        return { place: chosen(visit), ...person(''), security: person('security'), audit: person('audit') }
      },
      shownAt: { security: 'securityUsername', audit: 'auditUsername' },
    }),
  },
)

const chosen = ({ query }: Pick<Visit, 'query'>): string =>
  /^\d{2}(\d{2}(\d{2}(\d{3})?)?)?$/.test(query['in'] ?? '') ? query['in']! : ''

async function whichPlace({ ask }: Visit, parent: string): Promise<Html> {
  const [below, here] = await Promise.all([
    ask(places.ops.tree, { parent }),
    parent ? ask(places.ops.place, { code: parent }) : null,
  ])
  return html`<h1>${t('建立您的邻理')}</h1>
<p class="lead">${t('先选这套系统给哪个街道（乡镇）用，再设三位管理员。全程约五分钟。')}</p>
${here && html`<p class="filter"><a href="/setup">${t('从头选')}</a>${here.path.map(p => html` › <a href="/setup?in=${p.code}">${p.name}</a>`)}</p>`}
${here && parent.length === 6 && html`<p><a class="button quiet" href="/setup?in=${parent}&here=1">${t('就给整个{name}用', { name: here.name })}</a></p>`}
${Section(here ? t('{name}下面的', { name: here.name }) : t('从省开始选'), html`<ul class="lines across">${below.map(p => html`<li><a class="line" href="/setup?in=${p.code}"><b>${p.name}</b></a></li>`)}</ul>`)}`
}

async function administrators(visit: Visit, place: string): Promise<Html> {
  const { path } = await visit.ask(places.ops.place, { code: place })
  const name = path.map(p => p.name).join('')
  return FormPage(visit, {
    op: found,
    title: t('设三位管理员'),
    lead: html`${t('给{name}建立。', { name })}<a href="/setup">${t('换一个地方')}</a><br>${t('三位管理员必须是三个不同的人，互不兼任。密码至少 10 位，含大写、小写字母、数字、符号中的三种。')}`,
    fields,
    questions: questions(),
    submit: t('建立系统'),
  })
}
