/** How each operation of accounts and posts is asked. */
import { any } from '../../kernel/rules.ts'
import { answered, has, is, lists, type Case } from './case.ts'
import { at, type World } from './world.ts'

export const identity = (w: World): Record<string, Case> => ({
  'identity.me': { input: {}, ...answered },
  'identity.signIn': { input: { username: '没有此人', password: 'Wrong-2026' }, never: 'there is no such account' },
  'identity.askPasskey': { input: {}, never: 'it came from no address' },
  'identity.signInByPasskey': {
    input: { id: w.holder, credential: { id: 'x', response: { clientDataJSON: 'x' } } },
    never: 'no such challenge was made',
  },
  'identity.sendCode': { input: { phone: '13700000001' } },
  'identity.signInByPhone': { input: { phone: '13700000001', code: '000000' }, never: 'no code was sent' },
  'identity.accept': { input: { code: 'ABCD-EFGH-JKMN', fresh: 'Fresh-2026-x' }, never: 'there is no such code' },
  'identity.verifyCode': { input: { code: '000000' }, never: 'there is no second factor' },
  'identity.signOut': { input: {} },
  'identity.changePassword': {
    input: { old: 'Wrong-2026', fresh: 'Fresh-2026-x' },
    never: 'the old password is wrong',
  },
  'identity.security': { input: {}, rule: any(), besides: a => a.id === w.holder, hidden: true, shows: () => true },
  ...Object.fromEntries(
    [
      ['startTotp', {}],
      ['confirmTotp', { code: '000000' }],
      ['removeTotp', { code: '000000' }],
      ['renewRecovery', { code: '000000' }],
      ['startPasskey', {}],
      ['addPasskey', { id: w.holder, name: '手机', credential: { id: 'x', response: { clientDataJSON: 'x' } } }],
      ['removePasskey', { passkey: 'x' }],
    ].map(([name, input]) => [`identity.${name as string}`, { input, never: 'nobody has signed in a moment ago' }]),
  ),
  'identity.namePasskey': { input: { passkey: 'x', name: '手机' }, never: 'there is no such key' },
  'identity.endSession': { input: { session: w.holder } },
  'identity.leave': {
    input: { ...w.account, understood: true },
    row: { place: at.community, id: w.holder },
    never: 'nobody has signed in a moment ago',
  },
  'identity.endSessions': { input: {} },
  'identity.mySignIns': { input: {}, ...answered },
  'identity.deviceKey': { input: {}, ...answered },
  'identity.colleagues': { input: { post: w.post }, ...answered },
  'identity.delegations': { input: {}, ...answered },
  'identity.delegate': {
    input: { post: w.post, deputy: w.deputy, from: '2026-11-20', until: '2026-11-21', reason: '休年假' },
  },
  'identity.recall': { input: w.delegation, row: { place: at.grid, owner: w.holder } },
  'identity.found': {
    input: { place: at.street, username: '又一个', name: '又一个', password: 'Founding-2026' },
    never: 'it was founded already',
  },
  'identity.enrol': { input: { place: at.community, username: '新人', name: '新人' } },
  'identity.appoint': { input: { account: w.holder, role: 'clerk', place: at.community } },
  'identity.accounts': { input: { size: 200 }, row: { place: at.community }, shows: lists(w.holder) },
  'identity.account': { input: w.account, row: { place: at.community }, shows: is(w.holder) },
  ...Object.fromEntries(
    Object.entries({
      activate: {},
      invite: {},
      wake: {},
      close: {},
      reopen: {},
      resetPassword: {},
      clearFactors: {},
      redatePost: { post: w.post, from: '2026-11-01' },
      endPost: { post: w.post },
    }).map(([name, more]) => [
      `identity.${name}`,
      { input: { ...w.account, ...more }, row: { place: at.community, id: w.holder } },
    ]),
  ),
  'identity.lapse': {
    input: w.account,
    row: { place: at.community },
    never: 'it was taken into use a moment ago',
  },
  'identity.permissions': { input: {}, ...answered },
  'identity.administrators': {
    input: {},
    row: { place: at.street },
    shows: (all: { name: string }[]) => all.some(one => one.name === '建立的人'),
  },
  'identity.signIns': {
    input: { size: 200 },
    row: { place: at.community },
    shows: (page: { items: { name: string }[] }) => page.items.some(one => one.name === '承办人'),
  },
  'identity.link': {
    input: { account: w.holder, person: w.holder, place: at.community },
    rule: any(),
    never: 'only an approved request asks it',
  },
  // Besides those in their own area, people see who stands in their place or above them.
  'identity.holders': {
    input: { place: at.grid },
    row: { place: at.grid },
    shows: has(w.holder),
    besides: a => a.posts.some(p => p.place.startsWith(at.grid)),
  },
  'identity.onDuty': {
    input: { place: at.grid },
    shows: (list: { name: string }[]) => list.some(one => one.name === '承办人'),
  },
  'identity.looks': { input: {}, ...answered },
  'identity.trail': {
    input: { op: 'people.register' },
    row: { place: at.community },
    shows: (page: { items: { community: string }[] }) => page.items.some(line => line.community === at.community),
  },
})
