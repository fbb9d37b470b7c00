/** The receipt: a number that can be read out, and on to the next one. */
import { t } from '../../../kernel/text.ts'
import { Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'

export function Reported() {
  const { community, id, number = '' } = useKey()
  return (
    <>
      <Head title={t('已上报')} back="/" />
      <div className="receipt">
        <Icon name="done" />
        <p>{t('社区已收到，编号')}</p>
        <p className="number">{number.replace(/(\d{6})(\d{6})/, '$1 $2')}</p>
        <p className="small">{t('受理员看过后会派人来办；派给您的，会出现在「任务」里。')}</p>
        <Go to="/report" className="button main">
          {t('再报一件')}
        </Go>
        <Go to={`/task/${community}/${id}`} className="button">
          {t('看这一件')}
        </Go>
      </div>
    </>
  )
}
