/**
 * Everything an operator may set, by environment variables: this is the one list, and `docs/settings.md` is printed from it.
 * `settings()` only reads; what production must refuse is listed apart, because `linli keys create` has to run before the keys exist.
 */
import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'

type Entry = { label: string; meaning: string; default: string; secret: boolean }

export const environment = {
  LINLI_ENV: {
    label: '运行方式',
    meaning: 'production 正式运行；development 试用和开发；test 自动测试。',
    default: 'development',
    secret: false,
  },
  LINLI_ORIGIN: {
    label: '对外网址',
    meaning:
      '居民和工作人员在浏览器里打开的地址，登录凭据、通知里的链接和纸上的二维码都用它。正式运行必须填写，且必须是 https。',
    default: 'http://localhost:端口',
    secret: false,
  },
  PORT: { label: '端口', meaning: '网页服务监听的端口。', default: '8080', secret: false },
  HOST: {
    label: '监听地址',
    meaning: '0.0.0.0 让同一网络里的其他电脑也能打开；127.0.0.1 只有本机能打开。',
    default: '正式运行 0.0.0.0，其他 127.0.0.1',
    secret: false,
  },
  LINLI_PROXY: {
    label: '反向代理地址',
    meaning:
      '架在前面的反向代理从哪里连过来，只有它说的来访地址才算数：loopback 是本机，也可以写地址或网段，如 10.0.0.5、172.16.0.0/12，多个用逗号隔开。写得太宽，别人就能冒充别的地址。',
    default: 'loopback',
    secret: false,
  },
  LINLI_DATA: {
    label: '数据文件夹',
    meaning: '自带数据库、上传的文件和密钥都在这里。备份请用 npx linli backup，不要直接复制。',
    default: '程序文件夹里的 data',
    secret: false,
  },
  LINLI_KEYS: {
    label: '密钥文件',
    meaning: '加密身份证号等字段的密钥。丢了它，这些字段就再也读不出来，请另存一份。',
    default: '数据文件夹里的 keys.json',
    secret: false,
  },
  DATABASE_URL: {
    label: '数据库地址',
    meaning: '用自己的 PostgreSQL 18 时填写，如 postgres://用户：口令@主机：5432/库名。不填就用自带的数据库。',
    default: '自带的数据库',
    secret: true,
  },
  LINLI_STANDBY_URL: {
    label: '备用库地址',
    meaning:
      '有一台只读的备用库（PostgreSQL 流复制）时填写，写法同数据库地址，库名相同。列表和查询由它回答，刚写入的内容等它跟上才从它读；它停了，自动改由主库回答。',
    default: '不用',
    secret: true,
  },
  LINLI_ARCHIVE: {
    label: '归档文件夹',
    meaning:
      '填写后，自带数据库把每一处改动也记到这里，可以恢复到任意时刻（见 docs/operations.zh-CN.md）。请放在另一块盘上。用 DATABASE_URL 时不用填。',
    default: '不归档',
    secret: false,
  },
  LINLI_SMS_URL: {
    label: '短信网关地址',
    meaning:
      '验证码、受理和办结的告知发到这里：每条是一个签名的 JSON 请求（见 docs/operations.zh-CN.md）。不填时只留在本机，到不了手机；试用时在 /outbox 页面上看得到。',
    default: '留在本机',
    secret: false,
  },
  LINLI_SMS_SECRET: {
    label: '短信网关密钥',
    meaning: '和短信网关约定的签名密钥，至少 16 个字符；与短信网关地址一起填写。',
    default: '无',
    secret: true,
  },
  LINLI_SMS_SIGN: {
    label: '短信签名',
    meaning: '短信开头【】里的名称，须与在短信平台报备的一致，2 到 12 个字。',
    default: '邻理',
    secret: false,
  },
  LINLI_MAP_LINK: {
    label: '地图软件链接',
    meaning:
      '楼栋和点位页面上「在地图里打开」用的地址，{lon}、{lat}、{name} 会换成经度、纬度和名称，如 https://uri.amap.com/marker?position={lon},{lat}&name={name}。',
    default: '不显示这个链接',
    secret: false,
  },
  LINLI_MAP_SYSTEM: {
    label: '地图软件的坐标系',
    meaning:
      '上面那个地图软件要哪一种：wgs84（天地图、CGCS2000）、gcj02（高德、腾讯）、bd09（百度）。系统里一律存 wgs84，打开时换算。',
    default: 'wgs84',
    secret: false,
  },
  LINLI_TIANDITU_KEY: {
    label: '天地图密钥',
    meaning:
      '在天地图网站申请的浏览器端密钥（32 位，域名白名单留空）。填写后，门户、工作台和网格的地图下面铺天地图；看地图的人的浏览器会直接向天地图取图。',
    default: '不铺底图，只画网格和楼栋',
    secret: true,
  },
  LINLI_TILES: {
    label: '自己的底图',
    meaning:
      '自己的瓦片服务，含有 {z}、{x}、{y}，如 https://tiles.example.cn/{z}/{x}/{y}.png；须是 WGS84 或 CGCS2000 的墨卡托瓦片。与天地图密钥只填一个。',
    default: '不铺底图，只画网格和楼栋',
    secret: false,
  },
  LINLI_TILES_CREDIT: {
    label: '底图的出处',
    meaning: '自己的底图下面写的出处和审图号，最多 60 个字。',
    default: '底图：瓦片服务的域名',
    secret: false,
  },
  LINLI_PEERS_INSIDE: {
    label: '对接内部网络',
    meaning:
      '填 yes 时，登记的对接系统可以在内部网络里（10.x、192.168.x、本机等）。不填时只连公网地址，免得有人借登记的地址探查内部网络。',
    default: '正式运行不允许，试用时允许',
    secret: false,
  },
  LINLI_CLOCK: {
    label: '模拟时间',
    meaning: '演示和测试时假装现在是这一刻，如 2026-06-01T09:00:00+08:00。正式运行时拒绝启动。',
    default: '真实时间',
    secret: false,
  },
} as const satisfies Record<string, Entry>

