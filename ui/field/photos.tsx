/** Photos: taking them, seeing them before they are sent, and looking at those of others in full. */
import { useEffect, useId, useRef, useState } from 'react'
import { t } from '../../kernel/text.ts'
import { deviceNow, smallPhoto } from './device.ts'
import { Icon } from './icons.tsx'
import { dropPhotos, readPhoto, storePhoto } from './photo-store.ts'
import { sayOf } from './shown.tsx'
import { nameOf } from './store-kept.ts'

export function PhotoField({
  value,
  onChange,
  most = 6,
  label,
}: {
  value: readonly string[]
  onChange: (ids: string[]) => void
  most?: number
  label: string
}) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [taking, setTaking] = useState(0)
  const [refused, setRefused] = useState('')
  const now = useRef(value)
  now.current = value

  async function take(files: File[]) {
    const room = files.slice(0, most - now.current.length)
    setTaking(room.length)
    setRefused('')
    try {
      for (const file of room) {
        const photo = await storePhoto(file)
        onChange([...now.current, photo])
        setTaking(n => n - 1)
      }
    } catch (error) {
      setRefused(sayOf(error))
    }
    setTaking(0)
    if (input.current) input.current.value = ''
  }

  return (
    <div className="photo-field">
      {value.map((photo, n) => (
        <figure key={photo}>
          <Taken id={photo} alt={t('照片 {n}', { n: n + 1 })} />
          <button
            type="button"
            className="photo-drop"
            aria-label={t('删去照片 {n}', { n: n + 1 })}
            onClick={() => (onChange(value.filter(p => p !== photo)), void dropPhotos([photo]))}
          >
            <Icon name="close" />
          </button>
        </figure>
      ))}
      {Array.from({ length: taking }, (_, n) => (
        <figure key={n} className="ghost">
          <i />
        </figure>
      ))}
      {value.length + taking < most && (
        <label htmlFor={id} className="photo-add">
          <Icon name="camera" />
          <span>{value.length ? t('再拍一张') : label}</span>
          <input
            ref={input}
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            title={label}
            aria-label={value.length ? t('再拍一张') : label}
            onChange={e => e.target.files && void take([...e.target.files])}
          />
        </label>
      )}
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
    </div>
  )
}

/** Photos that are still on the device, as they will be seen. */
export const TakenPhotos = ({ ids }: { ids: readonly string[] }) =>
  ids.length === 0 ? null : (
    <div className="photos">
      {ids.map((id, n) => (
        <figure key={id}>
          <Taken id={id} alt={t('照片 {n}', { n: n + 1 })} />
        </figure>
      ))}
    </div>
  )

/** A photo that is still on the device. */
function Taken({ id, alt }: { id: string; alt: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void readPhoto(id).then(photo => {
      if (gone || !photo) return
      made = URL.createObjectURL(photo)
      setUrl(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  return url ? <img src={url} alt={alt} /> : <i className="ghost" />
}

/** Photos the server has; pressing one shows it as large as the screen. */
export function Photos({ community, ids }: { community: string; ids: readonly string[] }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [large, setLarge] = useState<string>()
  useEffect(() => void (large && dialog.current?.showModal()), [large])
  if (!ids.length) return null
  const url = (id: string) => `/files/${community}/${id}`
  const kept = (id: string) => {
    const small = deviceNow()?.kept.read(nameOf(smallPhoto, { community, id }))?.answer
    return typeof small === 'string' ? small : url(id)
  }
  return (
    <div className="photos">
      {ids.map((id, n) => (
        <button key={id} type="button" onClick={() => setLarge(id)} aria-label={t('放大照片 {n}', { n: n + 1 })}>
          <img src={kept(id)} alt="" loading="lazy" onError={missing} />
        </button>
      ))}
      <dialog
        ref={dialog}
        className="large"
        aria-label={t('照片')}
        onClose={() => setLarge(undefined)}
        onClick={() => dialog.current?.close()}
      >
        {large && (
          <img
            src={url(large)}
            alt={t('放大的照片')}
            onError={e => {
              // Without a network the small copy is better than nothing.
              if (!e.currentTarget.src.endsWith(kept(large))) e.currentTarget.src = kept(large)
            }}
          />
        )}
        <button type="button" className="button">
          {t('关闭')}
        </button>
      </dialog>
    </div>
  )
}

/** A broken picture says why it is not there. */
const missing = (e: { currentTarget: HTMLImageElement }) => {
  e.currentTarget.alt = t('照片没下载')
  e.currentTarget.classList.add('missing')
}
