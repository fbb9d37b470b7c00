/** What a page shows instead of its content, and the marks beside what it shows. Every trouble says what to do next. */
import type { ReactNode } from 'react'
import { sayDue } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { sayOf as wordsOf } from '../portal-page.ts'
import { sayMoment } from '../portal-values.ts'
import { useAsk, type Answer } from './data.ts'
import { Icon, type IconName } from './icons.tsx'
import { places } from '../../modules/places/contract.ts'

export const Waiting = ({ rows = 3 }: { rows?: number }) => (
  <div className="waiting" role="status" aria-label={t('正在读取')}>
    {Array.from({ length: rows }, (_, i) => (
      <div key={i} className="card ghost">
        <i />
        <i />
        <i />
      </div>
    ))}
  </div>
)

export const Nothing = ({ say, icon = 'done', children }: { say: string; icon?: IconName; children?: ReactNode }) => (
  <div className="nothing">
    <Icon name={icon} />
    <p>{say}</p>
    {children}
  </div>
)

export const Trouble = ({ error, again }: { error: unknown; again?: () => void }) => (
  <div className="nothing trouble" role="alert">
    <Icon name="warn" />
    <p>{isAway(error) ? t('连不上服务器。有网络时再试一次。') : sayOf(error)}</p>
    {again && (
      <button type="button" className="button" onClick={again}>
        {t('再试一次')}
      </button>
    )}
  </div>
)

/** The content once it is there; what was there before stays while the network is away. */
export function Loaded<T>({
  of: { data, error, again },
  rows,
  children,
}: {
  of: Answer<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (data !== undefined) return children(data)
  if (error && isAway(error)) return <NotHere again={again} />
  return error ? <Trouble error={error} again={again} /> : <Waiting {...(rows !== undefined && { rows })} />
}

export function sayOf(error: unknown): string {
  if (!(error instanceof Problem)) return t('出了意外，请再试一次；填写的内容还在。')
  if (isAway(error)) return t('连不上服务器。填写的内容都留在手机里，有网络时再试。')
  if (error.code === 'common.signIn') return t('登录过期了，请重新登录；填写的内容都留在手机里。')
  return wordsOf(error)
}

const isAway = (error: unknown) => error instanceof Problem && error.status === 0

/** Not looked at before and not downloaded: what can be done instead stands below. */
const NotHere = ({ again }: { again: () => void }) => (
  <div className="nothing trouble" role="alert">
    <Icon name="warn" />
    <p>{t('没有网络，这一页也没有提前下载。有网络时打开一次，或在「我」里下载今天要用的。')}</p>
    <button type="button" className="button" onClick={again}>
      {t('再试一次')}
    </button>
  </div>
)

type Deadline = { due: Date | null; late: boolean; provisional?: boolean }

/** The time left in words. What is late says so in a word of its own: red alone cannot be seen in the sun. */
export function Due({ due, late, provisional }: Deadline) {
  if (!due) return null
  const now = new Date()
  const soon = !late && due.getTime() - now.getTime() < 86_400_000
  return (
    <span className={late ? 'due due-late' : soon ? 'due due-soon' : 'due'}>
      <Icon name={late ? 'warn' : 'wait'} />
      {sayDue(due, now)}
      {provisional && t('（约）')}
    </span>
  )
}

export const Moment = ({ at }: { at: Date }) => <time dateTime={at.toISOString()}>{sayMoment(at, new Date())}</time>

/** A division code as people call it. A grid is mostly named after its community; else both are said. */
export function PlaceName({ code }: { code: string }) {
  const { data } = useAsk(places.ops.place, { code }, { fresh: 3_600_000 })
  // A code says nothing to a person: while the name is not known there is none.
  if (!data) return <span className="quiet">{t('本网格')}</span>
  const above = data.path.find(p => p.code.length === COMMUNITY && p.code !== code)?.name ?? ''
  return <>{data.name.startsWith(above.replace(/(社区|村)$/, '')) ? data.name : `${above} ${data.name}`}</>
}
const COMMUNITY = 12
