/** A kind as it is typed: `people.residents`, or only a part of it that no other kind has. */
import { misuse } from './command.ts'

export function kindNamed<K extends { kind: string; label: string }>(
  kinds: readonly K[],
  typed: string,
  verb: string,
): K {
  const fitting = kinds.filter(({ kind }) => kind.split('.').includes(typed))
  const found = kinds.find(({ kind }) => kind === typed) ?? (fitting.length === 1 ? fitting[0] : undefined)
  if (found) return found
  const list = kinds.map(({ kind, label }) => `  ${kind.padEnd(20)}${label}`)
  throw misuse([`没有「${typed}」这一种${verb}。可以${verb}的有：`, ...list].join('\n'))
}
