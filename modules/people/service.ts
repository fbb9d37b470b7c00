/** The work behind the people module's contract. */
import { sealedColumn } from '../../kernel/resealing.ts'
import { serve } from '../../kernel/server.ts'
import { collect } from './collect.ts'
import { people } from './contract.ts'
import { applyLink, DOCUMENT, links, movingLinks, readLink } from './link.ts'
import { mayLink } from './link-rules.ts'
import { listCorrections, movingCorrections, myCorrections, readCorrection, requestCorrection } from './correction.ts'
import { uses } from './documents.ts'
import { listHandovers, movingHandovers, readHandover } from './handover.ts'
import { history } from './history.ts'
import './leaving.ts'
import { ask, block, home } from './home.ts'
import { electors, mine } from './electors.ts'
import { counts, household, namesIn, persons } from './list.ts'
import { lived } from './lived.ts'
import { listMatches, movingMatches } from './match.ts'
import { listMerges, movingMerges } from './merging.ts'
import { myData } from './mine.ts'
import { movingResidents } from './moves.ts'
import { alike, keepApart, pairs } from './pairs.ts'
import { whoIs } from './person.ts'
import { mayMatch } from './papers.ts'
import { purposes } from './purposes.ts'
import { register } from './register.ts'
import { readResident } from './resident.ts'
import { may } from './rules.ts'
import { tags } from './tag.ts'

const key = { community: 'text', id: 'uuid' }
sealedColumn({ table: 'people.resident', column: 'id_number', use: uses.idNumber, key })
sealedColumn({ table: 'people.resident', column: 'phone', use: uses.phone, key })
sealedColumn({ table: 'people.link', column: 'id_number', use: DOCUMENT, key })
sealedColumn({ table: 'people.contact', column: 'number', use: uses.contact, key })
sealedColumn({ table: 'people.correction', column: 'wanted', use: uses.wanted, key })
// What a card said before a merge is sealed as it stood on the card.
sealedColumn({ table: 'people.merge', column: 'id_number', use: uses.idNumber, key })
sealedColumn({ table: 'people.merge', column: 'phone', use: uses.phone, key })

serve(people, {
  may: { ...may, ...mayLink, ...mayMatch },
  do: {
    persons,
    person: readResident,
    household,
    home,
    block,
    tags,
    namesIn,
    history,
    whoIs,
    register,
    alike,
    pairs,
    keepApart,
    merges: listMerges,
    matches: listMatches,
    ask,
    collect,
    handovers: listHandovers,
    handover: readHandover,
    corrections: listCorrections,
    correction: readCorrection,
    requestCorrection,
    myCorrections,
    myData,
    electors,
    mine,
    counts,
    lived,
    applyLink,
    links,
    link: readLink,
    purposes: async () => Object.values(purposes),
  },
  asked: { electors: ['council.fillRoll', 'council.addVoter'] },
  records: [movingResidents, movingMerges, movingMatches, movingHandovers, movingCorrections, movingLinks],
})
