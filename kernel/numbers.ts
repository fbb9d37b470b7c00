/**
 * Numbers people are known by: what makes them well-formed, and how they look when the whole is nobody's business.
 * Runs in the browser. A refusal names the mistake and never repeats the number, since refusals are logged.
 */
import { type Day, isDay } from './clock.ts'

export type Refused = { ok: false; say: string }
export type Checked<T = unknown> = ({ ok: true; value: string } & T) | Refused

/** As typed with care: half width, capitals, no spaces, none of the invisible marks that come along when copied from a chat. */
export const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase()

// ── Resident identity numbers (GB 11643 and the cards that follow it) ───────

export const idKinds = {
  citizen: '居民身份证',
  hongKong: '港澳居民居住证（香港）',
  macao: '港澳居民居住证（澳门）',
  taiwan: '台湾居民居住证',
  foreigner: '外国人永久居留身份证',
} as const
export type IdKind = keyof typeof idKinds

const residencePermits: Record<string, IdKind> = { 810000: 'hongKong', 820000: 'macao', 830000: 'taiwan' }

/**
 * An unknown county is no mistake: abolished ones live on in numbers.
 * `old` also takes the 15-digit numbers issued until 1999, for imports; `value` is then the 18 digits it became.
 */
export function residentId(
  text: string,
  today: Day,
  { old = false }: { old?: boolean } = {},
): Checked<{ birth: Day; sex: '男' | '女'; kind: IdKind }> {
  const typed = tidy(text)
  if (oldForeignShape.test(typed))
    return no('这是旧版外国人永久居留证的号码，里面没有完整的出生日期和性别，请按“外国人永久居留证（旧版）”填写')
  const value = old && /^\d{15}$/.test(typed) ? modernised(typed) : typed
  if (value === '') return no('请填写身份证号码')
  if (/^\d{15}$/.test(value)) return no('这是15位的旧身份证号码，请填写现在身份证上的18位号码')
  if (value.length !== 18) return no(`身份证号码应是18位，现在是${value.length}位`)
  if (!/^\d{17}[\dX]$/.test(value)) return no('身份证号码前17位应全是数字，最后一位是数字或X')
  if (value.startsWith('0')) return no('身份证号码的首位不会是0，请核对第1位')
  // Fifteen digits have no check character, so a province that never was is the only slip in the address they show.
  if (typed.length === 15 && !provinces.has(typed.slice(0, 2))) return no('旧身份证号码的前两位不是省份代码，请核对')

  const birth = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`
  if (!isDay(birth)) return no('身份证号码里的出生日期不是真实日期，请核对第7至14位')
  if (birth < '1900') return no('身份证号码里的出生日期早于1900年，请核对第7至14位')
  if (birth > today) return no('身份证号码里的出生日期在未来，请核对第7至14位')
  if (checkCharacter(value) !== value[17])
    return no('身份证号码的校验码不对，可能有一位写错，或相邻两位写反了，请逐位核对')

  const kind = value.startsWith('9') ? 'foreigner' : (residencePermits[value.slice(0, 6)] ?? 'citizen')
  return { ok: true, value, birth, sex: Number(value[16]) % 2 ? '男' : '女', kind }
}

/** MOD 11-2 over the first 17 digits. */
export const checkCharacter = (id: string): string =>
  '10X98765432'[weighed(id.slice(0, 17), '0123456789', i => 2 ** (17 - i) % 11) % 11]!

const modernised = (id: string) => {
  const first17 = `${id.slice(0, 6)}19${id.slice(6)}`
  return first17 + checkCharacter(first17)
}

const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

// ── Other documents ─────────────────────────────────────────────────────────

const oldForeignShape = /^[A-Z]{3}\d{12}$/

/** The foreigner's permanent residence card before 2023-12: still valid, but it tells neither the century nor the sex. */
export const oldForeignCard = (text: string): Checked =>
  shaped(tidy(text), oldForeignShape, '外国人永久居留证（旧版）的号码应是3个字母加12位数字')

/** Hong Kong and Macao: H or M, 8 digits for life, 2 more on old cards. Taiwan: 8 digits, or 10 and a letter on old cards. */
export function travelPermit(text: string): Checked<{ kind: 'hongKong' | 'macao' | 'taiwan' }> {
  const value = tidy(text)
  if (/^[HM]\d{8}(\d{2})?$/.test(value)) return { ok: true, value, kind: value.startsWith('H') ? 'hongKong' : 'macao' }
  if (/^(\d{8}|\d{10}[A-Z])$/.test(value)) return { ok: true, value, kind: 'taiwan' }
  return no('通行证号码不对：港澳居民是H或M加8位数字，台湾居民是8位数字')
}

/** Loose on purpose: every country numbers its own. */
export const passport = (text: string): Checked =>
  shaped(tidy(text), /^[A-Z0-9]{5,17}$/, '护照号码应是5至17位字母和数字，请照护照资料页填写')

// ── Organisations ───────────────────────────────────────────────────────────

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100. `division` is where it was registered, `organisation` the code of GB 11714 inside it. */
export function creditCode(text: string): Checked<{ division: string; organisation: string }> {
  const value = tidy(text)
  if (value === '') return no('请填写统一社会信用代码')
  if (value.length !== 18) return no(`统一社会信用代码应是18位，现在是${value.length}位`)
  if (/[IOSVZ]/.test(value)) return no('统一社会信用代码里没有字母I、O、S、V、Z，请核对是否应是数字1、0、5、2')
  if (!/^[0-9A-Z]{18}$/.test(value)) return no('统一社会信用代码只有数字和大写字母')
  if (!/^..\d{6}/.test(value)) return no('统一社会信用代码的第3至8位是行政区划代码，应全是数字')
  const sum = weighed(value.slice(0, 17), creditAlphabet, i => 3 ** i % 31)
  if (creditAlphabet[(31 - (sum % 31)) % 31] !== value[17]) return no('统一社会信用代码的校验码不对，请逐位核对')
  return { ok: true, value, division: value.slice(2, 8), organisation: value.slice(8, 17) }
}

/** GB 11714, with or without the hyphen before the check character. */
export function organisationCode(text: string): Checked {
  const value = tidy(text).replace(/^(.{8})-(.)$/, '$1$2')
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(value)) return no('组织机构代码应是9位：前8位数字或字母，最后一位数字或X')
  const sum = weighed(value.slice(0, 8), '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', i => organisationWeights[i]!)
  if ('0123456789X'[(11 - (sum % 11)) % 11] !== value[8]) return no('组织机构代码的校验码不对，请逐位核对')
  return { ok: true, value }
}

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

// ── Telephones and bank cards ───────────────────────────────────────────────

export const mobile = (text: string): Checked =>
  shaped(ungrouped(text).replace(/^(\+|00)86/, ''), /^1[3-9]\d{9}$/, '手机号码应是11位数字，以13至19开头')

export function bankCard(text: string): Checked {
  const value = ungrouped(text)
  if (!/^\d{13,19}$/.test(value)) return no('银行卡号应是13至19位数字')
  // Luhn: every second digit from the right counts double, its two digits added.
  const doubled = (digit: number, i: number) => ((value.length - i) % 2 ? digit : digit * 2 - (digit > 4 ? 9 : 0))
  const sum = Array.from(value, Number).reduce((total, digit, i) => total + doubled(digit, i), 0)
  return sum % 10 ? no('银行卡号的校验不对，请逐位核对') : { ok: true, value }
}

/** Phones and cards are written down in groups, with spaces or hyphens. */
const ungrouped = (text: string) => tidy(text).replace(/-/g, '')

// ── Masks: what people see who need not see the whole ───────────────────────

/** 张*, 张*三, 欧**娜: counted in characters, so that a rare one is not cut in half. */
export function maskName(name: string): string {
  const all = Array.from(name.trim())
  if (all.length < 3) return all.length === 2 ? `${all[0]}*` : '*'.repeat(all.length)
  return `${all[0]}${all.length === 3 ? '*' : '**'}${all.at(-1)}`
}

/**
 * `first` digits stay and the last 4: staff see 4, registrars 6, and 1 leaves one at each end for residents.
 * A passport or permit is so short that this would show it nearly whole; it always keeps one character at each end.
 */
export function maskId(id: string, first: 1 | 3 | 4 | 6 = 3): string {
  const [head, tail] = first === 1 || id.length < 15 ? [1, 1] : [first, 4]
  return id.length < 3
    ? '*'.repeat(id.length)
    : id.slice(0, head) + '*'.repeat(id.length - head - tail) + id.slice(-tail)
}

/** 138****5678; a number shorter than a mobile keeps its last two digits. */
export const maskPhone = (phone: string): string =>
  phone.length < 11 ? `****${phone.length > 5 ? phone.slice(-2) : ''}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`

export const maskBankCard = (card: string): string => `**** ${card.length < 13 ? '' : card.slice(-4)}`.trim()

/** Down to the community or village, else to the town; a place that names neither is hidden whole. 新村 is an estate. */
export function maskAddress(address: string): string {
  const shown = /^\D*?(社区|居委会|村委会)/.exec(address) ?? /^\D*?(街道|镇|乡)(\D*?(?<!新)村)?/.exec(address)
  return `${shown?.[0] ?? ''}****`
}

/** l***@example.cn; what is no address is hidden whole. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at > 0 ? `${email[0]}***${email.slice(at)}` : '***'
}

/** A count so small that it points at people is not published. */
export const fewer = (n: number, least = 5): string => (n < least ? `<${least}` : String(n))

// ── Common ground ───────────────────────────────────────────────────────────

const no = (say: string): Refused => ({ ok: false, say })

const shaped = (value: string, shape: RegExp, say: string): Checked =>
  shape.test(value) ? { ok: true, value } : no(say)

const weighed = (text: string, alphabet: string, weight: (i: number) => number) =>
  Array.from(text).reduce((sum, character, i) => sum + alphabet.indexOf(character) * weight(i), 0)
