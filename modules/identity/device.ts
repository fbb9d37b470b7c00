/** What kind of device a browser says it is, in the words of whoever uses it: enough to recognise one's own. */

export function deviceOf(agent: string | null): string {
  if (!agent) return '没有说明的设备'
  const system = systems.find(([mark]) => mark.test(agent))?.[1] ?? '其他设备'
  const browser = browsers.find(([mark]) => mark.test(agent))?.[1]
  return browser ? `${system} · ${browser}` : system
}

const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙设备'],
  [/iPhone/, '苹果手机'],
  [/iPad/, '苹果平板'],
  [/Android.*Mobile/, '安卓手机'],
  [/Android/, '安卓平板'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh/, '苹果电脑'],
  [/Linux|X11|CrOS/, 'Linux 电脑'],
]
/** Those that call themselves Chrome besides come first. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/, '微信'],
  [/QQBrowser/, 'QQ 浏览器'],
  [/UCBrowser/, 'UC 浏览器'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, '火狐'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
