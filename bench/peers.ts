/**
 * The peers: Directus, Strapi and Payload, installed from npm into the scratch folder by `npm run bench -- peers`, by
 * exact version, and started on this machine only. One that cannot be had here is named, and the others are compared.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { directus } from './peers/directus.ts'
import { payload } from './peers/payload.ts'
import type { Peer } from './peers/peer.ts'
import { strapi } from './peers/strapi.ts'
import type { Draw } from './requests.ts'
import { scratch, type Server } from './scratch.ts'
import type { Target } from './targets.ts'

type Say = (line: string) => void
const peers: Peer[] = [directus, strapi, payload]
const folderOf = ({ name }: Peer) => join(scratch, 'peers', name.toLowerCase())
const isInstalled = (peer: Peer) => existsSync(join(folderOf(peer), 'installed'))

export async function installPeers(say: Say): Promise<void> {
  for (const peer of peers) {
    if (isInstalled(peer)) continue
    say(`installing ${peer.name}`)
    const folder = folderOf(peer)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    const args = [
      'install',
      '--ignore-scripts',
      '--save-exact',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...peer.packages,
    ]
    const done = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', timeout: 900_000 })
    for (const name of peer.absent ?? []) withoutIt(join(folder, 'node_modules', name))
    if (done.status === 0) writeFileSync(join(folder, 'installed'), peer.packages.join('\n'))
    else
      say(
        `${peer.name} cannot be installed here: ${(done.stderr || String(done.error)).trim().split('\n').slice(0, 2).join(' ')}`,
      )
  }
}

/** Loads, and has nothing in it. */
function withoutIt(folder: string): void {
  if (!existsSync(folder)) return
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { main: string }
  writeFileSync(join(folder, main), 'module.exports = {}\n')
}

/** Those that are installed and start; the notes say which did not, and why. */
export async function peerTargets(
  server: Server,
  rows: number,
  draws: Draw[],
  say: Say,
): Promise<{ targets: Target[]; notes: string[] }> {
  const targets: Target[] = []
  const notes: string[] = []
  for (const peer of peers) {
    const version = peer.packages[0]!
    if (!isInstalled(peer)) {
      notes.push(`${peer.name} (${version}) was not installed: \`npm run bench -- peers\` does that.`)
      continue
    }
    say(`starting ${version}`)
    await peer.start({ server, rows, draws, folder: folderOf(peer), say }).then(
      target => {
        targets.push(target)
        notes.push(`${version} ran.${peer.remark ? ` ${peer.remark}` : ''}`)
      },
      (error: unknown) => {
        notes.push(
          `${version} did not run here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
        )
        say(notes.at(-1)!)
      },
    )
  }
  return { targets, notes }
}
