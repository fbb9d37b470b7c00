/** Passwords that satisfy every rule of length and kind and are still the first that anybody tries. */

/** A word that everybody knows, its letters perhaps written as signs, with a number beside it that everybody knows. */
export function isCommon(password: string): boolean {
  const typed = password.toLowerCase()
  const unshifted = typed
    .replace(/[!@#$%^&*()]/g, sign => String((signs.indexOf(sign) + 1) % 10))
    .replace(/[^a-z\d]/g, '')
  if (walks.some(walk => unshifted.startsWith(walk))) return true
  const core = typed.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const plain = core.replace(/[@$!0134579]/g, sign => alike[sign]!).replace(/[^a-z]/g, '')
  if (words.has(plain)) return isRun(typed.replace(core, ''))
  return words.has(typed.replace(/[^a-z]/g, '')) && isRun(typed)
}

/** Counted up or down, one digit again and again, a year, or a number that sounds like something. */
function isRun(beside: string): boolean {
  const digits = beside.replace(/\D/g, '')
  return (
    [digits, Array.from(digits).reverse().join('')].some(run => '012345678901'.includes(run)) ||
    /^(\d)\1*$|^(19|20)\d\d$|^(\d{1,3})\3+$/.test(digits) ||
    sounding.includes(digits)
  )
}

const signs = '!@#$%^&*()'
const alike: Record<string, string> = {
  '@': 'a',
  $: 's',
  '!': 'i',
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  9: 'g',
}
const sounding = ['520', '1314', '5201314', '168', '147258', '110', '112233']
const words = new Set(
  'password passwd pass pwd admin administrator root test guest user welcome login letmein iloveyou woaini woaiwojia mima qwer qwert qwerty asdf asdfgh zxcv zxcvbn a aa aaa aaaa abc abcd abcde p hello master system changeme default huawei china zhongguo'.split(
    ' ',
  ),
)
/** Walks over the keyboard. */
const walks = [
  '1qaz2wsx',
  '1qazxsw2',
  'qazwsx',
  '1q2w3e4r',
  'q1w2e3r4',
  'zaq12wsx',
  'zaq1xsw2',
  'qwertyuiop',
  'asdfghjkl',
]
