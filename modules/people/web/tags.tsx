/** Care tags beside a name: what for is said when one asks. */
import { Tooltip } from 'antd'
import { t } from '../../../kernel/text.ts'
import { careKinds } from '../care.ts'
import type { Tag } from '../shapes.ts'

export const Tags = ({ tags }: { tags: readonly Tag[] }) => (
  <>
    {tags.map(tag => (
      <Tooltip
        key={tag.id}
        title={t('{purpose}（{said}，到 {until}）', { purpose: tag.purpose, said: tag.said, until: tag.until })}
      >
        <span className={tag.soon ? 'badge badge-soon' : 'badge'} tabIndex={0}>
          {careKinds[tag.kind].label}
        </span>
      </Tooltip>
    ))}
  </>
)
