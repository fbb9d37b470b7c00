/** Everything that was ever set for one figure here, above and below, newest first: nothing is taken out of it. */
import { t } from '../../kernel/text.ts'
import { book, type FigureLine } from '../../kernel/book-contract.ts'
import { useAsk } from '../../ui/desk/context.tsx'
import { PlaceName } from '../../ui/desk/place-names.tsx'
import { Moment } from '../../ui/desk/show.tsx'
import { Trouble, Waiting } from '../../ui/desk/trouble.tsx'
import { given, Source, withUnit } from './figure-words.tsx'

export function History({ figure: f, place }: { figure: FigureLine; place: string }) {
  const asked = useAsk(book.ops.history, { name: f.name, place })
  if (asked.error) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting rows={3} />
  return (
    <ol className="timeline">
      {asked.data.map(s => (
        <li key={s.id}>
          <div className="timeline-head">
            <strong>
              {t('{is}，自 {from} 起', { is: s.is === null ? t('停用自定') : withUnit(f, s.is), from: s.from })}
            </strong>
            <span className="quiet">
              <PlaceName code={s.place} />
            </span>
          </div>
          <p>
            {s.document}：{s.reason}
          </p>
          <p className="hint">
            {s.byName ?? t('管理员')} · <Moment at={s.at} /> {t('写下')}
          </p>
        </li>
      ))}
      <li>
        <div className="timeline-head">
          <strong>
            {given(f)}：{withUnit(f, f.builtIn)}
          </strong>
        </div>
        <p>
          <Source said={f.source} />
        </p>
      </li>
    </ol>
  )
}
