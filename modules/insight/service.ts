/** The work behind the insight module's contract: what is found in find-*.ts, what is asked and answered in warning.ts. */
import { serve } from '../../kernel/server.ts'
import { insight } from './contract.ts'
import { may } from './rules.ts'
import { listWarnings, movingWarnings, readWarning, replayed, scan } from './warning.ts'
import { movingWatching, readWatching, rulesTable, watched, watchFor } from './watching.ts'

serve(insight, {
  may,
  do: {
    table: rulesTable,
    replay: replayed,
    watchFor,
    watched,
    watching: readWatching,
    scan,
    warnings: listWarnings,
    warning: readWarning,
  },
  records: [movingWarnings, movingWatching],
})
