/** Sends a sheet to be imported and gives the number of its run. A sheet may be large: no time limit, and its own refusals. */
import { Problem } from '../../kernel/rules.ts'

export async function uploadSheet(kind: string, place: string, file: File): Promise<string> {
  const body = new FormData()
  body.append('kind', kind)
  body.append('place', place)
  body.append('file', file)
  const response = await fetch('/api/exchange/upload', { method: 'POST', body, credentials: 'same-origin' }).catch(
    () => null,
  )
  if (!response) throw new Problem('common.offline', 0, '表格没有传上去：连不上服务器，或文件在上传时被改动')
  const answer = (await response.json().catch(() => ({}))) as {
    id?: string
    type?: string
    title?: string
    detail?: unknown
  }
  if (response.ok && answer.id) return answer.id
  throw new Problem(
    answer.type ?? 'common.failed',
    response.status,
    answer.title ?? '表格没有传上去，请稍后再试',
    answer.detail,
  )
}