const mapSystems = ['wgs84', 'gcj02', 'bd09'] as const
const modes = ['development', 'production', 'test'] as const

export type Settings = {
  env: (typeof modes)[number]
  /** Without a slash at the end. */
  origin: string
  port: number
  host: string
  /** Addresses of our own proxies, as a list with commas. */
  proxies: string
  /** Absolute path. */
  data: string
  /** Absolute path; the file need not exist. */
  keys: string
  /** null: the embedded PostgreSQL in `data`. */
  databaseUrl: string | null
  /** null: the primary answers everything. */
  standbyUrl: string | null
  /** null: changes are recorded nowhere else. Absolute path. */
  archive: string | null
  /** null: no link. `system` is the one in which that map counts. */
  map: { link: string | null; system: (typeof mapSystems)[number] }
  /** null: maps are drawn from our own outlines alone. `from`: where a browser may fetch pictures. */
  tiles: { layers: string[]; credit: string; from: string } | null
  /** null: the real time. */
  clock: Date | null
  /** null: messages stay in the house. */
  sms: { url: string; secret: string } | null
  /** What stands in front of an SMS. */
  sign: string
  /** Whether other systems may be reached inside our own network. */
  peersInside: boolean
}

/** Throws an Error with one sentence a line, one for each mistake. */
export function settings(env: Record<string, string | undefined> = process.env): Settings {
  const mistakes: string[] = []
  // Compose and systemd hand over an unset variable as an empty one.
  const given = (name: keyof typeof environment) => env[name]?.trim() || undefined
  const read = <T>(
    name: keyof typeof environment,
    fallback: T,
    parse: (text: string) => T | undefined,
    say: string,
  ) => {
    const text = given(name)
    const value = text === undefined ? fallback : parse(text)
    if (value === undefined) mistakes.push(`环境变量 ${name}（${environment[name].label}）${say}`)
    return value ?? fallback
  }

  const mode = read('LINLI_ENV', modes[0], oneOfModes, `只能是 ${modes.join('、')} 之一。`)
  const port = read('PORT', 8080, portNumber, '应是 1 到 65535 之间的整数。')
  const origin = read(
    'LINLI_ORIGIN',
    `http://localhost:${port}`,
    webOrigin,
    '应是完整的网址，如 https://linli.example.cn，后面不带路径。',
  )
  if (mode === 'production' && !given('LINLI_ORIGIN'))
    mistakes.push('正式运行必须设置环境变量 LINLI_ORIGIN（对外网址），如 https://linli.example.cn。')
  const smsUrl = read('LINLI_SMS_URL', null, smsAddress, '应是 http:// 或 https:// 开头的完整网址，不带账号和口令。')
  const smsSecret = read('LINLI_SMS_SECRET', null, smsKey, '应至少 16 个字符。')
  if ((given('LINLI_SMS_URL') === undefined) !== (given('LINLI_SMS_SECRET') === undefined))
    mistakes.push('环境变量 LINLI_SMS_URL（短信网关地址）和 LINLI_SMS_SECRET（短信网关密钥）要一起填写，或都不填。')
  const tianditu = read('LINLI_TIANDITU_KEY', null, tiandituKey, '应是 32 位的数字和字母。')
  const ownTiles = read(
    'LINLI_TILES',
    null,
    tileAddress,
    '应以 https:// 开头（本机可用 http://），并含有 {z}、{x} 和 {y}。',
  )
  const credit = read('LINLI_TILES_CREDIT', null, text => (text.length <= 60 ? text : undefined), '最多 60 个字。')
  if (tianditu !== null && ownTiles !== null)
    mistakes.push('环境变量 LINLI_TIANDITU_KEY（天地图密钥）和 LINLI_TILES（自己的底图）只能填一个。')
  // Beside the program, wherever it is called from: `npx linli` in a subfolder must not make a second data folder.
  const data = resolve(given('LINLI_DATA') ?? join(import.meta.dirname, '../data'))
  const found: Settings = {
    env: mode,
    origin,
    port,
    host: given('HOST') ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    proxies: read('LINLI_PROXY', 'loopback', addresses, '应是 loopback，或用逗号隔开的地址、网段，如 172.16.0.0/12。'),
    data,
    keys: resolve(given('LINLI_KEYS') ?? join(data, 'keys.json')),
    databaseUrl: read(
      'DATABASE_URL',
      null,
      databaseUrl,
      '应以 postgres:// 开头，如 postgres://用户：口令@主机：5432/库名；口令里的特殊字符要按网址规则转写。',
    ),
    standbyUrl: read(
      'LINLI_STANDBY_URL',
      null,
      databaseUrl,
      '应以 postgres:// 开头，如 postgres://用户：口令@主机：5432/库名。',
    ),
    archive: read('LINLI_ARCHIVE', null, text => resolve(text), '应是一个文件夹。'),
    map: {
      link: read('LINLI_MAP_LINK', null, mapLink, '应以 https:// 开头，并含有 {lon} 和 {lat}。'),
      system: read('LINLI_MAP_SYSTEM', 'wgs84', oneOfSystems, `只能是 ${mapSystems.join('、')} 之一。`),
    },
    tiles:
      tianditu !== null
        ? tiandituTiles(tianditu)
        : ownTiles !== null
          ? {
              layers: [ownTiles],
              credit: credit ?? `底图：${new URL(ownTiles).host}`,
              from: new URL(ownTiles).origin,
            }
          : null,
    clock: read('LINLI_CLOCK', null, moment, '应是带时区的时间，如 2026-06-01T09:00:00+08:00。'),
    sms: smsUrl !== null && smsSecret !== null ? { url: smsUrl, secret: smsSecret } : null,
    peersInside: read('LINLI_PEERS_INSIDE', mode !== 'production', yesOrNo, '只能是 yes 或 no。'),
    sign: read('LINLI_SMS_SIGN', '邻理', signature, '应是 2 到 12 个字，不带【】。'),
  }
  if (mistakes.length) throw new Error(mistakes.join('\n'))
  return found
}

