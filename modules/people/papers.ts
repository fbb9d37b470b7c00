/**
 * The papers of this module that go their own way: two cards made one and apart again, in one community or across two, a person handed from one
 * community to another, and what a person asks to have put right. Part of the law in rules.ts.
 */
import { workingDays } from '../../kernel/clock.ts'
import { all, machine, own } from '../../kernel/rules.ts'
import { either, registrar, registrarOf } from './rules.ts'

export const merging = machine({
  name: 'people.merge',
  label: '档案合并',
  source: 'MG-14',
  seen: registrar,
  initial: 'standing',
  states: { standing: '已合并', undone: { label: '已撤销', end: true } },
  moves: { undoMerge: { label: '撤销合并', from: 'standing', to: 'undone', by: registrar } },
})

/** Whoever answers for both communities, as the clerk of their street does. */
const both = all(registrar, registrarOf('otherPlace'))
export const mayMatch = { matches: both }

export const matching = machine({
  name: 'people.match',
  label: '跨社区核对',
  source: 'MG-14；篇3 一「移交衔接」',
  seen: both,
  initial: 'same',
  begins: ['different'],
  states: { same: '是同一人', different: '不是同一人', undone: { label: '已撤销', end: true } },
  moves: { undoMatch: { label: '撤销核对', from: ['same', 'different'], to: 'undone', by: both } },
})

export const transfer = machine({
  name: 'people.handover',
  label: '迁移交接',
  source: '篇3 一「移交衔接」',
  seen: either,
  initial: 'sent',
  // Five days to answer is our assumption; after it the work in hand shows it late on both sides.
  states: {
    sent: { label: '待接收', due: workingDays(5) },
    received: { label: '已接收', end: true },
    returned: { label: '已退回', end: true },
    recalled: { label: '已撤回', end: true },
  },
  moves: {
    receive: { label: '接收', from: 'sent', to: 'received', by: registrar, source: '篇3 一「移交衔接」' },
    sendBack: { label: '退回', from: 'sent', to: 'returned', by: registrar },
    recall: { label: '撤回移交', from: 'sent', to: 'recalled', by: registrarOf('fromPlace') },
  },
})

export const correcting = machine({
  name: 'people.correction',
  label: '更正申请',
  source: 'PI-12；assumption',
  seen: registrar,
  initial: 'asked',
  states: {
    asked: { label: '待核实', due: workingDays(15) },
    approved: { label: '已更正', end: true },
    refused: { label: '未采纳', end: true },
    withdrawn: { label: '已撤回', end: true },
  },
  moves: {
    approve: { label: '核实无误，更正', from: 'asked', to: 'approved', by: registrar, source: 'PI-12' },
    refuse: { label: '不予更正', from: 'asked', to: 'refused', by: registrar, source: 'PI-12' },
    takeBack: { label: '撤回申请', from: 'asked', to: 'withdrawn', by: own('owner') },
  },
})
