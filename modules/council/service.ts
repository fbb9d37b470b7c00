/** The work behind the council module's contract. */
import { serve } from '../../kernel/server.ts'
import { ballotDo, ballotRecords } from './ballot-service.ts'
import { council } from './contract.ts'
import { may } from './rules.ts'

serve(council, { may, do: { ...ballotDo }, records: [...ballotRecords] })