/** Why this installation must not serve real people; empty when it may. */
export function productionRefusals({ env, origin, clock, keys, sms }: Settings): string[] {
  if (env !== 'production') return []
  return [
    !isPrivate(new URL(origin)) &&
      `对外网址 ${origin} 不是 https，登录口令会在网上明文传送。请在前面架设带证书的反向代理，并把 LINLI_ORIGIN 改成 https 开头。`,
    sms &&
      !isPrivate(new URL(sms.url)) &&
      `短信网关地址 ${new URL(sms.url).origin} 不是 https，手机号和验证码会在网上明文传送。请改用 https 开头的地址。`,
    clock && '正式运行不能使用模拟时间，请去掉环境变量 LINLI_CLOCK。',
    !existsSync(keys) &&
      `没有找到密钥文件 ${keys}。第一次安装请运行 npx linli keys create 生成；如果是搬迁，请把原来的密钥文件放回这里。`,
  ].filter(said => typeof said === 'string')
}

export function settingsDoc(): string {
  const rows = Object.entries(environment).map(
    ([name, { label, meaning, default: value, secret }]) =>
      `| \`${name}\` | ${label} | ${meaning}${secret ? '**含口令，不要写进日志或截图。**' : ''} | ${value} |`,
  )
  return `# 设置

全部设置都是环境变量，改完重新启动才生效。填错了不会启动，会说明错在哪里。

| 变量 | 名称 | 含义 | 不填时 |
|---|---|---|---|
${rows.join('\n')}
`
}

