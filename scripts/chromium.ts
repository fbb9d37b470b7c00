/** Finds the Chromium that the browser tests drive: the one this machine has, or Debian's package where it may be installed. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
]
const elsewhere = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
]

/** The path of a browser; throws a sentence when there is none. */
export function findChromium(): string {
  const own = process.env.CHROMIUM
  if (own && !existsSync(own)) throw new Error(`环境变量 CHROMIUM 指的文件不存在：${own}`)
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const found = own ?? [...folders.flatMap(dir => names.map(name => join(dir, name))), ...elsewhere].find(existsSync)
  if (!found)
    throw new Error(
      '没有找到 Chromium，浏览器测试不能运行。请安装 Chromium 或 Chrome，或用环境变量 CHROMIUM 写明它的位置。',
    )
  return found
}

/** The same, after trying Debian's package when this is root on such a system. */
export function needChromium(say: (line: string) => void): string {
  try {
    return findChromium()
  } catch (missing) {
    if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || process.env.CHROMIUM) throw missing
    say('正在安装 Chromium 和中文字体……')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    // Another installation may be under way: it is waited for.
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=600', ...args], { stdio: 'ignore', env }).status === 0
    const packages = ['install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-cjk']
    if (!apt(...packages) && apt('update')) apt(...packages)
    return findChromium()
  }
}
