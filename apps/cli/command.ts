/** What a command of `npx linli` is: its words, its flags with their meaning, and the work. It answers with data and with the lines that say it. */
import { Problem, type Row } from '../../kernel/rules.ts'
import type { Settings } from '../../kernel/settings.ts'

/** With `value` the flag takes one; without it, it is a switch. */
export type Flag = { about: string; value?: string }
type Given<F> = { [K in keyof F]: F[K] extends { value: string } ? string | undefined : boolean }

/** 3: what was asked for was done, and faults were found. */
export type Result = { data: Row; lines: string[]; code?: 0 | 1 | 3 }

type Told<F> = {
  words: readonly string[]
  flags: Given<F>
  settings: Settings
  /** How it goes, on standard error. */
  say: (line: string) => void
}

export type Command = {
  /** What follows the name: `<kind> FILE`. Words in brackets may be left out. */
  words?: string
  flags: Record<string, Flag>
  /** What else somebody should know before using it. */
  more?: string
  run: (told: Told<Record<string, Flag>>) => Promise<Result>
}

export const command = <const F extends Record<string, Flag>>(
  given: Omit<Command, 'flags' | 'run'> & { flags: F; run: (told: Told<F>) => Promise<Result> },
): Command => given as unknown as Command

/** Ends a command with one sentence: it was called in the wrong way (2), or it cannot be done (1). */
export const misuse = (say: string): Problem => new Problem('cli.misuse', 400, say)
export const refusal = (say: string): Problem => new Problem('cli.refused', 409, say)
