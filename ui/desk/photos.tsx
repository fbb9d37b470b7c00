/** Photos of a record, small until pressed; and the field that takes new ones, each stored at once so that a lost form does not lose them. */
import { Button, Image } from 'antd'
import { useRef, useState } from 'react'
import { t } from '../../kernel/text.ts'
import { upload } from '../client.ts'
import { sayOf } from './trouble.tsx'

export const Photos = ({ community, ids }: { community: string; ids: readonly string[] }) => (
  <Image.PreviewGroup>
    <div className="photos">
      {ids.map((id, n) => (
        <Image
          key={id}
          src={`/files/${community}/${id}`}
          alt={t('照片 {n}', { n: n + 1 })}
          width={104}
          height={78}
          loading="lazy"
        />
      ))}
    </div>
  </Image.PreviewGroup>
)

type Props = {
  value?: string[]
  onChange?: (ids: string[]) => void
  community: string
  place: string
  most?: number
  id?: string
}

export function PhotoField({ value = [], onChange, community, place, most = 6, id }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')

  async function take(files: FileList) {
    setBusy(true)
    setTrouble('')
    const stored = [...value]
    try {
      for (const file of [...files].slice(0, most - value.length)) {
        stored.push(await upload(await smaller(file), community, place))
        onChange?.([...stored])
      }
    } catch (error) {
      setTrouble(sayOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div>
      <div className="photos">
        {value.map((photo, n) => (
          <span key={photo} className="photo">
            <img src={`/files/${community}/${photo}`} alt={t('照片 {n}', { n: n + 1 })} width={104} height={78} />
            <button
              type="button"
              aria-label={t('去掉照片 {n}', { n: n + 1 })}
              onClick={() => onChange?.(value.filter(v => v !== photo))}
            >
              ×
            </button>
          </span>
        ))}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        style={{ display: 'none' }}
        onChange={e => e.target.files && void take(e.target.files)}
      />
      <Button
        {...(id && { id })}
        size="small"
        loading={busy}
        disabled={!community || value.length >= most}
        onClick={() => input.current?.click()}
      >
        {value.length ? t('再加照片({n}/{most})', { n: value.length, most }) : t('选择照片')}
      </Button>
      {!community && <span className="hint"> {t('先选社区，再传照片')}</span>}
      {trouble && <p className="mistake">{trouble}</p>}
    </div>
  )
}

/** A phone's photo is several megabytes; 1600 pixels tell the same. What cannot be drawn is sent as it is. */
async function smaller(file: File, longest = 1600): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap || Math.max(bitmap.width, bitmap.height) <= longest) return file
  const scale = longest / Math.max(bitmap.width, bitmap.height)
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
}
