/** Residents who ask that their account be linked to their record: what they said beside what is registered. */
import { t } from '../../../kernel/text.ts'
import { ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { people } from '../contract.ts'

export default function Links() {
  return (
    <ListPage
      op={people.ops.links}
      title={t('账号关联')}
      unit={t('件')}
      main="address"
      columns={['name', 'state', 'place', 'address', 'ownerName', 'at']}
      filters={['place', 'state']}
      initial={{ state: 'applied' }}
      to={l => `/links/${l.community}/${l.id}`}
      widths={{ name: 120, state: 90, place: 140, ownerName: 120, at: 140 }}
    />
  )
}

export const Link = () => (
  <RecordPage
    op={people.ops.link}
    ops={people.ops}
    back={{ to: '/links', label: t('账号关联') }}
    title={l => t('{name} 申请关联账号', { name: l.name })}
    fields={['name', 'idMasked', 'address', 'ownerName', 'at', 'reason']}
    aside={l =>
      l.idMasked && (
        <section className="sheet roomy">
          <h2>{t('与登记的对照')}</h2>
          <ul className="short">
            <Same say={t('身份证号')} is={l.document} />
            <Same say={t('姓名')} is={l.sameName} registered={l.found?.name} />
            <Same say={t('住处')} is={l.sameHome} registered={l.found?.address} />
          </ul>
          <p className="hint">{t('核对的结果不会告诉申请人：不符的，请写明原因，或请本人到社区来。')}</p>
        </section>
      )
    }
  />
)

const Same = ({ say, is, registered }: { say: string; is: boolean; registered?: string | null | undefined }) => (
  <li className="spread">
    <span>
      {say}
      {registered && <span className="hint">{t('（登记：{registered}）', { registered })}</span>}
    </span>
    {is ? <b>{t('相符')}</b> : <b className="mistake">{t('不符')}</b>}
  </li>
)
