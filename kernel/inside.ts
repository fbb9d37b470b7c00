/** An address to send a browser on to, if it is one of our own. A browser reads `//host`, `/\host` and `/⇥/host` as another site. */

/** The same path as it may stand in a header; undefined when it leads anywhere else. */
export function inside(path: unknown): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/')) return undefined
  const url = URL.parse(path, HERE)
  // `/..//host` is ours until its dots are taken out.
  if (url?.origin !== HERE || url.pathname.startsWith('//')) return undefined
  return url.pathname + url.search + url.hash
}
const HERE = 'http://linli.invalid'
