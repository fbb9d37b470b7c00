/** The operations of the book, and the job that counts deadlines again. The work is in the files beside it. */
import { book } from './book-contract.ts'
import { endFigure, figures, history, setFigure } from './book-figures.ts'
import { holidays, preview, setHolidays } from './book-holidays.ts'
import { renew, type Renewal } from './book-renew.ts'
import { may } from './book-rules.ts'
import type { Job } from './jobs.ts'
import { serve } from './server.ts'

serve(book, {
  may,
  do: { figures, history, set: setFigure, end: endFigure, holidays, preview, setHolidays },
})

/** `data` is what this very file has put in, or nothing when the night comes. */
export const renewJob: Job = (house, data, now) => renew(house, data as Renewal, now)
