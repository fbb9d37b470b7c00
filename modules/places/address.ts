/**
 * One spelling for an address, however people write it: 花园新村12幢3单元502室 and 花园新村 12号楼-3-502 are both
 * 花园新村12-3-502. Pure; what is stored and what is asked go through the same function.
 */

export function addressKey(text: string): string {
  return numerals(text.normalize('NFKC').replace(/\s/g, ''))
    .replace(/\d+层/g, '')
    .replace(/(?<=[\da-z])(号楼|单元|幢|栋|座|梯|号|室|户)/gi, '-')
    .replace(/[-‐–—―−_/#~、,，.。]+/g, '-')
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .replace(/^-|-$/g, '')
    .toLowerCase()
}

/** 单元 and 门 of a room: '3', '502室' is 3-502; without a unit it is the door alone. */
export const roomKey = (unit: string, name: string): string =>
  [unit, name]
    .map(addressKey)
    .filter(part => part && part !== '0')
    .join('-')

/** Names with their address as people write it: a unit that is only a number is 单元. */
export const addressOf = (estate: string, building: string, unit: string, room: string): string =>
  `${estate}${building}${/^[1-9]\d*$/.test(unit) ? `${unit}单元` : unit === '0' ? '' : unit}${room}`

const digits = '〇一二三四五六七八九'

/** 十二 is 12, 一〇二 is 102, 二百零三 is 203; a single 三 in 花园三村 becomes 3 in both spellings alike. */
function numerals(text: string): string {
  return text.replace(/[〇零一二两三四五六七八九十百]+/g, said => {
    const plain = said.replaceAll('零', '〇').replaceAll('两', '二')
    return /[十百]/.test(plain) ? String(counted(plain)) : Array.from(plain, d => digits.indexOf(d)).join('')
  })
}

function counted(said: string): number {
  let [sum, digit] = [0, 0]
  for (const character of said) {
    const unit = { 十: 10, 百: 100 }[character]
    if (unit) [sum, digit] = [sum + (digit || 1) * unit, 0]
    else digit = digits.indexOf(character)
  }
  return sum + digit
}
