/** Photos: taking them, seeing them before they are sent, and looking at those of others in full. */
import { useEffect, useId, useRef, useState } from 'react'
import { t } from '../../kernel/text.ts'
import { Icon } from './icons.tsx'
import { dropPhotos, readPhoto, storePhoto } from './photo-store.ts'

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
  const now = useRef(value)
  now.current = value

  async function take(files: File[]) {
    const room = files.slice(0, most - now.current.length)
    setTaking(room.length)
    for (const file of room) {
      const photo = await storePhoto(file)
      onChange([...now.current, photo])
      setTaking(n => n - 1)
    }
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
            onChange={e => e.target.files && void take([...e.target.files])}
          />
        </label>
      )}
    </div>
  )
}

/** A photo that is still on the device. */
function Taken({ id, alt }: { id: string; alt: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void readPhoto(id).then(photo => {
      if (gone || !photo) return
      made = URL.createObjectURL(photo.blob)
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
  return (
    <div className="photos">
      {ids.map((id, n) => (
        <button key={id} type="button" onClick={() => setLarge(id)} aria-label={t('放大照片 {n}', { n: n + 1 })}>
          <img src={url(id)} alt="" loading="lazy" />
        </button>
      ))}
      <dialog
        ref={dialog}
        className="large"
        aria-label={t('照片')}
        onClose={() => setLarge(undefined)}
        onClick={() => dialog.current?.close()}
      >
        {large && <img src={url(large)} alt={t('放大的照片')} />}
        <button type="button" className="button">
          {t('关闭')}
        </button>
      </dialog>
    </div>
  )
}
