/** OpenAPI 3.1 printed from the contracts: every operation, its shapes, and the refusals it may give. */
import { z, type core } from 'zod'
import { from, type Rule } from './rules.ts'
import { allServices } from './server.ts'
import type { Op } from './contract.ts'

export function openApi() {
  const paths: Record<string, unknown> = {}
  const tags: unknown[] = []
  for (const { contract, implementation } of allServices()) {
    tags.push({ name: contract.name, description: contract.label })
    for (const [name, op] of Object.entries(contract.ops)) {
      const machine = implementation.records?.find(r => Object.hasOwn(r.machine.moves, name))?.machine
      const rule = machine ? machine.moves[name]!.by : implementation.may[name]
      const moved = machine && { 'x-from': from(machine.moves[name]!), 'x-to': machine.moves[name]!.to ?? null }
      const about = {
        operationId: op.name,
        summary: op.label,
        tags: [contract.name],
        'x-kind': op.kind,
        'x-permission': sayRule(rule!),
        security: rule!.kind === 'anyone' ? [] : [{ session: [] }, { token: [] }],
        ...moved,
      }
      paths[`/api/${op.name}`] =
        op.kind === 'query'
          ? { get: { ...about, ...asked(op), responses: responses(op) } }
          : { post: { ...about, ...sent(op), responses: responses(op) } }
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '邻理 Linli',
      version: '0.1.0',
      description: '每项操作一个地址：查询用 GET，创建和流转用 POST。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags,
    paths,
    components: {
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string', description: '给人看的一句话' },
            status: { type: 'integer' },
            detail: {},
          },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-linli' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

/** A rule as a person would say it: 「受理员（本地及以下）或本人」. */
export function sayRule(rule: Rule): string {
  switch (rule.kind) {
    case 'anyone':
      return 'anyone'
    case 'signedIn':
      return 'signedIn'
    case 'own':
      return `own(${rule.field})`
    case 'post':
      return `${rule.role}.${rule.reach}(${rule.field})`
    default:
      return `${rule.kind}(${rule.rules.map(sayRule).join(', ')})`
  }
}

/** An empty registry, so that shapes stand where they are used; moments are written as text. */
export const jsonSchema = (schema: core.$ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, {
    io,
    metadata: z.registry(),
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      const said = (zodSchema as unknown as z.ZodType).description
      if (said) jsonSchema.description = said
      delete jsonSchema.$schema
    },
  }) as Record<string, unknown> & { properties?: Record<string, Record<string, unknown>>; required?: string[] }

function asked(op: Op) {
  const { properties = {}, required = [] } = jsonSchema(op.input, 'input')
  return {
    parameters: Object.entries(properties).map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      ...(schema['type'] === 'array' && { style: 'form', explode: false }),
      schema,
    })),
  }
}

function sent(op: Op) {
  const schema = jsonSchema(op.input, 'input')
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: '同一编号重复发送只办一次',
    schema: { type: 'string' },
  }
  return {
    parameters: [key],
    requestBody: {
      required: true,
      content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } },
    },
  }
}

const refusals = {
  400: '填写有误',
  401: '请先登录',
  403: '没有此项权限',
  404: '没有找到',
  409: '当前不能这样做',
  422: '内容不符合规定',
}
const responses = (op: Op) => ({
  200: { description: op.label, content: { 'application/json': { schema: jsonSchema(op.output, 'output') } } },
  ...Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    ]),
  ),
})
