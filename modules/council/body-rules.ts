/**
 * 各种会议、选举和业主表决的法定人数与法定多数，按表决当天的法律。
 * The majorities of the law as data, each with its clause and from when it holds; validity.ts counts by them.
 */
import type { Body, Fact, Test, Version } from './validity-rules.ts'

const atLeast = (n: bigint, d: bigint, have: Fact, of: Fact, clause: string): Test => ({
  have,
  of,
  n,
  d,
  strict: false,
  clause,
})
const moreThan = (n: bigint, d: bigint, have: Fact, of: Fact, clause: string): Test => ({
  have,
  of,
  n,
  d,
  strict: true,
  clause,
})
const half = (have: Fact, of: Fact, clause: string) => moreThan(1n, 2n, have, of, clause)
const twoThirds = (have: Fact, of: Fact, clause: string) => atLeast(2n, 3n, have, of, clause)
const since = (from: string, quorum: readonly Test[], decision: readonly Test[]): Version => ({
  from,
  quorum,
  decision,
})

const vcl = (article: number) => `《村民委员会组织法》第${article}条`
const rcl = (article: number) => `《城市居民委员会组织法》第${article}条`
const rceo = (article: number) => `《农村集体经济组织法》第${article}条`
const old = (article: number) => `《村民委员会组织法》（2018年修正）第${article}条`
const [village, estate, new2026] = ['2010-10-28', '2021-01-01', '2026-01-01']
const civil = '《民法典》第278条'
const property = '《物权法》第76条'

type Share = typeof half
/** So many must come; more than half of those who came must agree. */
const byPerson = (quorum: Share) => (from: string, clause: string) =>
  since(from, [quorum('present', 'entitled', clause)], [half('yes', 'present', clause)])
const byHouse = (quorum: Share) => (from: string, clause: string) =>
  since(from, [quorum('householdsPresent', 'households', clause)], [half('yes', 'householdsPresent', clause)])
const meets = (label: string, ...versions: Version[]): Body => ({ label, versions })
const [halfCome, mostCome] = [byPerson(half), byPerson(twoThirds)]
const mostHouses = byHouse(twoThirds)

/** V-15, V-18, V-20, R-10, R-11, RCE-02, RCE-03, RCE-05, O-01 to O-03, O-11, CD-11 and 4.2 of the book of rules. */
export const bodies = {
  villageAssembly: meets('村民会议（按人）', halfCome(village, old(22)), halfCome(new2026, vcl(26))),
  villageAssemblyByHousehold: meets('村民会议（按户）', mostHouses(village, old(22)), mostHouses(new2026, vcl(26))),
  villageRepresentatives: meets('村民代表会议', mostCome(village, old(26)), mostCome(new2026, vcl(30))),
  villageGroup: meets('村民小组会议（按人）', mostCome(village, old(28)), mostCome(new2026, vcl(32))),
  villageGroupByHousehold: meets('村民小组会议（按户）', mostHouses(village, old(28)), mostHouses(new2026, vcl(32))),
  residentsAssembly: meets('居民会议（按人）', halfCome(new2026, rcl(27))),
  residentsAssemblyByHousehold: meets('居民会议（按户代表）', byHouse(half)(new2026, rcl(27))),
  residentsRepresentatives: meets('居民代表会议', mostCome(new2026, rcl(29))),
  members: {
    label: '集体经济组织成员大会',
    versions: [
      since('2025-05-01', [twoThirds('present', 'entitled', rceo(27))], [twoThirds('yes', 'entitled', rceo(27))]),
    ],
  },
  memberRepresentatives: {
    label: '集体经济组织成员代表大会',
    versions: [since('2025-05-01', [], [twoThirds('yes', 'entitled', rceo(28))])],
  },
  board: {
    label: '集体经济组织理事会',
    versions: [since('2025-05-01', [twoThirds('present', 'entitled', rceo(31))], [half('yes', 'entitled', rceo(31))])],
  },
  partyMembers: {
    label: '党员大会审议（四议两公开）',
    versions: [
      since(village, [twoThirds('present', 'entitled', '四议两公开')], [half('yes', 'entitled', '四议两公开')]),
    ],
  },
  /** Inside a mandate the council decides by its own rules; no national text sets them. */
  council: {
    label: '议事会',
    versions: [
      since(village, [twoThirds('present', 'entitled', 'assumption')], [half('yes', 'present', 'assumption')]),
    ],
  },
  /** What no law says of a committee's own meetings: the majority decides, more than half being there. */
  ownRules: {
    label: '委员会自己的会议',
    versions: [since(village, [half('present', 'entitled', 'assumption')], [half('yes', 'present', 'assumption')])],
  },
  ownersOrdinary: {
    label: '业主共同决定（一般事项）',
    versions: [
      since('2007-10-01', [], [half('areaYes', 'area', property), half('ownersYes', 'owners', property)]),
      since(estate, takePart(), [half('areaYes', 'areaVoted', civil), half('ownersYes', 'ownersVoted', civil)]),
    ],
  },
  ownersSpecial: {
    label: '业主共同决定（特别事项）',
    versions: [
      since('2007-10-01', [], [twoThirds('areaYes', 'area', property), twoThirds('ownersYes', 'owners', property)]),
      since(estate, takePart(), [
        atLeast(3n, 4n, 'areaYes', 'areaVoted', civil),
        atLeast(3n, 4n, 'ownersYes', 'ownersVoted', civil),
      ]),
    ],
  },
  villageElection: {
    label: '村民委员会选举',
    versions: [
      since(village, [half('voted', 'registered', old(15))], [half('got', 'voted', old(15))]),
      since(new2026, [half('voted', 'registered', vcl(18))], [half('got', 'voted', vcl(18))]),
    ],
  },
  residentsElection: {
    label: '居民委员会选举（全体选民或户代表）',
    versions: [since(new2026, [half('voted', 'registered', rcl(19))], [half('got', 'voted', rcl(19))])],
  },
  residentsElectionByRepresentatives: {
    label: '居民委员会选举（居民代表）',
    versions: [since(new2026, [moreThan(2n, 3n, 'voted', 'registered', rcl(19))], [half('got', 'voted', rcl(19))])],
  },
  secondVote: {
    label: '另行选举',
    versions: [since(village, [], [atLeast(1n, 3n, 'got', 'cast', vcl(18))])],
  },
} as const satisfies Record<string, Body>
export type BodyName = keyof typeof bodies

function takePart(): readonly Test[] {
  return [twoThirds('areaVoted', 'area', civil), twoThirds('ownersVoted', 'owners', civil)]
}
