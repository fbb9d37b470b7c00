/** The few pictures of the field app, drawn in one line weight and the colour of the words beside them; they never stand alone. */

const paths = {
  tasks: 'M9 5h11M9 12h11M9 19h11M3.5 5l1 1 1.800-2M3.500 12l1 1 1.800-2M3.500 19l1 1 1.800-2',
  report: 'M12 5v14M5 12h14',
  grid: 'M3 6.500l6-2.500 6 2.500 6-2.500v13.500l-6 2.500-6-2.500-6 2.500zM9 4v13.500M15 6.500V20',
  me: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.500 20.500c.5-4 3.500-6 7.500-6s7 2 7.500 6',
  place:
    'M12 21c-4-4.500-6.500-8-6.500-11a6.500 6.500 0 0 1 13 0c0 3-2.500 6.500-6.500 11zM12 7.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 0 0 0-5z',
  phone:
    'M6 3.500h3l1.500 4-2 1.500a11 11 0 0 0 6.500 6.500l1.500-2 4 1.500v3a2 2 0 0 1-2.200 2A16.500 16.500 0 0 1 4 5.700a2 2 0 0 1 2-2.200z',
  note: 'M4 20l1-4.500L16 4.500a2.100 2.100 0 0 1 3.500 3.500L8.500 19zM14 6.500l3.500 3.500',
  camera: 'M4 8h4l1.500-2.500h5L16 8h4v11H4zM12 10a3.500 3.500 0 1 0 0 7a3.500 3.500 0 0 0 0-7z',
  refresh: 'M20 11a8 8 0 1 0-1 5M20 5v6h-6',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  done: 'M5 12.500l4.500 4.500L19 7.500',
  warn: 'M12 4L21 19.500H3zM12 10v4.500M12 17v.1',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15zM10 20.500h4',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13a6.500 6.500 0 0 0 0-13zM15.500 15.500L20 20',
  building: 'M6 21V4h12v17M3 21h18M10 8h.1M14 8h.1M10 12h.1M14 12h.1M10.500 21v-4h3v4',
  wait: 'M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 0 0 0-17zM12 8v4.500l3 2',
} as const
export type IconName = keyof typeof paths

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
