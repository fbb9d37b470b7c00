/**
 * What stands on the device is sealed with AES-GCM by the account's key. A sealed piece is bound to the row it stands in,
 * so that one copied into another row does not open.
 */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; body: ArrayBuffer }

/** The key never leaves the browser again: it can seal and open, and cannot be read. */
export const importKey = (base64: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'raw',
    Uint8Array.from(atob(base64), c => c.charCodeAt(0)),
    cipher,
    false,
    ['encrypt', 'decrypt'],
  )

export async function seal(key: CryptoKey, row: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, body: await crypto.subtle.encrypt(under(iv, row), key, bytes) }
}

/** Throws when the key is not the one that sealed it, or the row is not the one it was sealed for. */
export const unseal = async (key: CryptoKey, row: string, { iv, body }: Sealed): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.decrypt(under(iv, row), key, body))

export const sealJson = (key: CryptoKey, row: string, value: unknown): Promise<Sealed> =>
  seal(key, row, new TextEncoder().encode(JSON.stringify(value)))

export const unsealJson = async <T>(key: CryptoKey, row: string, sealed: Sealed): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await unseal(key, row, sealed))) as T

const cipher = 'AES-GCM'
const under = (iv: Uint8Array<ArrayBuffer>, row: string) => ({
  name: cipher,
  iv,
  additionalData: new TextEncoder().encode(row),
})
