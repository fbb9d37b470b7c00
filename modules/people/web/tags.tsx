/** Care tags beside a name: what for is said when one asks. */
import { Tooltip } from 'antd'
import { careKinds } from '../care.ts'
import type { Tag } from '../shapes.ts'

export const Tags = ({ tags }: { tags: readonly Tag[] }) => (
  <>
    {tags.map(tag => (
      <Tooltip key={tag.id} title={`${tag.purpose}（${tag.said}，到 ${tag.until}）`}>
        <span className={tag.soon ? 'badge badge-soon' : 'badge'} tabIndex={0}>
          {careKinds[tag.kind].label}
        </span>
      </Tooltip>
    ))}
  </>
)
