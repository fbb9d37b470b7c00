/**
 * Downloads what a shift needs, so that it can be worked without a network: each module names what its pages ask for. Stopped
 * in the middle it goes on where it was; it can be pressed again at any time.
 */
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { query, type Asked, type Op, type Output } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import type { Me } from '../../modules/identity/contract.ts'
import { prepare as grid } from '../../modules/grid/web/field-prepare.ts'
import { prepare as needs } from '../../modules/needs/web/field-prepare.ts'
import { prepare as people } from '../../modules/people/web/field-prepare.ts'
import { prepare as places } from '../../modules/places/web/field-prepare.ts'
import { prepare as works } from '../../modules/works/web/field-prepare.ts'
import { answerOf, fetched } from '../../ui/field/data.ts'
import { deviceNow } from '../../ui/field/device.ts'
import type { Shift } from '../../ui/field/shift.ts'
import { keepSmall } from '../../ui/field/photo-store.ts'
import { sayOf } from '../../ui/field/shown.tsx'
import { prepare as own } from './prepare-own.ts'

export type Prepared = { begun: number; finished: number | null; items: number; bytes: number; leftOut: string[] }
export type Progress = { running: boolean; done: number; all: number; bytes: number; refused: string }

/** Kept with the rest and gone with it; no operation of the server. */
const preparation = Object.assign(query('今天要用的', z.object({}), z.unknown()), { name: 'field.prepared' })

export const prepared = (): Prepared | undefined =>
  deviceNow()?.kept.read(`${preparation.name} {}`)?.answer as Prepared | undefined

export const useProgress = (): Progress => useSyncExternalStore(listen, () => progress)

/** Whether it should begin by itself: nothing was downloaded for this shift yet. */
export const isDue = (now = Date.now()): boolean => {
  const last = prepared()
  return deviceNow() !== null && (!last || last.finished === null || now - last.finished > shiftLong)
}

export async function prepareShift(me: Me): Promise<void> {
  const device = deviceNow()
  if (!device || progress.running) return
  const before = prepared()
  const goesOn = before && before.finished === null && Date.now() - before.begun < shiftLong
  const state: Prepared = goesOn ? before : { begun: Date.now(), finished: null, items: 0, bytes: 0, leftOut: [] }
  const keep = () => device.kept.keep(preparation, {}, { ...state })
  const left = new Set<string>()
  set({ running: true, done: 0, all: 0, bytes: 0, refused: '' })
  await keep()

  const asked = new Map<string, Promise<unknown>>()
  const get = <T extends Op>(op: T, input: Asked<T>): Promise<Output<T> | null> => {
    const name = `${op.name} ${JSON.stringify(input)}`
    if (!asked.has(name))
      asked.set(
        name,
        counted(() => one(op, input)),
      )
    return asked.get(name) as Promise<Output<T> | null>
  }
  async function one<T extends Op>(op: T, input: Asked<T>): Promise<Output<T> | null> {
    const has = answerOf(op, input)
    if (has && has.at >= state.begun) return has.data
    if (device !== deviceNow()) throw new Problem('field.left', 0, '')
    // What this person may not see, or what is no longer there, is no reason to stop.
    const data = await fetched(op, input).catch((error: unknown) => {
      if (error instanceof Problem && [403, 404, 413].includes(error.status)) return null
      throw error
    })
    if (data !== null) add(JSON.stringify(data).length)
    return data
  }
  function add(bytes: number) {
    state.bytes += bytes
    set({ bytes: state.bytes })
  }
  const shift: Shift = {
    me,
    get,
    has: (op, input) => answerOf(op, input) !== undefined,
    photo: (community, id) => counted(async () => add(await keepSmall(community, id))),
    room: () => device.store.limits.people - device.kept.people(),
    leaveOut: name => void left.add(name),
  }
  try {
    // What has to be done first comes first; who lives where is the most, and comes last.
    for (const part of [own, grid, needs, works, places, people]) await part(shift)
    Object.assign(state, { finished: Date.now(), items: progress.done, leftOut: [...left] })
    await keep()
    set({ running: false })
  } catch (error) {
    await keep()
    set({ running: false, refused: sayOf(error) })
  }
}

/** In milliseconds. */
const shiftLong = 8 * 3_600_000
/** So many at a time: a telephone's line is narrow, and the server has others to answer. */
const lanes = 4

let progress: Progress = { running: false, done: 0, all: 0, bytes: 0, refused: '' }
const listeners = new Set<() => void>()
let busy = 0
const queue: (() => void)[] = []

/** In its turn, and counted. */
async function counted<T>(work: () => Promise<T>): Promise<T> {
  set({ all: progress.all + 1 })
  if (busy >= lanes) await new Promise<void>(go => queue.push(go))
  busy++
  try {
    return await work()
  } finally {
    busy--
    queue.shift()?.()
    set({ done: progress.done + 1 })
  }
}

function set(change: Partial<Progress>) {
  progress = { ...progress, ...change }
  listeners.forEach(changed => changed())
}
function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
