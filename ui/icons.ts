/** The portal's few pictures, drawn in one line weight and the colour of the text beside them. Decoration only: words always stand beside. */
import { raw, type Html } from './html.ts'

const paths = {
  speak: 'M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12.5h5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  phone:
    'M6 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6.5 6.5l1.5-2 4 1.5v3a2 2 0 0 1-2.200 2A16.5 16.5 0 0 1 4 5.700a2 2 0 0 1 2-2.200z',
  warn: 'M12 4L21 19.5H3zM12 10v4.5M12 17v.1',
  done: 'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17zM8 12.300l2.800 2.700L16 9.5',
  person: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6',
  place:
    'M12 21c-4-4.5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2.5 6.5-6.5 11zM12 7.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5z',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4',
  next: 'M9 5l7 7-7 7',
  eye: 'M2.5 12c2.5-4.5 5.5-6.5 9.5-6.5s7 2 9.5 6.5c-2.5 4.5-5.5 6.5-9.5 6.5s-7-2-9.5-6.5zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z',
} as const

export const icon = (name: keyof typeof paths): Html =>
  raw(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name]}"/></svg>`)

/** The mark of Linli: two roofs that share a wall, and one lit window. */
export const mark: Html = raw(
  '<svg class="mark" viewBox="0 0 40 40" aria-hidden="true"><path class="mark-a" d="M3 19L13 9l7 7v20H3z"/><path class="mark-b" d="M20 16l7-7 10 10v17H20z"/><path class="mark-c" d="M9 24h6v6H9z"/></svg>',
)
