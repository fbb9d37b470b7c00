/**
 * Residents from a sheet, and their list in its least shape back into one. Nobody moves house or comes back by an
 * import: that is a move of the machine, and the row says so.
 */
import { sql } from 'kysely'
import { z } from 'zod'
import { under } from '../../kernel/db.ts'
import { exportKind, importKind, type ExportCtx } from '../../kernel/exchange-kinds.ts'
import { maskId, maskPhone, tidy } from '../../kernel/numbers.ts'
import { uses } from './documents.ts'
import { homesIn } from './import-home.ts'
import { judge, type Looked } from './import-judge.ts'
import { paperIn, relationIn, residenceIn, sexIn } from './import-words.ts'
import { write } from './import-write.ts'
import { may, resident } from './rules.ts'
import { documents, relations, residences } from './words.ts'

const words = (table: Record<string, string>) => Object.values(table).join('、')

export const ResidentRow = z.object({
  name: z
    .string()
    .max(40, '姓名最多 40 个字')
    .regex(/^[^=+\-@＝＋－＠]/, '姓名不能以 = + - @ 开头，请填写姓名'),
  document: z.string().default('').transform(paperIn),
  idNumber: z.string().transform(tidy).optional(),
  phone: z.string().optional(),
  sex: z
    .string()
    .transform((text, told) => sexIn(text) ?? (told.addIssue('性别应是男或女'), z.NEVER))
    .optional(),
  birth: z.string().optional(),
  estate: z.string().default(''),
  building: z.string().default(''),
  unit: z.string().default(''),
  door: z.string().default(''),
  address: z.string().max(100, '住址最多 100 个字').default(''),
  grid: z
    .string()
    .regex(/^\d{15}$/, '网格代码应是 15 位数字')
    .optional(),
  relation: z.string().transform(relationIn).optional(),
  residence: z
    .string()
    .transform((text, told) => residenceIn(text) ?? (told.addIssue(`居住类型应是${words(residences)}之一`), z.NEVER))
    .optional(),
})
export type ResidentRow = z.output<typeof ResidentRow>

importKind({
  kind: 'people.residents',
  label: '居民',
  may: may.register,
  columns: [
    { key: 'name', label: '姓名', also: ['居民姓名', '人员姓名'], required: true, example: '王秀英' },
    {
      key: 'idNumber',
      label: '身份证号',
      also: ['身份证', '身份证号码', '公民身份号码', '证件号码', '证件号'],
      hint: '18 位；没有的须填住处',
    },
    {
      key: 'document',
      label: '证件类型',
      also: ['证件种类', '证件名称'],
      hint: '不填就是 18 位的身份证、居住证、永居证',
    },
    {
      key: 'phone',
      label: '手机号',
      also: ['手机', '电话', '联系电话', '手机号码', '联系方式'],
      example: '13800000000',
    },
    { key: 'sex', label: '性别', hint: '男、女；有身份证号的可不填' },
    {
      key: 'birth',
      label: '出生日期',
      also: ['出生年月日', '生日', '出生年月'],
      is: 'day',
      hint: '有身份证号的可不填',
      example: '1958-03-21',
    },
    { key: 'estate', label: '小区', also: ['小区名称', '自然村'], example: '花园新村' },
    { key: 'building', label: '楼栋', also: ['幢号', '楼号', '栋号', '楼栋号', '门牌号'], example: '12幢' },
    { key: 'unit', label: '单元', also: ['单元号'], example: '3' },
    { key: 'door', label: '房号', also: ['房间号', '室号'], example: '502室' },
    {
      key: 'address',
      label: '住址',
      also: ['地址', '居住地址', '现住址', '家庭住址', '详细地址', '住处'],
      hint: '小区、楼栋、单元、房号写在一格时用',
      example: '花园新村12幢3单元502室',
    },
    { key: 'grid', label: '网格代码', also: ['所属网格代码'], hint: '没有住处的须填' },
    {
      key: 'relation',
      label: '与户主关系',
      also: ['关系', '家庭关系', '户内关系'],
      hint: words(relations),
      example: '户主',
    },
    {
      key: 'residence',
      label: '居住类型',
      also: ['人口类型', '居住性质', '人员类别'],
      hint: words(residences),
      example: residences.registered,
    },
  ],
  row: ResidentRow,
  key: r => r.idNumber ?? [r.name, r.estate, r.building, r.unit, r.door, r.address, r.birth ?? ''].join('|'),
  prepare: async (ctx): Promise<Looked> => ({ homes: await homesIn(ctx), known: new WeakMap() }),
  check: judge,
  write,
})

exportKind({
  kind: 'people.residents',
  label: '居民名册',
  may: may.persons,
  columns: [
    '姓名',
    '性别',
    '出生日期',
    '证件',
    '身份证号',
    '手机号',
    '住处',
    '网格代码',
    '与户主关系',
    '居住类型',
    '状态',
  ].map(title => ({ title, text: true })),
  rows: list,
})

/** As the list on the screen shows them: no whole number leaves in a sheet. */
async function* list({ db, place, sealer }: ExportCtx) {
  for (let behind = { community: '', id: '00000000-0000-0000-0000-000000000000' }; ;) {
    const rows = await db
      .selectFrom('people.resident')
      .select([
        'community',
        'id',
        'person',
        'place',
        'name',
        'sex',
        'birth',
        'document',
        'idNumber',
        'phone',
        'address',
        'relation',
        'residence',
        'state',
      ])
      .where(under('place', place))
      .where('state', 'in', ['living', 'away'])
      .where('mergedInto', 'is', null)
      .where(sql<boolean>`(community, id) > (${behind.community}, ${behind.id}::uuid)`)
      .orderBy('community')
      .orderBy('id')
      .limit(1_000)
      .execute()
    for (const r of rows) {
      const idNumber = r.idNumber && maskId(sealer.open(r.idNumber, uses.idNumber), 1)
      const phone = r.phone && maskPhone(sealer.open(r.phone, uses.phone))
      const said = [labelIn(relations, r.relation), labelIn(residences, r.residence), labelIn(stateLabels, r.state)]
      yield {
        cells: [
          r.name,
          r.sex,
          r.birth,
          r.document && labelIn(documents, r.document),
          idNumber,
          phone,
          r.address,
          r.place,
          ...said,
        ],
        person: r.person,
      }
    }
    const last = rows.at(-1)
    if (!last) return
    behind = last
  }
}

const stateLabels = Object.fromEntries(Object.entries(resident.states).map(([state, { label }]) => [state, label]))
const labelIn = (table: Record<string, string>, key: string) => table[key] ?? key
