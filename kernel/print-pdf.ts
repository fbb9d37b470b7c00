/** Papers become PDFs one after the other, in a thread that is started when it is needed and let go when it is not. */
import { Worker } from 'node:worker_threads'
import { common } from './rules.ts'
import type { Content, Paper } from './print.ts'

/** Whoever presses again and again waits in line like everybody; a line this long is a refusal. */
const most = 20
const longest = 120_000
const idle = 60_000

let worker: Worker | undefined
let leaving: NodeJS.Timeout | undefined
let before: Promise<unknown> = Promise.resolve()
let waiting = 0

export async function pdfOf(paper: Paper): Promise<Buffer> {
  if (waiting >= most) throw common.busy()
  waiting++
  const turn = before.then(() => made(seen(paper))).finally(() => waiting--)
  before = turn.catch(() => undefined)
  return turn
}

/** A photo that is broken inside must not cost the whole paper: it is made again without pictures. */
async function made(paper: Paper): Promise<Buffer> {
  try {
    return await once(paper)
  } catch (error) {
    const content = withoutPictures(paper.content)
    if (JSON.stringify(content) === JSON.stringify(paper.content)) throw error
    return once({ ...paper, content })
  }
}

function once(paper: Paper): Promise<Buffer> {
  clearTimeout(leaving)
  const at = (worker ??= new Worker(new URL('./print-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  }))
  at.ref()
  return new Promise<Buffer>((done, failed) => {
    const late = setTimeout(() => end(new Error(`the paper was not ready after ${longest / 1000} s`)), longest)
    const end = (error: Error) => {
      settle()
      // What went wrong in there may have left something behind; the next paper gets a new thread.
      if (worker === at) worker = undefined
      void at.terminate()
      failed(error)
    }
    const exit = (code: number) => end(new Error(`the thread that makes PDFs ended with ${code}`))
    const answer = ({ bytes, error }: { bytes?: Uint8Array; error?: string }) => {
      if (!bytes) return end(new Error(error))
      settle()
      at.unref()
      leaving = setTimeout(() => {
        worker = undefined
        void at.terminate()
      }, idle).unref()
      done(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    }
    const settle = () => {
      clearTimeout(late)
      at.off('message', answer).off('error', end).off('exit', exit)
    }
    at.on('message', answer).on('error', end).on('exit', exit)
    at.postMessage(paper)
  })
}

/** What has no shape would be a box on paper: tabs, marks of direction, what joins emoji. A new line is one, however written. */
const seen = (paper: Paper): Paper =>
  JSON.parse(JSON.stringify(paper), (_, text: unknown) =>
    typeof text === 'string'
      ? text
          .replace(/\r\n?|[\u2028\u2029]/g, '\n')
          .replace(spaces, ' ')
          .replace(shapeless, '')
      : text,
  ) as Paper
const spaces = /[\t\u2000-\u200a\u202f]/g
const shapeless = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

function withoutPictures(content: Content): Content {
  const swapped = JSON.stringify(content, (_, node: unknown) =>
    typeof node === 'object' && node !== null && 'image' in node ? { text: '（照片打不出来，请在系统里看）' } : node,
  )
  return JSON.parse(swapped) as Content
}
