/** The work behind the assets module's contract: the register in asset.ts, leases in lease.ts and rent.ts, shares in share.ts. */
import { serve } from '../../kernel/server.ts'
import { listAssets, movingAssets, readAsset, registerAsset } from './asset.ts'
import { assets } from './contract.ts'
import { facts } from './facts.ts'
import { draftLease, movingLeases } from './lease.ts'
import { arrears, listLeases, readLease } from './lease-read.ts'
import { policies, setPolicy } from './policy.ts'
import { publicAssets } from './public.ts'
import { may } from './rules.ts'
import {
  addMember,
  dividends,
  drawDividend,
  members,
  movingDividends,
  movingMembers,
  publicDividends,
  readDividend,
  readMember,
} from './share.ts'

serve(assets, {
  may,
  do: {
    registerAsset,
    assets: listAssets,
    asset: readAsset,
    publicAssets,
    draftLease,
    leases: listLeases,
    lease: readLease,
    arrears,
    setPolicy,
    policies,
    addMember,
    members,
    member: readMember,
    drawDividend,
    dividends,
    dividend: readDividend,
    publicDividends,
    facts,
  },
  records: [movingAssets, movingLeases, movingMembers, movingDividends],
})
