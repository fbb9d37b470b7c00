/** What a resident wrote, made fit for everyone's eyes: no number that calls or names a person, no door. Pure. */

/** Replaces phones, id numbers, plates, doors and 「李某某/王大爷」-like names; a rule, not a judgement: it hides too much rather than too little. */
export function publicText(text: string, names: readonly string[] = []): string {
  return (
    withoutNames(text, names)
      .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
      // Before the numbers, of which a plate ends in one.
      .replace(/[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z0-9]{4,6}/gi, '***')
      .replace(/\d[\d\s-]{5,}[\dXx]?/g, '***')
      .replace(/(\d{1,4}|[一二三四五六七八九十]+)(单元|室|户)/g, '**$2')
      .replace(/(?<=[单元栋幢楼-])\s?\d{3,4}(?!\d|年|元|天|米)/g, '***')
      .replace(new RegExp(`(${surnames})(?=(${titles}))`, 'g'), '某')
      .replace(new RegExp(`(我叫|姓名|联系人)[::是\\s]*[\\u4e00-\\u9fff]{2,4}`, 'g'), '$1***')
  )
}

export const withoutNames = (text: string, names: readonly string[]): string =>
  names.reduce((left, name) => left.replaceAll(name, '某某'), text)

/** For whoever handles it elsewhere: the words stay, the numbers by which somebody is called or looked up do not. */
export const withoutNumbers = (text: string): string =>
  text
    .replace(/[\uff10-\uff19]/g, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/(?<!\d)\d{6}[\s-]?\d{8}[\s-]?\d{3}[\dXxＸ]/g, '（证件号略）')
    .replace(/(?<!\d)(?:(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)/g, '（电话略）')

const surnames =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]'
const titles = '大爷|大妈|大娘|大叔|大伯|婶|阿姨|奶奶|爷爷|老师|先生|女士|师傅|叔|伯|某'
