/** Photos on the device until the server has them, sealed like everything else. Each has the id it will have on the server. */
import { newId } from '../../kernel/id.ts'
import { seal, unseal } from './store-seal.ts'
import { makingRoom, type Store } from './store.ts'

export type Photos = {
  /** Puts a picture away, already shrunk; a full device says so. */
  put: (picture: Blob) => Promise<string>
  read: (id: string) => Promise<Blob | undefined>
  drop: (ids: readonly string[]) => Promise<void>
}

export const photosOf = (store: Store): Photos => ({
  async put(picture) {
    const id = newId()
    const sealed = await seal(store.key, rowOf(id), new Uint8Array(await picture.arrayBuffer()))
    await makingRoom(store, () => store.base.photo.add({ id, sent: false, sealed }))
    return id
  },
  async read(id) {
    const row = await store.base.photo.get(id)
    return row && new Blob([await unseal(store.key, rowOf(id), row.sealed)], { type: 'image/jpeg' })
  },
  drop: ids => store.base.photo.bulkDelete([...ids]),
})

const rowOf = (id: string) => `photo/${id}`
