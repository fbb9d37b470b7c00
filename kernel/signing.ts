/**
 * The keys that sign the checkpoints of the trail. A key that was changed signs nothing any more, but what it signed is
 * still read with it: a checkpoint names its signer.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Keys } from './sealed.ts'

/** `id`: what a checkpoint calls its signer. */
export type Signer = { id: string; public: KeyObject }
/** `known`: all that ever signed here, the first of the installation first and the present one last. */
export type Signing = { private: KeyObject; known: readonly Signer[] }

export const signingOf = ({ signing, past }: Pick<Keys, 'signing' | 'past'>): Signing => ({
  private: createPrivateKey(signing.private),
  known: [...past, signing.public].map(signerOf),
})

function signerOf(pem: string): Signer {
  const key = createPublicKey(pem)
  const id = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16)
  return { id, public: key }
}

/** Its place among the known; what was signed before signers were named is the first one's. -1: a stranger. */
export const rankOf = (known: readonly Signer[], id: string | null): number =>
  id === null ? 0 : known.findIndex(signer => signer.id === id)
