/** What a page shows instead of its content: waiting, nothing, or trouble. Each says what to do next. */
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import { Problem } from '../../kernel/rules.ts'

export const Waiting = ({ rows = 8 }: { rows?: number }) => (
  <div className="waiting" role="status" aria-label={t('正在读取')}>
    <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
  </div>
)

export const Nothing = ({ say, children }: { say: string; children?: ReactNode }) => (
  <div className="nothing">
    <p>{say}</p>
    {children}
  </div>
)

export function Trouble({ error, retry }: { error: unknown; retry?: () => unknown }) {
  const { say, next } = sentences(error)
  return (
    <div className="trouble" role="alert">
      <p className="trouble-say">{say}</p>
      <p className="trouble-next">{next}</p>
      {retry && (
        <Button size="small" onClick={() => void retry()}>
          {t('再试一次')}
        </Button>
      )}
    </div>
  )
}

/** The sentence of a refusal, with its particulars when they are words too. */
export function sayOf(error: unknown): string {
  if (!(error instanceof Problem)) return t('出了意外，请刷新页面再试')
  return t(typeof error.detail === 'string' && error.detail ? error.detail : error.message)
}

function sentences(error: unknown) {
  const code = error instanceof Problem ? error.code : ''
  const next: Record<string, string> = {
    'common.signIn': t('登录已过期，请重新登录。'),
    'common.forbidden': t('如需查看，请联系安全管理员任命相应岗位。'),
    'common.notFound': t('可能已被移走，或不在您负责的范围内。请返回列表核对。'),
    'common.offline': t('请检查网络，恢复后再试。'),
  }
  return { say: sayOf(error), next: next[code] ?? t('请稍后再试；多次失败请告诉系统管理员。') }
}
