/** The prototype of the register: a thing that is free, one that is let, a lease that is drafted, shares, and a warning that stands. */
import { newId } from '../../kernel/id.ts'
import { theClock, type Actor } from '../../kernel/rules.ts'

type Key = { community: string; id: string }
type Run = <T = { id: string }>(op: string, input: unknown, actor?: Actor) => Promise<T>

export async function assetsOf(run: Run, place: string, book: string) {
  const key = ({ id }: { id: string }): Key => ({ community: place, id })
  const holder = (name: string, role: string): Actor => ({ id: newId(), name, posts: [{ role, place }] })
  const [head, watcher] = [holder('张岭', 'head'), holder('吴督', 'supervisor')]
  const decided = { resolutionNumber: '议〔2026〕8 号', resolutionDay: '2026-01-05' }
  const assetOf = async (number: string, name: string) => {
    const said = {
      place,
      book,
      number,
      name,
      kind: 'shop',
      located: '花园路 12 号',
      registeredOn: '2026-01-01',
      cost: '300000',
    }
    const asset = key(await run('assets.registerAsset', said))
    const value = { day: '2026-01-02', value: '400000', yearlyRent: '36000', basis: '街道评估' }
    await run('assets.valueAsset', { ...asset, ...value })
    return asset
  }
  const leaseOf = async (asset: Key, number: string) => {
    const who = { tenant: '好再来小吃店', tenantKind: 'company', purpose: '餐饮' }
    const terms = { fromDay: '2026-02-01', until: '2026-12-31', months: '1', rent: '1000', deposit: '2000' }
    return key(await run('assets.draftLease', { place, asset: asset.id, number, ...who, ...terms, ...decided }))
  }
  const shares = { pension: 3_000, operations: 2_500, property: 2_000, culture: 1_500, aid: 1_000 }
  await run('assets.setPolicy', { place, book, fromDay: '2026-01-01', ...shares, ...decided })
  const [asset, spare, let_] = [
    await assetOf('DM-1', '西门店面'),
    await assetOf('DM-2', '南门店面'),
    await assetOf('DM-3', '东门店面'),
  ]
  const [draft, lease] = [await leaseOf(spare, 'ZL-1'), await leaseOf(let_, 'ZL-2')]
  await run('assets.checkLease', lease, head)
  await run('assets.agreeLease', lease, watcher)
  await run('assets.beginLease', lease, head)
  await run('assets.chargeRent', { ...lease, until: '2026-11-01' })
  await run('assets.receiveRent', { ...lease, day: '2026-03-01', amount: '1500', serial: 'LS-1' })
  const held = {
    place,
    book,
    number: 'G-001',
    name: '周大明',
    shares: 3,
    since: '2026-01-01',
    resolutionNumber: '社 1 号',
  }
  const member = key(await run('assets.addMember', held))
  const given = { place, book, year: 2026, total: '900', ...decided }
  const dividend = key(await run('assets.drawDividend', { ...given, name: '年度分红' }))
  const declared = key(await run('assets.drawDividend', { ...given, name: '上半年分红' }))
  await run('assets.declareDividend', { ...declared, day: '2026-07-01' }, head)
  const watching = key(await run('insight.watchFor', { place, code: 'C05' }))
  await run('insight.scan', { place, day: '2026-11-20' }, theClock)
  const { items } = await run<{ items: Key[] }>('insight.warnings', { place })
  return { asset, let: let_, draft, lease, member, dividend, watching, warning: key(items[0]!), decided, shares }
}
