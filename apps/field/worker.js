/**
 * Starts the field app without a network. `version` and `shell` (every file of this build) are written above this by the
 * build. It keeps the app's own files and nothing else: what the server answers holds people's data and is kept sealed, by the page.
 */
const home = '/field/'
const name = `field-${version}`

/** File by file: a phone that loses the network in the middle goes on from there. What bears a hash is taken from the version before. */
addEventListener('install', event => event.waitUntil(fill()))
/** Only after the last page of the old version is closed, or a person has said so: what is being filled in is not torn away. */
addEventListener('message', event => event.data === 'now' && skipWaiting())
addEventListener('activate', event => event.waitUntil(takeOver()))

addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || !pathname.startsWith(home)) return
  if (request.mode === 'navigate') event.respondWith(kept(home, request))
  else if (shell.includes(pathname)) event.respondWith(kept(pathname, request))
})

async function fill() {
  const cache = await caches.open(name)
  for (const path of shell) {
    if (await cache.match(path)) continue
    const before = path.includes('/assets/') && (await caches.match(path))
    const file = before || (await fetch(path, { cache: 'no-cache' }))
    if (!file.ok) throw new Error(`${path}: ${file.status}`)
    await cache.put(path, file)
  }
}

async function takeOver() {
  for (const one of await caches.keys()) if (one.startsWith('field-') && one !== name) await caches.delete(one)
  await clients.claim()
}

async function kept(path, request) {
  return (await (await caches.open(name)).match(path)) ?? fetch(request)
}
