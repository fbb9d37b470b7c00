/** Whether the screen is a phone's: lists become cards, filters fold away. */
import { useSyncExternalStore } from 'react'

const query = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 760px)')

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    tell => {
      query?.addEventListener('change', tell)
      return () => query?.removeEventListener('change', tell)
    },
    () => query?.matches ?? false,
  )
