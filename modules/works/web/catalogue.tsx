/** The catalogue on one page: seven classes, who provides each item and on which principle it is paid for. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { fundings, providers } from '../catalogue-rules.ts'
import { works } from '../contract.ts'

export default function Catalogue() {
  const { data, error, refetch } = useAsk(works.ops.catalogue, {})
  useTitle(t('服务目录'))
  if (error) return <Trouble error={error} retry={refetch} />
  if (!data) return <Waiting />
  return (
    <>
      <Head title={t('服务目录')} actions={<Go to="/works/projects">{t('看工程项目')}</Go>}>
        {data.reconstructed}
      </Head>
      {data.classes.map(c => (
        <section key={c.code} className="sheet">
          <h2>{t('{code} {label}（{n} 项）', { code: c.code, label: c.label, n: c.items.length })}</h2>
          <table className="lines">
            <tbody>
              {c.items.map(i => (
                <tr key={i.code}>
                  <td className="figures">{i.code}</td>
                  <td>{i.label}</td>
                  <td>{providers[i.provider].label}</td>
                  <td className="hint">{fundings[i.funding].label}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  )
}