const oneOfModes = (text: string) => modes.find(m => m === text)

const oneOfSystems = (text: string) => mapSystems.find(m => m === text)
const mapLink = (text: string) =>
  text.startsWith('https://') && text.includes('{lon}') && text.includes('{lat}') ? text : undefined
const tiandituKey = (text: string) => (/^[0-9a-f]{32}$/i.test(text) ? text : undefined)
/** Roads and houses, and the names over them; counted in CGCS2000, which is WGS 84 to within a hand. */
const tiandituTiles = (key: string) => ({
  layers: ['vec', 'cva'].map(
    layer =>
      `https://t{s}.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${key}`,
  ),
  credit: '底图：天地图',
  from: 'https://*.tianditu.gov.cn',
})

function tileAddress(text: string) {
  const url = URL.parse(text)
  const whole =
    ['{z}', '{x}', '{y}'].every(part => text.includes(part)) && !/[{}\s"'<>]/.test(text.replace(/\{[zxy]\}/g, ''))
  // In the host a part that changes would be another site each time.
  const fixed = url && !/[{}]|%7b/i.test(url.host) && !url.username
  return whole && fixed && (url.protocol === 'https:' || isPrivate(url)) ? text : undefined
}
const yesOrNo = (text: string) => (text === 'yes' ? true : text === 'no' ? false : undefined)

const portNumber = (text: string) => (/^\d{1,5}$/.test(text) && +text > 0 && +text < 65536 ? +text : undefined)

function webOrigin(text: string) {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && !url.username && /^\/?$/.test(url.pathname + url.search + url.hash)
    ? url.origin
    : undefined
}

function databaseUrl(text: string) {
  const url = URL.parse(text)
  return url && /^postgres(ql)?:$/.test(url.protocol) && (url.hostname || url.searchParams.has('host'))
    ? text
    : undefined
}

function smsAddress(text: string) {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : undefined
}

/** Names that the proxy address library knows, or addresses with or without a width. */
function addresses(text: string) {
  const isOne = (one: string) => {
    const [address = '', width, ...rest] = one.split('/')
    const bits = isIP(address) === 4 ? 32 : 128
    return isIP(address) > 0 && !rest.length && (width === undefined || (/^\d{1,3}$/.test(width) && +width <= bits))
  }
  const all = text.split(',').map(one => one.trim())
  return all.every(one => one === 'loopback' || isOne(one)) ? all.join(',') : undefined
}

const smsKey = (text: string) => (text.length >= 16 ? text : undefined)
const signature = (text: string) => (/^[^\s【】]{2,12}$/u.test(text) ? text : undefined)

/** A time without a zone would mean another moment on another machine, so it is a mistake. */
function moment(text: string) {
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const at = new Date(text)
  return zoned && !Number.isNaN(at.getTime()) ? at : undefined
}

const isPrivate = ({ protocol, hostname }: URL) =>
  protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
