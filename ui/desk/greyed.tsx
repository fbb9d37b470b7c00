/** A button that cannot be pressed now, with its reason: under the pointer, for whoever tabs to it, and in words on a phone. */
import { Button, Tooltip } from 'antd'

export const Greyed = ({ label, because }: { label: string; because: string }) => (
  <Tooltip title={because}>
    <span className="greyed" tabIndex={0} role="button" aria-disabled="true" aria-label={`${label}:${because}`}>
      <Button disabled tabIndex={-1}>
        {label}
      </Button>
      <span className="greyed-why">{because}</span>
    </span>
  </Tooltip>
)
