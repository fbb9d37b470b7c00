/**
 * Photos on the device until the server has them. A phone short of memory may close the page while the camera is open:
 * what was taken before must still be there afterwards.
 */
import { newKey, upload } from '../client.ts'
import { deviceNow, smallPhoto } from './device.ts'

/** Shrinks a picture and puts it away; gives the id it will have on the server, too. */
export async function storePhoto(file: File): Promise<string> {
  const picture = await smaller(file)
  const device = deviceNow()
  if (device) return device.photos.put(picture)
  const id = newKey()
  memory.set(id, picture)
  return id
}

export const readPhoto = async (id: string): Promise<Blob | undefined> =>
  memory.get(id) ?? (await deviceNow()?.photos.read(id))

export async function dropPhotos(ids: readonly string[]) {
  for (const id of ids) memory.delete(id)
  await deviceNow()?.photos.drop(ids)
}

/** Where nothing is kept, photos go up before the form that names them. One that is sent twice is stored once. */
export async function sendPhotos(ids: readonly string[], { community, place }: { community: string; place: string }) {
  for (const id of ids) {
    const photo = memory.get(id)
    if (photo) await upload(photo, community, place, id, { signal: AbortSignal.timeout(patience) })
  }
}
const patience = 60_000

/** Keeps a small copy of a photo that the server has, for pages that are opened without a network. Gives its size. */
export async function keepSmall(community: string, id: string): Promise<number> {
  const device = deviceNow()
  if (!device || device.kept.read(`${smallPhoto.name} ${JSON.stringify({ community, id })}`)) return 0
  const response = await fetch(`/files/${community}/${id}`).catch(() => null)
  if (!response?.ok) return 0
  const picture = await smaller(await response.blob(), small)
  const url = await new Promise<string>(done => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.readAsDataURL(picture)
  })
  await device.kept.keep(smallPhoto, { community, id }, url)
  return url.length
}
/** In pixels: enough to know the place again. */
const small = 480

/** For a browser that keeps nothing: then a photo lives as long as the page. */
const memory = new Map<string, Blob>()

/** A phone's photo is several megabytes; 1600 pixels tell the same, and nothing of where it was taken stays in the file. */
async function smaller(file: Blob, longest = 1600): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return file
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)]
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise(done => canvas.toBlob(blob => done(blob ?? file), 'image/jpeg', 0.8))
}
