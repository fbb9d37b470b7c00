/**
 * Photos on the device until the server has them. A phone short of memory may close the page while the camera is open:
 * what was taken before must still be there afterwards.
 */
import { newKey } from '../client.ts'

export type Photo = { id: string; blob: Blob; sent: boolean }

/** Shrinks a picture and puts it away; gives the id it will have on the server, too. */
export async function storePhoto(file: File): Promise<string> {
  const photo = { id: newKey(), blob: await smaller(file), sent: false }
  await put(photo)
  return photo.id
}

export const readPhoto = async (id: string): Promise<Photo | undefined> =>
  memory.get(id) ?? (await inStore<Photo | undefined>('readonly', s => s.get(id)))

export async function markSent(id: string) {
  const photo = await readPhoto(id)
  if (photo) await put({ ...photo, sent: true })
}

export async function dropPhotos(ids: readonly string[]) {
  for (const id of ids) memory.delete(id)
  await inStore('readwrite', s => ids.forEach(id => s.delete(id)))
}

export async function dropAllPhotos() {
  memory.clear()
  await inStore('readwrite', s => void s.clear())
}

/** Also here, for a browser that keeps nothing: then a photo lives as long as the page. */
const memory = new Map<string, Photo>()

async function put(photo: Photo) {
  memory.set(photo.id, photo)
  await inStore('readwrite', s => void s.put(photo))
}

const database = (): Promise<IDBDatabase> =>
  new Promise((done, fail) => {
    const opening = indexedDB.open('linli-field', 1)
    opening.onupgradeneeded = () => void opening.result.createObjectStore('photo', { keyPath: 'id' })
    opening.onsuccess = () => done(opening.result)
    opening.onerror = () => fail(opening.error ?? new Error('indexedDB'))
  })

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T> | void,
): Promise<T | undefined> {
  const db = await database().catch(() => null)
  if (!db) return undefined
  return new Promise<T | undefined>(done => {
    const transaction = db.transaction('photo', mode)
    const asked = act(transaction.objectStore('photo'))
    transaction.oncomplete = () => (db.close(), done(asked?.result))
    transaction.onabort = transaction.onerror = () => (db.close(), done(undefined))
  })
}

/** A phone's photo is several megabytes; 1600 pixels tell the same, and nothing of where it was taken stays in the file. */
async function smaller(file: File, longest = 1600): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return file
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise(done => canvas.toBlob(blob => done(blob ?? file), 'image/jpeg', 0.8))
}
