/** Prints docs/api.md: every operation with its address, who may, what it asks for and what it answers. */
import { jsonSchema } from '../../kernel/openapi.ts'
import type { Op } from '../../kernel/contract.ts'
import { printed } from './rules-page.ts'
import { sayRule } from './say.ts'
import { address, fromLabels, moveOf, table, type Part } from './system.ts'

type Schema = Record<string, unknown> & {
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
}

export function apiPage(parts: readonly Part[]): string {
  const served = parts.filter(part => Object.keys(part.ops).length)
  return [
    '# 接口',
    '',
    `每项操作一个地址。查询用 GET，参数写在地址里，列表用逗号隔开；创建和流转用 POST，内容是 JSON。${printed}`,
    '',
    '- 浏览器用登录后的 Cookie；别的系统用 `Authorization: Bearer` 令牌，令牌写明可用哪些操作。',
    '- POST 可带 `Idempotency-Key`：同一编号重复发送只办一次，得到同样的回答。',
    '- 查看或更改个人信息时，`linli-reason` 写明为何（按网址规则转写），记入留痕。',
    '- 出错时是 `application/problem+json`：`type` 是代号，`title` 是给人看的一句话，`detail` 说明是哪一栏。代号见各模块的规则页。',
    '- 标有「可打印」的查询，同样的参数放在 `/print/` 下得到 PDF；看不到的打印不出来。',
    '- 查询不拒绝，只给看得到的；单条记录看不到时是 404。完整的形状在 `docs/openapi.json`。',
    '',
    ...table(
      ['地址', '做什么', '谁可以'],
      served.flatMap(part =>
        Object.entries(part.ops).map(([name, op]) => [`\`${address(op)}\``, op.label, sayRule(part.may[name]!)]),
      ),
    ),
    '',
    ...served.flatMap(part => [
      `## ${part.label} \`${part.name}\``,
      '',
      ...Object.entries(part.ops).flatMap(([name, op]) => operation(part, name, op)),
    ]),
  ].join('\n')
}

function operation(part: Part, name: string, op: Op): string[] {
  const asked = jsonSchema(op.input, 'input') as Schema
  const moved = moveOf(part, name)
  const change =
    moved?.move &&
    `从「${fromLabels(moved.machine, moved.move).join('、')}」${moved.move.to ? `到「${moved.machine.states[moved.move.to]!.label}」` : '，状态不变'}。`
  const fields = Object.entries(asked.properties ?? {}).map(([field, schema]) => [
    `\`${field}\``,
    String(schema['description'] ?? ''),
    sayType(schema),
    asked.required?.includes(field) ? '必填' : '',
  ])
  return [
    `### ${op.label} \`${op.name}\``,
    '',
    `\`${address(op)}\`。谁可以：${sayRule(part.may[name]!)}。${change ?? ''}${op.print ? `可打印：${op.print} \`GET /print/${op.name}\`。` : ''}`,
    '',
    ...(fields.length ? [...table(['参数', '名称', '类型', ''], fields), ''] : ['没有参数。', '']),
    `回答：${sayType(jsonSchema(op.output, 'output') as Schema, 2)}。`,
    '',
  ]
}

const words: Record<string, string> = { string: '文字', integer: '整数', number: '数', boolean: '是否', null: '空' }
const formats: Record<string, string> = { uuid: '标识', 'date-time': '时刻', date: '日期' }

/** `deep`: how many levels of fields are spelled out. */
function sayType(schema: Schema, deep = 0): string {
  if (schema.enum) return schema.enum.map(v => `\`${String(v)}\``).join(' ')
  if ('const' in schema) return `\`${String(schema['const'])}\``
  if (schema.anyOf) return [...new Set(schema.anyOf.map(s => sayType(s, deep)))].join(' 或 ')
  if (schema['type'] === 'array') return `列表〔${sayType(schema.items ?? {}, deep)}〕`
  if (schema['type'] === 'object') {
    const fields = Object.entries(schema.properties ?? {})
    if (!deep || !fields.length) return '对象'
    return fields
      .map(
        ([name, s]) =>
          `\`${name}\`${s['description'] ? `（${String(s['description'])}）` : ''}${s['type'] === 'object' || s['type'] === 'array' ? `：${sayType(s, deep - 1)}` : ''}`,
      )
      .join('、')
  }
  return formats[String(schema['format'])] ?? words[String(schema['type'])] ?? '任意'
}
