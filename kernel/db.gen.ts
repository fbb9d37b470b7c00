import type { ColumnType, Generated } from 'kysely'

type Numeric = ColumnType<string, number | string>
type Json = ColumnType<unknown, string | null, string | null>

export type DB = {
  'assets.allotment': {
    community: string
    receipt: string
    purpose: string
    amount: number
    fund: string
  }
  'assets.asset': {
    community: string
    id: string
    place: string
    state: string
    book: string
    number: string
    name: string
    kind: string
    located: string
    lon: number | null
    lat: number | null
    area: number | null
    photos: Generated<string[]>
    cost: number
    registeredOn: string
    writtenOffOn: string | null
    writtenOffWhy: string | null
    resolutionNumber: string | null
    resolutionDay: string | null
  }
  'assets.charge': {
    community: string
    id: string
    lease: string
    n: number
    fromDay: string
    until: string
    amount: number
    dueDay: string
    paid: Generated<number>
    at: Date
  }
  'assets.dividend': {
    community: string
    id: string
    place: string
    state: string
    book: string
    year: number
    name: string
    total: number
    resolution: string | null
    resolutionNumber: string
    resolutionDay: string
    drafter: string
    declaredOn: string | null
    declaredName: string | null
  }
  'assets.dividendShare': {
    community: string
    dividend: string
    member: string
    number: string
    name: string
    shares: number
    amount: number
  }
  'assets.lease': {
    community: string
    id: string
    place: string
    state: string
    asset: string
    book: string
    number: string
    tenant: string
    tenantKind: string
    purpose: string
    fromDay: string
    until: string
    during: string
    months: number
    rent: number
    deposit: Generated<number>
    held: Generated<number>
    photos: Generated<string[]>
    resolution: string | null
    resolutionNumber: string | null
    resolutionDay: string | null
    renews: string | null
    drafter: string
    drafterName: string | null
    head: string | null
    headName: string | null
    supervisor: string | null
    supervisorName: string | null
    endsBy: Date
    nextDue: string | null
    begunAt: Date | null
    endedOn: string | null
    endedWhy: string | null
    endedBy: string | null
  }
  'assets.member': {
    community: string
    id: string
    place: string
    state: string
    book: string
    number: string
    name: string
    shares: number
    since: string
    resolutionNumber: string
  }
  'assets.policy': {
    community: string
    id: string
    place: string
    book: string
    fromDay: string
    pension: number
    operations: number
    property: number
    culture: number
    aid: number
    resolution: string | null
    resolutionNumber: string
    resolutionDay: string
    byName: string | null
    at: Date
  }
  'assets.receipt': {
    community: string
    id: string
    lease: string
    day: string
    amount: number
    account: string
    serial: string
    byName: string | null
    at: Date
  }
  'assets.valuation': {
    community: string
    id: string
    asset: string
    day: string
    value: number
    yearlyRent: number | null
    basis: string
    byName: string | null
    at: Date
  }
  'council.attendance': {
    community: string
    meeting: string
    seat: string
    came: string
    proxy: string | null
    reason: string | null
    at: Date
  }
  'council.ballot': {
    community: string
    id: string
    place: string
    state: string
    title: string
    about: string
    body: string
    questions: Json
    opensAt: Date
    closesAt: Date
    draftedBy: string | null
    listedAt: Date | null
    objectBy: Date | null
    provisional: Generated<boolean>
    publicKey: string | null
    urns: Generated<number>
    result: Json | null
    countedAt: Date | null
    publishedAt: Date | null
    shownUntil: Date | null
    reason: string | null
  }
  'council.ballotKey': {
    community: string
    ballot: string
    sign: string
    box: string
  }
  'council.body': {
    community: string
    id: string
    place: string
    state: string
    kind: string
    side: string
    name: string
    term: Generated<string>
    from: string
    until: string
    entitled: number | null
    households: number | null
    groups: Json
    chart: string | null
    ended: string | null
  }
  'council.entry': {
    community: string
    id: string
    record: string
    seq: Generated<number>
    at: Date
    move: string
    byName: string | null
    text: string | null
  }
  'council.item': {
    community: string
    id: string
    meeting: string
    at: number
    topic: string | null
    title: string
    said: Generated<string>
    method: string
    outcome: string | null
    present: number | null
    yes: number | null
    no: number | null
    abstain: number | null
    verdict: Json | null
    reason: string | null
  }
  'council.kin': {
    community: string
    id: string
    a: string
    b: string
    relation: string
    at: Date
    byName: string | null
  }
  'council.mandate': {
    community: string
    id: string
    place: string
    state: string
    body: string
    matters: string[]
    from: string
    until: string
    resolution: string | null
    document: string | null
    reason: string | null
  }
  'council.meeting': {
    community: string
    id: string
    place: string
    state: string
    body: string
    law: string
    title: string
    venue: string
    startsAt: Date
    onward: Generated<boolean>
    urgent: string | null
    noticeBy: string
    convenedAt: Date | null
    openedAt: Date | null
    closedAt: Date | null
    entitled: number | null
    headcount: number | null
    minutes: string | null
    publishedAt: Date | null
    reason: string | null
  }
  'council.objection': {
    community: string
    id: string
    resolution: string
    by: string
    name: string
    at: Date
    said: string
    answer: string | null
    answeredAt: Date | null
    answeredBy: string | null
  }
  'council.paper': {
    community: string
    ballot: string
    number: number
    round: number
    byId: string
    byName: string | null
    sheet: Json | null
  }
  'council.part': {
    community: string
    id: string
    resolution: string
    who: string
    act: string
    hand: Generated<string>
    name: string
    at: Date
  }
  'council.resolution': {
    community: string
    id: string
    place: string
    state: string
    body: string
    year: number
    number: number
    title: string
    said: string
    topic: string | null
    item: string | null
    ballot: string | null
    decidedOn: string
    counted: string
    matter: string
    major: boolean
    displayedOn: string | null
    displayUntil: string | null
    takenDownOn: string | null
    executor: string | null
    begunAt: Date | null
    dueAt: Date | null
    doneAt: Date | null
    result: string | null
    filedAt: Date | null
    reason: string | null
  }
  'council.rightUsed': {
    community: string
    ballot: string
    voter: string
    part: string
    channel: string
    blinded: Buffer | null
    signature: Buffer | null
  }
  'council.rollChange': {
    community: string
    ballot: string
    voter: string
    id: string
    what: string
    reason: string
    byName: string | null
    at: Date
  }
  'council.rollObjection': {
    community: string
    id: string
    place: string
    state: string
    ballot: string
    owner: string
    byName: string | null
    said: string
    raisedAt: Date
    answerBy: Date
    provisional: Generated<boolean>
    answer: string | null
    answeredAt: Date | null
  }
  'council.seat': {
    community: string
    id: string
    body: string
    side: string
    member: string
    name: string
    account: string | null
    role: string
    grp: Generated<string>
    cadre: boolean | null
    woman: boolean | null
    finance: boolean | null
    during: string
    how: string
    why: string | null
    replaces: string | null
  }
  'council.series': {
    community: string
    body: string
    year: number
    last: number
  }
  'council.sheet': {
    community: string
    ballot: string
    id: string
    channel: string
    token: string | null
    signature: string | null
    said: Json | null
    voter: string | null
  }
  'council.signature': {
    community: string
    meeting: string
    name: string
    seat: string | null
    at: Date
  }
  'council.signedVote': {
    community: string
    ballot: string
    voter: string
    sheet: string | null
  }
  'council.speech': {
    community: string
    id: string
    meeting: string
    item: string
    at: Date
    speaker: string
    said: string
  }
  'council.step': {
    community: string
    topic: string
    step: number
    previous: Generated<number | null>
    on: string
    said: Generated<string>
    entitled: number | null
    present: number | null
    yes: number | null
    byName: string | null
  }
  'council.support': {
    community: string
    topic: string
    by: string
    name: string
    at: Date
  }
  'council.topic': {
    community: string
    id: string
    place: string
    state: string
    number: string
    title: string
    said: Generated<string>
    source: string
    owner: string | null
    proposer: string | null
    capacity: string | null
    signers: Generated<number>
    outOf: number | null
    evidence: Generated<string[]>
    matter: string | null
    major: Generated<boolean>
    body: string | null
    reason: string | null
    forwarded: string | null
    collectedAt: Date
    examineBy: Date
    examinedAt: Date | null
    updatedAt: Date
  }
  'council.urn': {
    community: string
    ballot: string
    n: number
    box: Buffer
  }
  'council.voice': {
    community: string
    meeting: string
    item: string
    seat: string
    choice: string
    at: Date
  }
  'council.voter': {
    community: string
    ballot: string
    id: string
    person: string | null
    name: string
    place: string
    door: string | null
    why: string
    area: number | null
    countsAs: string
    proxy: string | null
    proxySaid: string | null
    struck: string | null
  }
  'grid.category': {
    code: string
    name: string
    parent: string | null
    urgency: string
    keywords: Generated<string[]>
    advice: string | null
    private: Generated<boolean>
    extCode: string | null
    from: string | null
    until: string | null
    own: Generated<boolean>
  }
  'grid.entry': {
    community: string
    id: string
    matter: string
    seq: Generated<number>
    at: Date
    move: string
    by: string | null
    byName: string | null
    text: string | null
    photos: Generated<string[]>
    internal: Generated<boolean>
    made: Date | null
  }
  'grid.homeVisit': {
    community: string
    id: string
    place: string
    state: string
    owner: string | null
    holder: string | null
    holderName: string | null
    what: string
    address: string
    contact: string | null
    phone: string | null
    consent: string
    consentSaid: string
    askedBy: string | null
    askedAt: Date
    wanted: string | null
    answerBy: Date
    comesAt: Date | null
    endedAt: Date | null
    result: string | null
    photos: Generated<string[]>
  }
  'grid.matter': {
    community: string
    id: string
    place: string
    number: string
    state: string
    category: string
    urgency: string
    source: string
    title: string
    description: Generated<string>
    address: string | null
    building: string | null
    lon: number | null
    lat: number | null
    owner: string | null
    ticket: string
    contact: string | null
    phone: string | null
    phoneKey: string | null
    phoneTail: string | null
    holder: string | null
    holderName: string | null
    reportedAt: Date
    acceptBy: Date
    dispatchBy: Date
    resultBy: Date
    provisional: Generated<boolean>
    closedAt: Date | null
    result: string | null
    returned: Generated<number>
    reopened: Generated<number>
    urged: Generated<number>
    urgedAt: Date | null
    raised: Generated<number>
    raisedAt: Date | null
    rating: number | null
    ratingText: string | null
    foreignSource: string | null
    foreignId: string | null
    desk: string
    updatedAt: Date
    respondBy: Date
    respondedAt: Date | null
    waitingSince: Date | null
    supplementBy: Date | null
    pausedAt: Date | null
    pausedUntil: Date | null
    pausedDays: Generated<number>
    extended: Generated<number>
    lead: string | null
    revisit: string | null
    revisitedAt: Date | null
    revisitText: string | null
    solved: boolean | null
    pleased: boolean | null
    excluded: Generated<boolean>
    excludedWhy: string | null
    foreignCode: string | null
    elsewhere: string | null
    names: Generated<string[]>
    followKey: string | null
  }
  'grid.number': {
    number: string
    community: string
    matter: string
  }
  'grid.plan': {
    community: string
    id: string
    place: string
    state: string
    name: string
    holder: string
    holderName: string
    days: string[]
    starts: string
    minutes: number
    points: string[]
    fromDay: string
    untilDay: string | null
  }
  'grid.point': {
    community: string
    id: string
    place: string
    state: string
    name: string
    building: string | null
    lon: number | null
    lat: number | null
    code: string
  }
  'grid.request': {
    community: string
    id: string
    place: string
    desk: string
    matter: string
    title: string
    state: string
    kind: string
    reason: string
    until: string | null
    days: number | null
    asker: string
    askerName: string | null
    askedAt: Date
    decideBy: Date
    decidedAt: Date | null
    decidedBy: string | null
    answer: string | null
  }
  'grid.round': {
    community: string
    id: string
    place: string
    state: string
    plan: string
    name: string
    holder: string
    holderName: string
    day: string
    startsAt: Date
    endsAt: Date
    setOutAt: Date | null
    endedAt: Date | null
    reason: string | null
  }
  'grid.supervision': {
    community: string
    id: string
    place: string
    matter: string
    title: string
    state: string
    holder: string | null
    said: string
    orderer: string
    ordererName: string | null
    orderedAt: Date
    answerBy: Date
    reviewBy: Date | null
    answeredAt: Date | null
    answeredBy: string | null
    answer: string | null
    photos: Generated<string[]>
  }
  'grid.task': {
    community: string
    id: string
    place: string
    matter: string
    title: string
    state: string
    holder: string
    holderName: string
    said: string
    calledBy: string | null
    calledAt: Date
    doBy: Date
    endedAt: Date | null
    result: string | null
    photos: Generated<string[]>
  }
  'grid.visit': {
    community: string
    id: string
    place: string
    state: string
    round: string
    point: string
    pointName: string
    seq: number
    holder: string
    endsAt: Date
    visitedAt: Date | null
    proof: Generated<string[]>
    metres: number | null
    accuracy: number | null
    photos: Generated<string[]>
    said: string | null
  }
  'identity.account': {
    id: string
    place: string
    username: string
    name: string
    phone: string | null
    phoneKey: string | null
    workPhone: string | null
    password: string | null
    mustChange: Generated<boolean>
    person: string | null
    lastSignIn: Date | null
    community: Generated<string>
    state: Generated<string>
    signedUp: Generated<boolean>
    passwordAt: Date | null
    invitedUntil: Date | null
    totp: string | null
    totpSince: Date | null
    totpStep: Generated<number>
    awakeAt: Generated<Date>
  }
  'identity.challenge': {
    id: string
    challenge: string
    account: string | null
    until: Date
  }
  'identity.code': {
    account: string
    key: string
    until: Date
  }
  'identity.delegation': {
    community: string
    id: string
    place: string
    state: string
    post: string
    owner: string
    deputy: string
    during: string
    reason: string
    at: Date
  }
  'identity.passkey': {
    id: string
    account: string
    name: string
    publicKey: Buffer
    counter: number
    transports: Generated<string[]>
    created: Date
    used: Date | null
  }
  'identity.pastPassword': {
    account: string
    at: Date
    password: string
  }
  'identity.post': {
    id: string
    account: string
    role: string
    place: string
    during: string
  }
  'identity.recovery': {
    account: string
    key: string
  }
  'identity.signIn': {
    id: string
    tried: string
    account: string | null
    ok: boolean
    at: Date
    ip: string | null
    way: Generated<string>
    agent: string | null
  }
  'insight.warning': {
    community: string
    id: string
    place: string
    state: string
    code: string
    subject: string
    level: string
    said: string
    about: string
    addressee: string
    raisedOn: string
    answerBy: Date
    answer: string | null
    answeredBy: string | null
    answeredName: string | null
    verdict: string | null
    verdictName: string | null
    escalatedAt: Date | null
  }
  'insight.watching': {
    community: string
    id: string
    place: string
    state: string
    code: string
    since: string
    byName: string | null
  }
  'kernel.checkpoint': {
    id: Generated<number>
    at: Date
    upto: string
    rows: number
    heads: Json
    root: Buffer
    signature: Buffer
    signer: string | null
  }
  'kernel.cursor': {
    consumer: string
    xid: Generated<string>
    id: Generated<number>
    at: Date | null
  }
  'kernel.declined': {
    addressKey: string
    purpose: string
    at: Date
  }
  'kernel.figure': {
    name: string
    place: string
    from: string
    is: Numeric | null
    reason: string
    by: string
    at: Date
    id: Generated<number>
    document: string
    byName: string | null
  }
  'kernel.file': {
    community: string
    id: string
    place: string
    record: string | null
    owner: string | null
    name: string
    type: string
    size: number
    sha256: Buffer
    public: Generated<boolean>
    at: Date
  }
  'kernel.holiday': {
    day: string
    off: boolean
    name: string
    year: number
  }
  'kernel.holidayYear': {
    year: number
    source: string
    by: string | null
    byName: string | null
    at: Date
  }
  'kernel.import': {
    id: Generated<string>
    kind: string
    place: string
    file: string
    path: string
    sha256: Buffer
    state: string
    mapping: Json
    headers: Json
    whole: Generated<boolean>
    total: number | null
    read: Generated<number>
    done: Generated<number>
    added: Generated<number>
    changed: Generated<number>
    same: Generated<number>
    bad: Generated<number>
    problem: string | null
    by: string
    at: Date
    beat: Date | null
    ended: Date | null
  }
  'kernel.importBad': {
    import: string
    line: number
    cells: string
    reasons: Json
  }
  'kernel.installation': {
    name: string
    value: Json
    at: Date
  }
  'kernel.link': {
    community: string
    seq: number
    trail: number
    link: Buffer
  }
  'kernel.mapping': {
    kind: string
    headers: string
    mapping: Json
    at: Date
  }
  'kernel.message': {
    id: Generated<string>
    to: string | null
    title: string
    body: string
    link: string | null
    at: Date
    seen: Date | null
  }
  'kernel.migration': {
    file: string
    checksum: string
    at: Generated<Date>
  }
  'kernel.outbox': {
    id: Generated<number>
    xid: Generated<string>
    fact: string
    community: string
    record: string
    place: string
    actor: string | null
    data: Json
    at: Date
  }
  'kernel.outgoing': {
    id: string
    channel: string
    address: string
    addressKey: string
    template: string
    purpose: string
    content: string | null
    place: string
    state: string
    at: Date
    nextAt: Date | null
    until: Date | null
    tries: Generated<number>
    tried: Generated<Json>
    carrier: string | null
    receipt: string | null
    ended: Date | null
  }
  'kernel.phoneCode': {
    id: string
    phoneKey: string
    ipKey: string | null
    purpose: string
    digest: string
    at: Date
    until: Date
    tries: Generated<number>
    used: Date | null
  }
  'kernel.receipt': {
    actor: string
    op: string
    key: string
    asked: Buffer
    answer: Json | null
    at: Date
  }
  'kernel.session': {
    token: Buffer
    actor: string
    name: string
    guest: boolean
    created: Date
    used: Date
    until: Date
    idle: number | null
    agent: string | null
    id: Generated<string>
    ip: string | null
    need: string | null
  }
  'kernel.standing': {
    community: string
    place: string
    machine: string
    state: string
    n: number
  }
  'kernel.stay': {
    community: string
    id: Generated<number>
    machine: string
    record: string
    place: string
    state: string
    since: Date
    until: Date
    late: boolean
    holder: string | null
  }
  'kernel.tally': {
    community: string
    place: string
    machine: string
    state: string
    day: string
    entered: Generated<number>
    departed: Generated<number>
    late: Generated<number>
    seconds: Generated<number>
  }
  'kernel.token': {
    id: Generated<string>
    token: Buffer
    account: string
    name: string
    scopes: string[]
    created: Date
    until: Date
    used: Date | null
    revoked: Date | null
  }
  'kernel.trail': {
    community: string
    id: Generated<number>
    xid: Generated<string>
    at: Date
    op: string
    kind: string
    actor: string | null
    name: string | null
    record: string | null
    persons: Generated<string[]>
    reason: string | null
    input: Json
    digest: Buffer
    made: Date | null
  }
  'kernel.tries': {
    key: string
    tries: number
    at: Date
    until: Date | null
  }
  'kernel.turn': {
    key: string
    since: Date
    n: number
  }
  'kernel.view': {
    account: string
    page: string
    name: string
    search: string
    at: Date
  }
  'kernel.work': {
    community: string
    machine: string
    record: string
    place: string
    title: string
    state: string
    since: Date
    due: Date | null
    provisional: Generated<boolean>
    holder: string | null
    owner: string | null
    urged: Generated<number>
    raised: Generated<number>
    ended: Generated<boolean>
    desk: string | null
  }
  'money.account': {
    community: string
    book: string
    code: string
    name: string
    side: string
    firstLevel: boolean
    balance: Generated<number>
  }
  'money.balance': {
    community: string
    book: string
    account: string
    month: string
    debit: Generated<number>
    credit: Generated<number>
  }
  'money.bankLine': {
    community: string
    id: string
    place: string
    state: string
    book: string
    account: string
    day: string
    serial: string
    amount: number
    party: string
    said: string
    balance: number | null
    voucher: string | null
    matchedBy: string | null
  }
  'money.batch': {
    community: string
    id: string
    place: string
    state: string
    book: string
    number: string
    n: Generated<number>
    total: Generated<number>
    madeBy: string
    madeName: string | null
    madeAt: Date
  }
  'money.book': {
    community: string
    id: string
    place: string
    state: string
    ownerKind: string
    name: string
    fromYear: number
    lastYear: number
    closedYear: number | null
    openedAt: Date
  }
  'money.budget': {
    community: string
    id: string
    place: string
    state: string
    fund: string
    name: string
    resolution: string
    resolutionNumber: string
    resolutionDay: string
    ballot: string | null
    decided: number
    lined: Generated<number>
    adoptedAt: Date | null
  }
  'money.commitment': {
    community: string
    id: string
    place: string
    state: string
    line: string
    contract: string
    number: string
    kind: string
    party: string
    partyKind: string
    what: string
    amount: number
    accepted: Generated<number>
    acceptedNumber: string | null
    acceptedDay: string | null
    reserved: Generated<number>
    paid: Generated<number>
    loan: string | null
    signedDay: string
    madeBy: string
  }
  'money.fund': {
    community: string
    id: string
    place: string
    state: string
    book: string
    year: number
    name: string
    purpose: string
    source: string
    account: string
    allocated: number
    city: Generated<number>
    county: Generated<number>
    basis: string
    carried: Generated<number>
    borrowed: Generated<number>
    received: Generated<number>
    budgeted: Generated<number>
    reserved: Generated<number>
    paid: Generated<number>
    carriedOut: Generated<number>
    carriedFrom: string | null
    carriedTo: string | null
    openedAt: Date
  }
  'money.hold': {
    community: string
    id: string
    place: string
    state: string
    payment: string
    title: string
    question: string
    askedBy: string
    askedName: string | null
    askedAt: Date
    answerBy: Date
    answer: string | null
    answeredName: string | null
    answeredAt: Date | null
    ended: string | null
    endedAt: Date | null
  }
  'money.line': {
    community: string
    id: string
    budget: string
    name: string
    kind: string
    amount: number
    committed: Generated<number>
    paid: Generated<number>
  }
  'money.loan': {
    community: string
    id: string
    fund: string
    lender: string
    amount: number
    yearly: number
    repaid: Generated<number>
    resolution: string
    resolutionNumber: string
    resolutionDay: string
    at: Date
  }
  'money.month': {
    community: string
    id: string
    place: string
    state: string
    book: string
    month: string
    lastNumber: Generated<number>
    closeBy: Date
    reconciledAt: Date | null
    reconciledBy: string | null
    closedAt: Date | null
    closedBy: string | null
    closedName: string | null
    reopenedBy: string | null
    reopenedWhy: string | null
  }
  'money.payment': {
    community: string
    id: string
    place: string
    state: string
    number: string
    book: string
    fund: string
    commitment: string
    what: string
    amount: number
    way: string
    debit: string
    credit: string
    payee: string
    payeeKind: string
    bank: string | null
    bankAccount: string | null
    bankTail: string | null
    invoice: string | null
    documents: Generated<string[]>
    maker: string
    makerName: string | null
    madeAt: Date
    checker: string | null
    checkerName: string | null
    checkedAt: Date | null
    committee: string | null
    committeeName: string | null
    committeeAt: Date | null
    supervision: string | null
    supervisionName: string | null
    supervisionAt: Date | null
    approvedAt: Date | null
    held: Generated<number>
    batch: string | null
    paidDay: string | null
    serial: string | null
    failedWhy: string | null
    backWhy: string | null
  }
  'money.posting': {
    community: string
    voucher: string
    line: number
    book: string
    account: string
    debit: Generated<number>
    credit: Generated<number>
    fund: string | null
    budgetLine: string | null
    said: string | null
  }
  'money.voucher': {
    community: string
    id: string
    place: string
    book: string
    month: string
    number: number
    day: string
    said: string
    total: number
    source: string
    record: string
    reverses: string | null
    madeBy: string
    madeName: string | null
    madeAt: Date
    documents: Generated<string[]>
  }
  'needs.door': {
    community: string
    survey: string
    room: string
    place: string
    address: string
    tenant: boolean
    elder: boolean
    sheet: string | null
    outcome: string | null
  }
  'needs.paper': {
    community: string
    id: string
    place: string
    state: string
    survey: string
    room: string
    address: string
    at: Date
  }
  'needs.sheet': {
    community: string
    id: string
    place: string
    survey: string
    room: string
    way: string
    outcome: string
    choices: Json
    wishes: Json
    owner: string
    byName: string | null
    at: Date
  }
  'needs.survey': {
    community: string
    id: string
    place: string
    state: string
    title: string
    said: Generated<string>
    grids: Generated<string[]>
    buildings: Generated<string[]>
    questions: Json
    until: string
    openedAt: Date | null
    closesAt: Date | null
    sortBy: Date | null
    handBy: Date | null
    handedAt: Date | null
    byName: string | null
  }
  'needs.typed': {
    community: string
    paper: string
    nth: number
    sheet: Json
    by: string
    byName: string | null
    at: Date
  }
  'needs.wish': {
    community: string
    id: string
    place: string
    state: string
    survey: string
    sheet: string
    room: string
    said: string
    title: string | null
    kind: string
    priority: string
    lead: string | null
    clause: string | null
    reason: string | null
    passedTo: string | null
    number: string | null
    topic: string | null
    sortedAt: Date | null
  }
  'open311.failure': {
    system: string
    external: string
    said: string
    at: Date
  }
  'open311.passing': {
    community: string
    id: string
    place: string
    state: string
    matter: string
    number: string
    title: string
    system: string
    service: string
    content: string | null
    passedAt: Date
    passedBy: string | null
    tries: Generated<number>
    nextAt: Date | null
    said: string | null
    token: string | null
    external: string | null
    heard: string | null
    heardAt: Date | null
    toldSeq: Generated<number>
    toldAt: Date | null
    toldSaid: string | null
  }
  'open311.service': {
    system: string
    service: string
    category: string
  }
  'open311.system': {
    id: string
    place: string
    name: string
    endpoint: string
    apiKey: string | null
    jurisdiction: string | null
    format: Generated<string>
    active: Generated<boolean>
    pullInto: string | null
    services: Generated<Json>
    added: Date
    readUntil: Date | null
    contacted: Date | null
    tries: Generated<number>
    nextAt: Date | null
    said: string | null
    brought: Generated<number>
  }
  'people.alias': {
    former: string
    person: string
  }
  'people.apart': {
    community: string
    a: string
    b: string
    reason: string
    by: string
    byName: string | null
    at: Date
  }
  'people.change': {
    community: string
    id: string
    resident: string
    what: string
    source: string
    changes: Json
    by: string | null
    byName: string | null
    at: Date
  }
  'people.contact': {
    community: string
    id: string
    resident: string
    kind: string
    name: string | null
    relation: string | null
    number: string
    numberKey: string
    source: string
    byName: string | null
    at: Date
    ended: Date | null
  }
  'people.correction': {
    community: string
    id: string
    place: string
    state: string
    owner: string
    resident: string
    name: string
    field: string
    was: string | null
    wanted: string
    reason: string
    at: Date
    answer: string | null
    answeredBy: string | null
    answered: Date | null
  }
  'people.fact': {
    community: string
    resident: string
    field: string
    source: string
    at: Date
    by: string | null
    byName: string | null
    via: string | null
    declined: Generated<boolean>
  }
  'people.handover': {
    community: string
    id: string
    place: string
    state: string
    fromPlace: string
    resident: string
    members: string[]
    name: string
    day: string
    reason: string
    withTags: boolean
    agreed: string | null
    holder: string | null
    sentBy: string | null
    at: Date
    answer: string | null
    answeredBy: string | null
    answered: Date | null
  }
  'people.identity': {
    idKey: string
    person: string
  }
  'people.link': {
    community: string
    id: string
    place: string
    state: string
    owner: string
    ownerName: string
    name: string
    idNumber: string | null
    idKey: string | null
    address: string
    person: string | null
    reason: string | null
    at: Date
  }
  'people.match': {
    community: string
    id: string
    place: string
    state: string
    resident: string
    otherCommunity: string
    otherPlace: string
    other: string
    name: string
    person: string | null
    former: string | null
    known: string[]
    moved: string[]
    reason: string
    byName: string | null
    at: Date
    undone: Date | null
    undoneBy: string | null
    undoneWhy: string | null
  }
  'people.merge': {
    community: string
    id: string
    place: string
    state: string
    kept: string
    lost: string
    name: string
    taken: string[]
    was: Json
    idNumber: string | null
    phone: string | null
    former: string | null
    reason: string
    byName: string | null
    at: Date
    undone: Date | null
    undoneBy: string | null
    undoneWhy: string | null
  }
  'people.residence': {
    community: string
    resident: string
    during: string
    kind: string
    place: string
    room: string | null
    address: string | null
    source: string
    byName: string | null
    at: Date
  }
  'people.resident': {
    community: string
    id: string
    person: string
    place: string
    state: string
    name: string
    initials: string
    idNumber: string | null
    idKey: string | null
    phone: string | null
    phoneKey: string | null
    phoneTail: string | null
    sex: string | null
    birth: string | null
    room: string | null
    address: string | null
    household: string
    relation: string
    residence: string
    account: string | null
    since: Date
    until: string | null
    document: string | null
    idTail: string | null
    hometown: string | null
    mergedInto: string | null
    homeKey: Generated<string | null>
  }
  'people.tag': {
    community: string
    id: string
    resident: string
    kind: string
    basis: string
    said: string
    from: string
    until: string
    byName: string | null
    at: Date
    ended: Date | null
    endedWhy: string | null
  }
  'people.visit': {
    community: string
    id: string
    room: string
    place: string
    outcome: string
    note: string
    by: string
    byName: string | null
    at: Date
  }
  'places.body': {
    community: string
    id: string
    place: string
    state: string
    family: Generated<string>
    kind: string
    name: string
    duty: Generated<string>
    phone: Generated<string>
    office: Generated<string>
    from: string | null
    until: string | null
  }
  'places.building': {
    community: string
    id: string
    place: string
    code: string
    estate: string
    name: string
    nameKey: string
    lon: number | null
    lat: number | null
    state: Generated<string>
    floors: number | null
    units: number | null
    built: number | null
    until: string | null
  }
  'places.contact': {
    community: string
    id: string
    place: string
    state: string
    family: Generated<string>
    kind: string
    estate: string | null
    building: string | null
    name: string
    phone: string
    hours: Generated<string>
    note: Generated<string>
  }
  'places.former': {
    code: string
    during: string
    name: string
    outline: Json | null
  }
  'places.holding': {
    community: string
    id: string
    seat: string
    member: string
    term: string | null
    how: string
    during: string
    why: string | null
  }
  'places.kind': {
    family: string
    code: string
    label: string
    grouping: string | null
    duty: string | null
    at: number
  }
  'places.line': {
    community: string
    id: string
    body: string
    upperCommunity: string
    upper: string
    kind: string
    during: string
  }
  'places.member': {
    community: string
    id: string
    name: string
    account: string | null
    person: string | null
  }
  'places.place': {
    code: string
    name: string
    level: Generated<number>
    parent: Generated<string | null>
    outline: Json | null
    west: number | null
    south: number | null
    east: number | null
    north: number | null
    from: string | null
    until: string | null
    became: Generated<string[]>
  }
  'places.point': {
    community: string
    id: string
    place: string
    state: string
    family: Generated<string>
    kind: string
    number: string
    name: string
    lon: number | null
    lat: number | null
    address: Generated<string>
    phone: Generated<string>
    hours: Generated<string>
    note: Generated<string>
  }
  'places.redrawing': {
    community: string
    id: string
    place: string
    state: string
    title: string
    from: string
    takesEffect: Date
    plan: Json
    gaps: number
    outside: number
    moved: Generated<number>
    by: string
    byName: string
    at: Date
  }
  'places.room': {
    community: string
    id: string
    building: string
    unit: string
    floor: number
    name: string
    nameKey: string
    use: string
  }
  'places.seat': {
    community: string
    id: string
    body: string
    name: string
    number: number
    above: string | null
    at: number
    until: string | null
  }
  'places.term': {
    community: string
    id: string
    body: string
    name: string
    during: string
  }
  'portal.entry': {
    community: string
    id: string
    notice: string
    seq: Generated<number>
    at: Date
    move: string
    byName: string | null
    text: string | null
  }
  'portal.notice': {
    community: string
    id: string
    place: string
    state: string
    kind: string
    title: string
    body: string
    photos: Generated<string[]>
    pinned: Generated<boolean>
    until: Date | null
    draftedAt: Date
    drafter: string | null
    publishedAt: Date | null
    publisher: string | null
    withdrawn: string | null
    updatedAt: Date
  }
  'works.change': {
    community: string
    id: string
    project: string
    seq: Generated<number>
    on: string
    amount: number
    why: string
    resolution: string | null
    resolutionNumber: string | null
    signed: boolean
  }
  'works.defect': {
    community: string
    id: string
    project: string
    seq: Generated<number>
    what: string
    foundOn: string
    mendBy: string
    photos: string[]
    mendedOn: string | null
    passedOn: string | null
  }
  'works.draw': {
    community: string
    id: string
    place: string
    state: string
    title: string
    day: string
    n: number
    seal: string | null
    first: number | null
    salt: string | null
    firstBy: string | null
    firstName: string | null
    second: number | null
    secondBy: string | null
    secondName: string | null
    seed: string | null
  }
  'works.entry': {
    community: string
    id: string
    record: string
    at: Date
    seq: Generated<number>
    move: string
    byName: string | null
    text: string | null
    photos: string[]
  }
  'works.household': {
    community: string
    project: string
    room: string
    place: string
    address: string
  }
  'works.listed': {
    community: string
    draw: string
    project: string
    drawn: Generated<boolean>
  }
  'works.milestone': {
    community: string
    id: string
    project: string
    n: number
    title: string
    dueOn: string
    share: number
    reportedOn: string | null
    passedOn: string | null
  }
  'works.opinion': {
    community: string
    id: Generated<string>
    project: string
    round: number
    met: string
    content: string
    improve: string
  }
  'works.project': {
    community: string
    id: string
    place: string
    state: string
    title: string
    said: string
    item: string
    kind: string
    resolution: string
    resolutionNumber: string
    resolutionDay: string
    rank: number
    score: number | null
    buildings: string[]
    estimate: number | null
    estimateSaid: string | null
    noticedOn: string | null
    noticeUntil: string | null
    quote: string | null
    way: string | null
    wayReference: string | null
    choiceReason: string | null
    decidedName: string | null
    decidedOn: string | null
    contractor: string | null
    line: string | null
    contractNumber: string | null
    contractAmount: number | null
    signedDay: string | null
    dueOn: string | null
    outOfTurn: string | null
    completedOn: string | null
    acceptedNumber: string | null
    acceptedOn: string | null
    acceptedName: string | null
    round: Generated<number>
    closedOn: string | null
    reason: string | null
    dueAt: Date | null
    hands: Generated<string[]>
    watchers: Generated<string[]>
    openedAt: Date
  }
  'works.quote': {
    community: string
    id: string
    project: string
    seq: Generated<number>
    bidder: string
    bidderKind: string
    amount: number
    said: string
    photos: string[]
  }
  'works.reviewed': {
    community: string
    project: string
    round: number
    room: string
  }
  'works.visit': {
    community: string
    id: string
    place: string
    state: string
    project: string
    draw: string | null
    title: string
    dueAt: Date | null
    visitedAt: Date | null
    visitedName: string | null
    findings: string | null
    question: string | null
    answer: string | null
    answeredName: string | null
    ended: string | null
    photos: Generated<string[]>
  }
}
