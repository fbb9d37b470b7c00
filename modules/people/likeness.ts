/**
 * How much two cards look like one person, and why: points for what is the same, points against what contradicts. It is
 * said of a pair of cards and never of a person, it decides nothing, and whoever reviews sees every reason. Pure.
 */
import { pinyin } from 'pinyin-pro'

export type Compared = {
  name: string
  sex: string | null
  birth: string | null
  room: string | null
  idKey: string | null
  phoneKey: string | null
}
export type Why = { label: string; points: number }
export type Likeness = { points: number; reasons: Why[] }

export function likeness(a: Compared, b: Compared): Likeness {
  const same = (field: keyof Compared) => a[field] !== null && a[field] === b[field]
  const apart = (field: keyof Compared) => a[field] !== null && b[field] !== null && a[field] !== b[field]
  const said = a.name === b.name
  const sounds = said || spoken(a.name) === spoken(b.name)
  const reasons: Why[] = [
    ...(same('idKey') ? [{ label: '证件号码相同', points: 100 }] : []),
    ...(said && same('birth') ? [{ label: '姓名和出生日期相同', points: 70 }] : []),
    ...(sounds && same('phoneKey') ? [{ label: said ? '姓名和手机号相同' : '姓名同音，手机号相同', points: 60 }] : []),
    ...(said && same('room') ? [{ label: '姓名和住处相同', points: 60 }] : []),
    ...(apart('idKey') ? [{ label: '证件号码不同', points: -60 }] : []),
    ...(apart('birth') ? [{ label: '出生日期不同', points: -40 }] : []),
    ...(apart('sex') ? [{ label: '性别不同', points: -40 }] : []),
  ]
  const sum = reasons.reduce((total, { points }) => total + points, 0)
  return { points: Math.max(0, Math.min(100, sum)), reasons }
}

/** 张伟 and 章玮 are written otherwise and sound alike; a surname is read in a way of its own. */
function spoken(name: string): string {
  const known = heard.get(name)
  if (known !== undefined) return known
  const said = pinyin(name, { toneType: 'none', surname: 'head', nonZh: 'consecutive' }).toLowerCase()
  if (heard.size > 20_000) heard.clear()
  heard.set(name, said)
  return said
}
const heard = new Map<string, string>()
