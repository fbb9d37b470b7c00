/** One resident: the household, where each field came from, and the moves this person may make. */
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { wordFor, fieldOf } from '../../../ui/shapes.ts'
import { Moment } from '../../../ui/desk/show.tsx'
import { people } from '../contract.ts'
import type { Resident } from '../shapes.ts'

const relation = fieldOf(people.ops.person.output, 'relation').choices

export default function ResidentPage() {
  return (
    <RecordPage
      op={people.ops.person}
      ops={people.ops}
      back={{ to: '/people', label: '居民' }}
      title={p => p.name}
      fields={['sex', 'age', 'birth', 'idMasked', 'phoneMasked', 'place', 'address', 'residence', 'relation', 'since']}
      more={p => <Facts facts={p.facts} />}
      aside={p => <Household resident={p} />}
    />
  )
}

const Household = ({ resident }: { resident: Resident }) => (
  <section className="sheet">
    <h2>同户的人</h2>
    <ul className="short">
      {resident.members.map(m => (
        <li key={m.id} className="spread">
          {m.id === resident.id ? <b>{m.name}</b> : <Go to={`/people/${m.community}/${m.id}`}>{m.name}</Go>}
          <span className="hint">
            {[wordFor(relation, m.relation), m.sex, m.age === null ? null : `${m.age} 岁`].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  </section>
)

const Facts = ({ facts }: { facts: Resident['facts'] }) => (
  <section className="sheet">
    <h2>各项从哪里来，做什么用</h2>
    <table className="lines">
      <thead>
        <tr>
          <th>项目</th>
          <th>来自</th>
          <th>更新于</th>
          <th className="wide-only">用途</th>
        </tr>
      </thead>
      <tbody>
        {facts.map(f => (
          <tr key={f.field}>
            <td className="nowrap">{f.label}</td>
            <td>{f.source}</td>
            <td className="nowrap">
              <Moment at={f.at} />
            </td>
            <td className="wide-only quiet">{f.purpose}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
