/** What the people module's operations are asked with: a registration, and the changes to a card with what they were made on. */
import { z } from 'zod'
import { Place, secret } from '../../kernel/contract.ts'
import { choice, FieldName, Name, Relation, Residence } from './shapes.ts'
import { papers } from './words.ts'

export const Phone = secret(z.string().trim().max(30).describe('手机号'))
const IdNumber = secret(z.string().trim().max(40).describe('证件号码'))
const Sex = z.enum(['男', '女']).describe('性别')
const Birth = z.iso.date().describe('出生日期')
const Hometown = z.string().trim().max(60).describe('户籍地')
export const Source = z.string().trim().min(2).max(60).describe('依据')
export const Grid = Place.length(15).describe('网格')
export const Room = z.uuid().describe('住处')
export const Day = z.iso.date()

export const Registration = z.object({
  place: Grid,
  name: Name,
  document: choice(papers).default('card').describe('证件'),
  idNumber: IdNumber.optional(),
  phone: Phone.optional(),
  sex: Sex.optional(),
  birth: Birth.optional(),
  room: Room.optional(),
  account: z.uuid().optional().describe('本人的账号'),
  relation: Relation.default('other').describe('与户主关系'),
  residence: Residence.default('registered').describe('居住类型'),
  hometown: Hometown.optional(),
  since: Day.optional().describe('何时住到这里'),
})

/** One field of an edit: what the card said when it was opened, as it was shown there, and what it shall say. */
const change = <T extends z.ZodType>(is: T) => z.object({ was: z.string().nullable(), is }).optional()
export const Changes = z.object({
  name: change(Name),
  sex: change(Sex),
  birth: change(Birth),
  idNumber: change(IdNumber),
  phone: change(secret(z.string().trim().max(30).nullable())),
  residence: change(Residence),
  relation: change(Relation),
  hometown: change(Hometown),
})
export const edited = {
  changes: Changes.default({}).describe('改了什么'),
  /** Asked, and still so. */
  checked: z.array(FieldName).default([]).describe('问过，没有变'),
  declined: z.array(FieldName).default([]).describe('本人不愿提供'),
  document: choice(papers).default('card').describe('证件'),
  via: z.string().trim().max(60).default('修改档案').describe('从哪张表'),
}

export const Question = z.object({
  field: FieldName,
  label: z.string(),
  kind: z.enum(['text', 'phone', 'choice', 'date']),
  choices: z.array(z.object({ value: z.string(), label: z.string() })),
  was: z.string().nullable(),
  because: z.string(),
  purpose: z.string(),
})
