/**
 * 三资的规矩：集体的资产、资源登记在册，评估有据，核销凭决议；租给谁、收多少、钱给谁用，见 lease-rules.ts 和 share-rules.ts。
 * The law of the register; leases in lease-rules.ts, shares and the use of the rent in share-rules.ts.
 */
import { any, anyone, clock, guard, machine, post } from '../../kernel/rules.ts'

// 谁 ─ who
export const accountant = post('accountant').over('place')
export const head = post('head').over('place')
export const supervisor = post('supervisor').over('place')
export const staff = any(accountant, post('cashier').over('place'), head, supervisor, post('chief').over('place'))

export const may = {
  registerAsset: accountant,
  assets: staff,
  asset: staff,
  publicAssets: anyone,
  draftLease: accountant,
  leases: staff,
  lease: staff,
  arrears: staff,
  setPolicy: accountant,
  policies: staff,
  addMember: accountant,
  members: staff,
  member: staff,
  drawDividend: accountant,
  dividends: staff,
  dividend: staff,
  publicDividends: anyone,
  facts: any(staff, clock),
}

/** RCE-01: what a collective may own, and whether it earns, serves or lies there. 篇2 一（二）1 */
export const kinds = {
  shop: { label: '店面', sort: 'operating' },
  building: { label: '房屋、厂房', sort: 'operating' },
  equipment: { label: '机器设备', sort: 'operating' },
  share: { label: '投资和股权', sort: 'operating' },
  facility: { label: '公共设施', sort: 'public' },
  land: { label: '土地、水面、林地', sort: 'resource' },
} as const
export const sorts = { operating: '经营性资产', public: '公益性资产', resource: '资源' } as const

type AssetFacts = { rented: number; unfinished: number }
const isRented = guard<AssetFacts>('没有已经起租的租约，请从租约上点「起租」', f => f.rented > 0)
const notRented = guard<AssetFacts>('租约还没有结束，请从租约上点「收回」', f => f.rented === 0)
const noLease = guard<AssetFacts>('还有没办完的租约，请先收回、结清或作废', f => f.unfinished === 0)

const here = ['registered', 'inUse', 'idle'] as const
export const asset = machine({
  name: 'assets.asset',
  label: '资产和资源',
  source: '篇8 2「三资监管」;篇1 二（二）3「集体经济」;RCE-01',
  seen: staff,
  initial: 'registered',
  states: {
    registered: '已登记',
    inUse: '自用',
    idle: '闲置',
    leased: '出租中',
    writtenOff: { label: '已核销', end: true },
  },
  moves: {
    valueAsset: { label: '登记评估', from: [...here, 'leased'], by: accountant, source: 'RCE-07' },
    useAsset: { label: '转为自用', from: ['registered', 'idle'], to: 'inUse', by: head },
    vacateAsset: { label: '转为闲置', from: ['registered', 'inUse'], to: 'idle', by: head, source: 'C10' },
    letAsset: { label: '交给承租人', from: here, to: 'leased', by: any(head, clock), when: [isRented] },
    freeAsset: { label: '从承租人收回', from: 'leased', to: 'idle', by: any(head, clock), when: [notRented] },
    writeOff: { label: '核销', from: here, to: 'writtenOff', by: head, when: [noLease], source: 'RCE-07;V-16' },
  },
})
