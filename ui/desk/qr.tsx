/** A QR code on the desk. Its words say what it opens, for whoever cannot photograph it. */
import { qrOf } from '../qr.ts'

export function Qr({ text, label, size = 180 }: { text: string; label: string; size?: number }) {
  const { side, path } = qrOf(text)
  return (
    <svg className="qr" role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${side} ${side}`}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  )
}
