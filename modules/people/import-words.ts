/** How sheets in the wild say what the contract says in its own words. */
import type { papers, relations, residences } from './words.ts'

type Relation = keyof typeof relations
type Residence = keyof typeof residences

const relationWords: Record<Relation, string> = {
  householder: '户主 本人 本人或户主 产权人',
  spouse: '配偶 妻 夫 妻子 丈夫 爱人',
  child: '子女 子 女 儿子 女儿 长子 次子 三子 长女 次女 三女 独生子 独生女 养子 养女 继子 继女',
  parent: '父母 父 母 父亲 母亲 岳父 岳母 公公 婆婆 公婆 继父 继母',
  grandchild: '孙辈 孙子 孙女 外孙 外孙子 外孙女 孙 孙子女',
  other: '其他 其它',
}
const residenceWords: Record<Residence, string> = {
  registered: '户籍在此居住 户籍 常住户籍 户籍人口 户籍常住 本地户籍 人户一致',
  registeredAway: '户籍在此不居住 人户分离 户在人不在 空挂户 寄挂',
  settled: '外来常住 常住外来 流动人口 外来人口 非户籍常住 人在户不在 常住 寄住',
  tenant: '租住 租户 租客 承租 租房 租赁',
}

const table = <K extends string>(words: Record<K, string>) =>
  new Map<string, K>(
    (Object.keys(words) as K[]).flatMap(key => words[key].split(' ').map(word => [word, key] as const)),
  )

const relationOf = table(relationWords)
const residenceOf = table(residenceWords)

/** 兄弟, 保姆, 合租人: whoever is none of those we know is someone else in the household. */
export const relationIn = (text: string): Relation => relationOf.get(text.trim()) ?? 'other'
export const residenceIn = (text: string): Residence | undefined => residenceOf.get(text.trim())
export const sexIn = (text: string): '男' | '女' | undefined =>
  /^(男|男性|M|1)$/i.test(text.trim()) ? '男' : /^(女|女性|F|2)$/i.test(text.trim()) ? '女' : undefined

/** What a sheet calls the document; the 18-digit cards are meant unless it says otherwise. */
export function paperIn(text: string): keyof typeof papers {
  if (text.includes('护照')) return 'passport'
  if (/通行证|回乡证|台胞证/.test(text)) return 'travelPermit'
  return /永久?居/.test(text) && text.includes('旧') ? 'oldForeign' : 'card'
}
