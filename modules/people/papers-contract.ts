/** What the papers of the people module promise: a merge and its undoing, a handover to another community, a correction. */
import { z } from 'zod'
import { command, key, movesOf, paged, paging, Place, query, secret, type Ops } from '../../kernel/contract.ts'
import { correcting, merging, transfer } from './papers.ts'
import { choice, Correction, CorrectionLine, Handover, Merge, Reason } from './shapes.ts'
import { fields, residencesHere } from './words.ts'

const Grid = Place.length(15).describe('网格')
const Room = z.uuid().describe('住处')

/** Whose papers they are stands in the answer: each is a look. */
function about<T extends Ops>(moves: T, persons: (answer: unknown) => readonly string[]): T {
  for (const op of Object.values(moves)) op.shows = persons
  return moves
}
const whoMove = (h: Pick<Handover, 'persons'>) => h.persons.map(p => p.person)
const lines = (a: { items: { person: string }[] }) => a.items.map(i => i.person)

export const paperOps = {
  merges: query('合并记录', z.object({ place: Place.optional().describe('网格'), ...paging }), paged(Merge), {
    shows: lines,
  }),
  ...about(movesOf(merging, Merge, { undoMerge: { reason: Reason(4).describe('为什么撤销') } }), a => [
    Merge.pick({ person: true }).parse(a).person,
  ]),

  handovers: query(
    '迁移交接',
    z.object({
      place: Place.optional().describe('网格'),
      way: choice({ in: '移交进来', out: '移交出去' }).optional().describe('方向'),
      state: choice(transfer.states).optional().describe('状态'),
      ...paging,
    }),
    paged(Handover),
    { shows: a => a.items.flatMap(whoMove) },
  ),
  handover: query('迁移交接', z.object(key), Handover, { shows: whoMove }),
  ...about(
    movesOf(transfer, Handover, {
      receive: {
        place: Grid,
        room: Room.optional(),
        residence: choice(residencesHere).default('settled').describe('居住类型'),
      },
      sendBack: { reason: Reason().describe('退回原因') },
      recall: { reason: Reason().describe('撤回原因') },
    }),
    a => whoMove(Handover.pick({ persons: true }).parse(a)),
  ),

  corrections: query(
    '更正申请',
    z.object({
      place: Place.optional().describe('网格'),
      state: choice(correcting.states).optional().describe('状态'),
      ...paging,
    }),
    paged(CorrectionLine),
    { shows: lines },
  ),
  correction: query('更正申请', z.object(key), Correction, { shows: a => [a.person] }),
  requestCorrection: command(
    '申请更正',
    z.object({
      field: choice({ ...fields, home: '住处', other: '其他' }).describe('哪一项不对'),
      wanted: secret(z.string().trim().min(1).max(200).describe('应当是')),
      reason: Reason().describe('为什么，有什么证明'),
    }),
    Correction,
  ),
  myCorrections: query('我的更正申请', z.object(paging), paged(CorrectionLine)),
  ...about(
    movesOf(correcting, Correction, {
      approve: { answer: z.string().trim().max(200).default('').describe('答复') },
      refuse: { answer: Reason(4).describe('不予更正的理由') },
    }),
    a => [Correction.pick({ person: true }).parse(a).person],
  ),
}
