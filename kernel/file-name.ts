/** What a file may be called here: the name is somebody's word, and is shown, written down and sent out again. */

/** The last part of a path, without what is invisible, what turns text around, and what some systems read as a device or a path. */
export function fileName(sent: string | undefined, otherwise = '文件'): string {
  const last = (sent ?? '').toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/u.exec(plain) ?? []
  const named = reserved.test(stem) ? `_${stem}` : stem
  return named ? `${[...named].slice(0, LONGEST).join('')}${ending}` : otherwise
}
const LONGEST = 100
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** For a download: a plain name for old programs beside the real one. */
export const attachment = (name: string, plain: string, how: 'attachment' | 'inline' = 'attachment'): string =>
  `${how}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName(name)).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16)}`)}`
