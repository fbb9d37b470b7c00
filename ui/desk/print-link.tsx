/** The way to paper: only where the contract promises a print. It opens beside, so that the list or record stays. */
import { Button } from 'antd'
import { t } from '../../kernel/text.ts'
import type { Op } from '../../kernel/contract.ts'
import { searchOf } from '../client.ts'

export const PrintLink = ({ op, input }: { op: Op; input: Record<string, unknown> }) =>
  op.print ? (
    <Button href={`/print/${op.name}${searchOf(input)}`} target="_blank" rel="noopener">
      {t('打印{print}', { print: op.print })}
    </Button>
  ) : null
