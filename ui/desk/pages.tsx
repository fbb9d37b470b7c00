/** The four pages almost every record needs, fetched only when one is opened: the first screen does not carry them. */
import { lazy } from 'react'

/** `lazy` forgets that a component is generic; the types of the four stand in the files they come from. */
export const ListPage = lazy(async () => ({
  default: (await import('./list-page.tsx')).ListPage as never,
})) as unknown as typeof import('./list-page.tsx').ListPage
export const RecordPage = lazy(async () => ({
  default: (await import('./record-page.tsx')).RecordPage as never,
})) as unknown as typeof import('./record-page.tsx').RecordPage
export const FormPage = lazy(async () => ({
  default: (await import('./form-page.tsx')).FormPage as never,
})) as unknown as typeof import('./form-page.tsx').FormPage
