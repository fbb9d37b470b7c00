/** The addresses of prints as a browser reaches them, on a world of tests: who asks is named in the header. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { http } from '../../kernel/http.ts'
import { printRoutes } from '../../kernel/print-routes.ts'
import type { Actor } from '../../kernel/rules.ts'
import type { Told } from '../../kernel/testing.ts'
import { places } from '../../modules/places/contract.ts'
import { portalRoutes } from '../portal/shell.ts'

export const origin = 'https://linli.example.cn'

/** `guests` are known by a name of their own, besides the cast. */
export async function printing({ house, actors }: Told, now: Date, guests: Record<string, Actor> = {}) {
  const known: Record<string, Actor> = { ...actors, ...guests }
  const { app, kit } = await http({
    house,
    now: () => now,
    origin,
    secure: true,
    whoIs: async token => known[decodeURIComponent(token)] ?? null,
  })
  const { trouble } = portalRoutes(app, { ...kit, saveFile: async () => '' }, [])
  const files = mkdtempSync(join(tmpdir(), 'linli-print-'))
  printRoutes(app, {
    ...kit,
    files,
    origin,
    trouble,
    nameOf: async (code, { ask }) => (code ? (await ask(places.ops.place, { code })).name : '邻理'),
  })
  return {
    files,
    get: (op: string, input: Record<string, string>, who: string | null, accept = '*/*') =>
      app.inject({
        url: `/print/${op}?${new URLSearchParams(input)}`,
        headers: { accept, ...(who && { authorization: `Bearer ${encodeURIComponent(who)}` }) },
      }),
  }
}
