/** Drafting a notice. It is published by somebody who answers for the place, after reading it once more. */
import { t } from '../../../kernel/text.ts'
import { useHome } from '../../../ui/desk/context.tsx'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { portal } from '../contract.ts'

const COMMUNITY = 12

export default function Draft() {
  const home = useHome()
  return (
    <FormPage
      op={portal.ops.draft}
      lead={t('先存为草稿，由社区（村）或街道负责人公布。')}
      fields={['place', 'kind', 'title', 'body', 'photos', 'until', 'pinned']}
      initial={{ kind: 'notice', ...(home.length >= COMMUNITY && { place: home }) }}
      labels={{ place: t('给哪个社区或网格看') }}
      hints={{
        body: t('一段一行。写清时间、地点、找谁、电话。'),
        until: t('这一天过完自动撤下。公示至少 7 天，事务公开至少 15 天。'),
      }}
      submit={t('存为草稿')}
      said={() => t('草稿已存好，等负责人公布')}
      to={n => `/notices/${n.community}/${n.id}`}
    />
  )
}
