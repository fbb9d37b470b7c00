/** Other numbers by which a person, or their family, is reached: sealed like the first, shown masked. */
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { maskPhone, mobile, tidy } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { sql } from 'kysely'
import { remember } from './change.ts'
import type { people } from './contract.ts'
import { uses } from './documents.ts'
import { note, type Key } from './facts.ts'
import { problem } from './rules.ts'
import { contactKinds } from './words.ts'

export async function addContact(
  ctx: Ctx,
  r: Key,
  { kind, number, name, relation, source }: Input<typeof people.ops.addContact>,
) {
  const value = numberOf(kind, number)
  await ctx.db
    .insertInto('people.contact')
    .values({
      community: r.community,
      id: newId(ctx.now.getTime()),
      resident: r.id,
      kind,
      name: name || null,
      relation: relation || null,
      number: ctx.sealer.seal(value, uses.contact),
      numberKey: ctx.sealer.index(value, uses.contact),
      source,
      byName: ctx.me.name ?? null,
      at: ctx.now,
    })
    .execute()
  await note(ctx, r, [{ field: 'contact', source }], '联系方式')
  const is = [contactKinds[kind], name, maskPhone(value)].filter(Boolean).join(' ')
  await remember(ctx, r, { what: '增加联系方式', source, changes: { contact: { was: null, is } } })
}

export async function endContact(ctx: Ctx, r: Key, { contact }: Input<typeof people.ops.endContact>) {
  const found = await one(ctx, r, contact)
  await ctx.db
    .updateTable('people.contact')
    .set({ ended: ctx.now })
    .where('community', '=', r.community)
    .where('id', '=', contact)
    .execute()
  const was = [found.name, maskPhone(ctx.sealer.open(found.number, uses.contact))].filter(Boolean).join(' ')
  await remember(ctx, r, { what: '停用联系方式', source: '停用', changes: { contact: { was, is: null } } })
}

export async function openContact(ctx: Ctx, r: Key, contact: string): Promise<string> {
  return ctx.sealer.open((await one(ctx, r, contact)).number, uses.contact)
}

async function one({ db }: Ctx, { community, id }: Key, contact: string) {
  const found = await db
    .selectFrom('people.contact')
    .select(['number', 'name'])
    .where('community', '=', community)
    .where(sql<boolean>`id::text = ${contact}`)
    .where(sql<boolean>`resident in (select people.cards(${community}, ${id}))`)
    .where('ended', 'is', null)
    .executeTakeFirst()
  if (!found) throw problem.noSuchContact()
  return found
}

/** A landline has an area code or not, and sometimes an extension. */
function numberOf(kind: keyof typeof contactKinds, typed: string): string {
  const value = tidy(typed).replace(/-/g, '')
  const landline = /^0?\d{7,15}$/.test(value)
  if (kind === 'landline' || (kind === 'emergency' && value.startsWith('0'))) {
    if (!landline) throw problem.badPhone('固定电话应是 7 至 15 位数字，可带区号')
    return value
  }
  const checked = mobile(typed)
  if (!checked.ok) throw problem.badPhone(checked.say)
  return checked.value
}
