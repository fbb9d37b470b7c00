/** Two who come at the same moment: to a number, to a line of the budget, to what may be borrowed, to the bank's next batch. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../kernel/testing.ts'
import {
  aBook,
  aChain,
  aContract,
  aFund,
  aLine,
  aPayment,
  here,
  meeting,
  open,
  read,
  resolved,
  run,
  upTo,
  type Set,
} from './stories.ts'

let chain: Set
test('two payments written at the same moment have two numbers', async () => {
  chain = await aChain(open())
  const first: { number: string }[] = []
  const numberOf = async (told: ReturnType<typeof open>, amount: string) =>
    read<{ number: string }>(told, 'payment', await aPayment(told, chain, amount))
  const other = await meeting(
    async told => first.push(await numberOf({ ...open(), ...told }, '10')),
    told => numberOf({ ...open(), ...told }, '20'),
  )
  assert.equal(Number(other.number.slice(2)), Number(first[0]!.number.slice(2)) + 1)
})

test('of two contracts on what is left of a line, the second is told that it is too much', async () => {
  const told = open()
  const fund = await aFund(told, await aBook(told, { ownerKind: 'owners' }))
  const { line } = await aLine(told, fund, '100')
  const second = meeting(
    told => aContract(told, line, '60'),
    told => refused(aContract(told, line, '60')),
  )
  assert.equal(await second, 'money.overLine')
})

test('two loans on two funds of one book are counted together, also at the same moment', async () => {
  const told = open()
  const book = await aBook(told, { ownerKind: 'street' })
  const said = { day: '2026-03-01', lender: '城投公司', yearly: '100000', ...resolved }
  const [one, two] = [await aFund(told, book), await aFund(told, book, { name: '激励资金' })]
  const second = meeting(
    told => run(told, '会计', 'borrow', { ...said, ...one, amount: '2000000' }),
    told => refused(run(told, '会计', 'borrow', { ...said, ...two, amount: '2000000' })),
  )
  assert.equal(await second, 'money.overLoan')
})

test('what one puts into a batch is in no other, and two batches of a day have two numbers', async () => {
  const told = open()
  const ready = async (all: Set) => {
    await upTo(told, await aPayment(told, all), 'approved')
    return { place: here, book: all.book.id }
  }
  const [one, two] = [await ready(chain), await ready(await aChain(told, { owner: 'collective' }))]
  const numbers: string[] = []
  let late = ''
  const other = await meeting(
    async ({ as }) => {
      numbers.push((await as('出纳')<{ number: string }>('money.makeBatch', one)).number)
      late = await refused(open().as('出纳')('money.makeBatch', one))
    },
    ({ as }) => as('出纳')<{ number: string }>('money.makeBatch', two),
  )
  assert.equal(late, 'money.nothingToSend')
  assert.equal(Number(other.number.slice(2)), Number(numbers[0]!.slice(2)) + 1)
})
