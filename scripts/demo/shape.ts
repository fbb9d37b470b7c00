/**
 * The rows of the demonstration town, as plain data. Keys are the town's own; whoever loads it maps them to the
 * product's ids. Moments are `Date`, days are 'YYYY-MM-DD' as the calendar on the wall in Zhangjiagang shows them.
 */
export type Point = [lon: number, lat: number]
export type Polygon = { type: 'Polygon'; coordinates: Point[][] }
export type LineString = { type: 'LineString'; coordinates: Point[] }
export type Feature<G, P> = { type: 'Feature'; id: string; geometry: G; properties: P }
export type Collection<G, P> = { type: 'FeatureCollection'; features: Feature<G, P>[] }

/** Walk-ups of six floors, lift towers of eighteen, village houses. */
export type Kind = 'walkup' | 'tower' | 'village'

export type Division = { code: string; name: string }
export type Street = Division & { above: Division[]; centre: Point }
export type Community = Division & { outline: Polygon; centre: Point }
export type Grid = { code: string; name: string; community: string; kind: Kind; compound: string; centre: Point }
export type Road = { name: string }
export type Compound = { key: string; name: string; community: string; grids: string[]; kind: Kind }
export type PublicPlace = {
  key: string
  kind: 'service-centre' | 'clinic' | 'park' | 'market' | 'school'
  name: string
  community: string
  grid: string
  point: Point
}

/** `code` is 17 digits: community and a number of five; it lies in one grid. `unitCount` 0: a house without units. */
export type Building = {
  code: string
  name: string
  compound: string
  community: string
  grid: string
  kind: Kind
  unitCount: number
  floors: number
  built: number
  point: Point
  outline: Polygon
}

/** `code` is 23 digits: building, two for the unit, four for the room, 00 = none. `area` is in 0.01 m². */
export type Room = {
  code: string
  building: string
  unit: number
  floor: number
  door: number
  name: string
  /** '花园新村12幢3单元502室' */
  address: string
  area: number
  community: string
  grid: string
}

export type Tenure = '自住' | '租住'
export type Household = { key: string; room: string; head: string; tenure: Tenure; since: string; members: string[] }

export type Residence = '户籍' | '常住外来' | '租住' | '寄住' | '人户分离'
export type Sex = '男' | '女'
export type Person = {
  key: string
  name: string
  sex: Sex
  birth: string
  idNumber: string
  phone: string | null
  household: string
  relation: string
  residence: Residence
  /** Where the person is registered: a six-digit district. */
  registered: string
  /** null: 'living elsewhere', and then `elsewhere` says where. */
  room: string | null
  elsewhere: string | null
  /** The day the person came to live here from another place; null for those who are registered here. */
  arrived: string | null
  community: string
  grid: string
}

export type Post =
  | 'street-chief'
  | 'street-clerk'
  | 'checker'
  | 'community-head'
  | 'community-clerk'
  | 'council-chair'
  | 'grid-worker'
  | 'repair'
  | 'doctor'
  | 'accountant'
  | 'cashier'
  | 'supervisor'

/** `place` is the code the post is held over: street 9, community 12, grid 15 digits. */
export type Staff = {
  key: string
  name: string
  phone: string
  post: Post
  title: string
  place: string
  unit: string | null
  /** The resident who holds the post, where the staff member lives in the town. */
  person: string | null
}
export type Unit = { key: string; name: string; place: string }

export type Urgency = 'emergency' | 'utility' | 'ordinary' | 'complex' | 'consult'
export type Move =
  | 'accept'
  | 'reject'
  | 'dispatch'
  | 'sign'
  | 'sendBack'
  | 'note'
  | 'feedback'
  | 'verify'
  | 'redo'
  | 'confirm'
  | 'reopen'
  | 'rate'
  | 'urge'
export type By = 'clerk' | 'worker' | 'checker' | 'reporter' | 'chief'
export type State =
  | 'reported'
  | 'rejected'
  | 'accepted'
  | 'dispatched'
  | 'handling'
  | 'checking'
  | 'closed'
  | 'confirmed'

/**
 * One thing that happens, `after` minutes after the one before it (the first: after the report).
 * `who` is the staff member who does it, null when it is the reporter; `to` whom it is dispatched to.
 */
export type Step = {
  after: number
  move: Move
  by: By
  who: string | null
  note: string
  to?: string
  stars?: number
}

export type Reporter = { kind: 'resident'; person: string; phone: string } | { kind: 'anonymous'; phone: string }
export type Where = { kind: 'building' | 'public' | 'grid'; key: string }

/** `category` has four digits, `item` six; `steps` are those that have happened by `now`, and `state` is where they led. */
export type Matter = {
  key: string
  at: Date
  category: string
  item: string
  urgency: Urgency
  title: string
  description: string
  where: Where
  address: string
  point: Point
  grid: string
  community: string
  channel: 'web' | 'phone' | 'counter'
  reporter: Reporter
  steps: Step[]
  state: State
}

export type Town = {
  street: Street
  communities: Community[]
  grids: Collection<Polygon, Grid>
  roads: Collection<LineString, Road>
  compounds: Compound[]
  places: PublicPlace[]
  buildings: Building[]
  rooms: Room[]
  households: Household[]
  people: Person[]
  units: Unit[]
  staff: Staff[]
  matters: Matter[]
}

/** How long a matter may take from report to result, in hours. */
export type Limits = Record<Urgency, number>
