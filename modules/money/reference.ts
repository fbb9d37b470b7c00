/** A resolution or a contract whose own register is not here yet is known by its number: the same number is the same thing. */
import { createHash } from 'node:crypto'

/** Made of the community, the kind and the number, in the form of a uuid (RFC 9562, version 8). */
export function referenceOf(community: string, kind: 'resolution' | 'contract', number: string): string {
  const hex = createHash('sha256').update(`${community}/${kind}/${number}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
