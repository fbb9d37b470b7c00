/** The law's own sentences, each with a sign for whether it is kept: the same wherever they stand. */
import type { Said } from '../shapes.ts'

export const Laws = ({ all }: { all: readonly Said[] }) => (
  <ul className="short laws">
    {all.map(m => (
      <li key={m.say}>
        <div>
          <span className={m.met ? 'law-met' : 'due-late'}>{m.met ? '✓' : '✗'}</span> {m.say}
        </div>
        <div className="hint">{m.clause}</div>
      </li>
    ))}
  </ul>
)
