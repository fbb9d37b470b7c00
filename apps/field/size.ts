/** Large letters: the same choice as in the portal, kept in the same cookie, so that a phone needs to be told once. */

export const isLarge = (): boolean => /(?:^|; )elder=1/.test(document.cookie)

export function setLarge(large: boolean) {
  document.cookie = `elder=${large ? 1 : ''}; path=/; samesite=lax; max-age=${large ? year : 0}`
  keepSize()
}

export const keepSize = () => document.documentElement.classList.toggle('large-text', isLarge())
const year = 31_536_000
