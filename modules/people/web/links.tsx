/** Residents who ask that their account be linked to their record: what they said beside what is registered. */
import { ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { people } from '../contract.ts'

export default function Links() {
  return (
    <ListPage
      op={people.ops.links}
      title="账号关联"
      unit="件"
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
    back={{ to: '/links', label: '账号关联' }}
    title={l => `${l.name} 申请关联账号`}
    fields={['name', 'idMasked', 'address', 'ownerName', 'at', 'reason']}
    aside={l =>
      l.idMasked && (
        <section className="sheet roomy">
          <h2>与登记的对照</h2>
          <ul className="short">
            <Same say="身份证号" is={l.document} />
            <Same say="姓名" is={l.sameName} registered={l.found?.name} />
            <Same say="住处" is={l.sameHome} registered={l.found?.address} />
          </ul>
          <p className="hint">核对的结果不会告诉申请人：不符的，请写明原因，或请本人到社区来。</p>
        </section>
      )
    }
  />
)

const Same = ({ say, is, registered }: { say: string; is: boolean; registered?: string | null | undefined }) => (
  <li className="spread">
    <span>
      {say}
      {registered && <span className="hint">（登记：{registered}）</span>}
    </span>
    {is ? <b>相符</b> : <b className="mistake">不符</b>}
  </li>
)
