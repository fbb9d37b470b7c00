/** What is promised about what hangs on a matter: requests of its handler, help that was called in, orders from above. */
import { z } from 'zod'
import { key, movesOf, paged, paging, Place, query } from '../../kernel/contract.ts'
import { order, request, task } from './joint-rules.ts'
import { Order, Request, Task } from './joint-shapes.ts'
import { Photos, Text } from './shapes.ts'

const Why = z.string().trim().max(300).default('')
const place = Place.optional().describe('范围')

export const jointOps = {
  requests: query(
    '申请列表',
    z.object({ place, state: z.array(Request.shape.state).optional().describe('状态'), ...paging }),
    paged(Request),
  ),
  request: query('申请', z.object(key), Request),
  task: query('协办', z.object(key), Task),
  orders: query(
    '督办列表',
    z.object({
      place,
      state: z.array(Order.shape.state).optional().describe('状态'),
      late: z.boolean().optional().describe('只看超时'),
      ...paging,
    }),
    paged(Order),
  ),
  order: query('督办', z.object(key), Order),
  ...movesOf(request, Request, {
    grant: {
      holder: z.uuid().optional().describe('转给谁、请谁协办'),
      text: Why.describe('审批意见'),
    },
    refuse: { reason: Text(300).describe('为什么不同意') },
    drop: { text: Why.describe('说明') },
  }),
  ...movesOf(task, Task, {
    finish: { text: Text(500).describe('做了什么'), photos: Photos },
    decline: { reason: Text(300).describe('为什么退回') },
    callOff: { reason: Why.describe('说明') },
  }),
  ...movesOf(order, Order, {
    answer: { text: Text(1000).describe('书面答复'), photos: Photos },
    settle: { text: Why.describe('意见') },
    askAgain: {
      reason: Text(300).describe('哪里没说清'),
      until: z.iso.date().optional().describe('哪天前再答'),
    },
    revoke: { reason: Text(300).describe('为什么撤销') },
  }),
}
