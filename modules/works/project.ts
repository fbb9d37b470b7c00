/** The moves of a project, each from the file of its stage; and who had a hand in it, or watched it, written down with each. */
import { moving } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { addMilestone, change, passMilestone, reportSite, signChange, signContract } from './building.ts'
import { works } from './contract.ts'
import {
  acceptProject,
  addDefect,
  closeProject,
  complete,
  endReview,
  mendDefect,
  passDefect,
  reviewAgain,
  sendBackWork,
} from './finishing.ts'
import { enter } from './lines.ts'
import { addQuote, announce, choose, estimate } from './opening.ts'
import { findProject, type Found } from './project-read.ts'
import { mustBeFree } from './resolved.ts'
import { project } from './rules.ts'

const added = (all: string[], one: string) => (all.includes(one) ? all : [...all, one])

/** After the work of the move: whoever made it manages this project from now on. */
const managing =
  <I, C extends object>(work: (ctx: Ctx, p: Found, input: I) => Promise<C | void>) =>
  async (ctx: Ctx, p: Found, input: I) => {
    await mustBeFree(ctx, p, 'execute')
    return { ...((await work(ctx, p, input)) ?? ({} as C)), hands: added(p.hands, ctx.me.id) }
  }
/** Whoever made it watches this project from now on. */
const watching =
  <I, C extends object>(work: (ctx: Ctx, p: Found, input: I) => Promise<C | void>) =>
  async (ctx: Ctx, p: Found, input: I) => {
    await mustBeFree(ctx, p, 'supervise')
    return { ...((await work(ctx, p, input)) ?? ({} as C)), watchers: added(p.watchers, ctx.me.id) }
  }
const said =
  (move: string) =>
  async (ctx: Ctx, p: Found, { reason }: { reason: string }) => {
    await enter(ctx, p, move, reason)
    return { reason }
  }

export const movingProjects = moving(works, {
  table: 'works.project',
  machine: project,
  title: p => p.title,
  find: findProject,
  on: {
    estimate: managing(estimate),
    announce: managing(announce),
    addQuote: managing(addQuote),
    withdrawNotice: managing(async (ctx, p, { reason }: { reason: string }) => enter(ctx, p, 'withdrawNotice', reason)),
    choose: managing(choose),
    signContract: managing(signContract),
    addMilestone: managing(addMilestone),
    reportSite: managing(reportSite),
    passMilestone: watching(passMilestone),
    change: managing(change),
    signChange: managing(signChange),
    complete: managing(complete),
    sendBackWork: watching(sendBackWork),
    acceptProject: watching(acceptProject),
    endReview,
    reviewAgain,
    addDefect,
    mendDefect: managing(mendDefect),
    passDefect: watching(passDefect),
    closeProject: managing(closeProject),
    stopProject: said('stopProject'),
  },
})
