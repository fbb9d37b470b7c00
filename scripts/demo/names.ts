/**
 * Invented names by sex and by the decade in which they were given, with a few rare characters and two-character
 * surnames, because software that cannot write 䶮 or 欧阳 has failed somebody.
 */
import { castNames } from './cast.ts'
import type { Random } from './random.ts'
import type { Sex } from './shape.ts'

export function surname(chance: Random): string {
  return chance.chance(0.006) ? chance.pick(compound) : chance.weighted(surnames)
}

/** Two-character surnames are followed by one or two characters like any other. */
export function fullName(chance: Random, family: string, sex: Sex, born: number): string {
  if (chance.chance(0.004)) return family + chance.pick(rare)
  const { two, one } = born < 1962 ? given[sex].old : born < 1988 ? given[sex].middle : given[sex].young
  const name = family + (chance.chance(0.72) ? chance.pick(two) : chance.pick(one))
  return castNames.has(name) ? fullName(chance, family, sex, born) : name
}

/** Leading officials carry names that nobody can take for a real person's: 示范 'for show', 吴此仁 'no such person'. */
export const leaders: readonly string[] = ['欧阳示范', '吴此仁', '贾如义', '甄示里', '贾设立']

export const rare: readonly string[] = ['䶮', '堃', '犇', '㛃', '文䶮', '子堃', '海犇', '雨㛃']

const compound = ['欧阳', '司马', '上官', '诸葛', '皇甫', '尉迟']

/** Weights after how common the surnames are about the Yangtze delta; the tail is cut. */
const surnames: readonly (readonly [string, number])[] = [
  ...weigh('陈张王徐李', 40),
  ...weigh('朱陆吴黄周沈钱顾赵', 26),
  ...weigh('许孙杨刘邹蒋郭曹何唐', 15),
  ...weigh('范缪庞丁马胡高施葛季', 9),
  ...weigh('袁谢宋邵姚杜卢秦严肖尤殷', 6),
  ...weigh('汤陶戴金任石史孔夏童惠景', 4),
  ...weigh('郑罗梁韩冯董程蔡彭潘田魏叶余', 5),
]

function weigh(characters: string, weight: number): [string, number][] {
  return [...characters].map(c => [c, weight])
}

const words = (text: string) => text.split(' ')
const given = {
  男: {
    old: {
      two: words(
        '建国 国平 永昌 志明 福根 阿大 金根 祥生 根林 文元 国良 兴法 炳坤 学文 仁宝 洪生 惠明 关林 龙根 汉清 士良 耀祖 德兴 保华 玉田 茂林 瑞生 友根 正元 锡根',
      ),
      one: words('坤 生 林 根 荣 祥 良 忠 贵 法 泉 余'),
    },
    middle: {
      two: words(
        '建军 志强 国华 卫东 晓东 海峰 永刚 建新 文杰 立新 春雷 小平 雪峰 志刚 建明 利民 晓明 红兵 学军 少华 振华 伟民 惠良 金龙 敏杰 亚军 卫星 耀明 向阳 立群',
      ),
      one: words('伟 勇 军 峰 斌 磊 涛 刚 强 平 波 健 凯 明 杰 俊 彬 辉'),
    },
    young: {
      two: words(
        '浩然 子轩 宇辰 梓豪 奕辰 俊熙 嘉懿 一诺 思远 泽宇 皓轩 天佑 博文 睿渊 逸飞 晨曦 铭泽 子墨 景行 家乐 乐言 书恒 亦凡 知远 承宇 若谷 柏舟 星河 致远 昊天',
      ),
      one: words('睿 阳 轩 宇 晨 昊 帆 鑫 旭 航 恺 霖 煜 哲'),
    },
  },
  女: {
    old: {
      two: words(
        '桂英 秀英 玉兰 凤英 金妹 杏宝 月娥 惠芬 阿妹 素珍 菊英 巧云 雪珍 银娣 根娣 梅芳 彩英 招娣 水英 玉珍 琴芬 林妹 文娟 瑞芳 凤珍 才英 云仙 福妹 秋英 静芬',
      ),
      one: words('英 珍 芬 芳 娣 琴 宝 娥 妹 兰'),
    },
    middle: {
      two: words(
        '丽华 亚萍 红梅 雪芳 晓燕 建芳 美娟 海燕 慧琴 春花 志红 丽萍 文英 小芳 国芳 玉芹 卫红 静娴 爱萍 敏芳 莉娜 冬梅 彩虹 惠娟 晓红 雅琴 素芹 秋萍 叶青 明霞',
      ),
      one: words('丽 敏 静 娟 艳 燕 霞 芳 萍 红 洁 颖 琳 蓉 玲 莉 娜 瑛'),
    },
    young: {
      two: words(
        '梓涵 欣怡 诗涵 雨桐 思琪 若曦 语嫣 佳怡 梦瑶 子衿 可欣 依诺 沐晴 书瑶 晨汐 安然 心悦 一一 清扬 念慈 知夏 星语 婉清 乐怡 紫萱 静姝 菲菲 忆南 芷若 舒窈',
      ),
      one: words('婷 悦 妍 萱 彤 蕾 瑶 琪 怡 雯 薇 涵 桐 宁'),
    },
  },
} satisfies Record<Sex, Record<'old' | 'middle' | 'young', { two: string[]; one: string[] }>>
