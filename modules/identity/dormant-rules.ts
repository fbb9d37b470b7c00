/** 8.1.4.2c: an account that nobody uses is a door that nobody watches. When the clock may lock one, and when not. */
import { guard } from '../../kernel/rules.ts'
import { limit } from './figures.ts'

export const source = 'GB/T 22239-2019 8.1.4.2c'

type Unused = { unusedDays: number; unlockers: number }
export const unused = [
  guard<Unused>('还没有那么久没登录', (a, at) => a.unusedDays >= at.figure(limit.dormantDays), limit.dormantDays),
  guard<Unused>('没有别的安全管理员能解锁，不能锁', a => a.unlockers > 0),
]
