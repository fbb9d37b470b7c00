/** What happened to a record, newest first: who did what, when, in which words, with which photos. */
import { sayMade } from '../portal-values.ts'
import { Photos } from './photos.tsx'
import { Moment } from './show.tsx'

export type Line = {
  at: Date
  made?: Date | null
  label: string
  by?: string | null
  text?: string | null
  photos?: readonly string[]
  move?: string
}

export const Timeline = ({ lines, community }: { lines: readonly Line[]; community: string }) => (
  <ol className="timeline">
    {lines
      .toReversed()
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .map((line, n) => (
        <li key={n}>
          <div className="timeline-head">
            <strong>{line.label}</strong>
            <span className="quiet">
              {line.by && `${line.by} · `}
              <Moment at={line.at} />
            </span>
          </div>
          {line.made && <p className="hint">{sayMade(line.made, line.at, new Date())}</p>}
          {line.text && <p className="paragraph">{line.text}</p>}
          {line.photos && line.photos.length > 0 && <Photos community={community} ids={line.photos} />}
        </li>
      ))}
  </ol>
)
