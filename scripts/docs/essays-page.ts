/** Prints docs/essays.md: clause by clause, which rule carries it out and which test holds it, and what is missing. */
import { cited, clauses, essays, planned, type Clause, type Owner } from '../clauses.ts'
import { citations, citedInCode, testsOf } from './citations.ts'
import { printed } from './rules-page.ts'
import { table, type Part } from './system.ts'

type Held = { by: string; tests: readonly string[] }

export function essaysPage(parts: readonly Part[]): string {
  const held = heldBy(parts)
  const is = { held: (c: Clause) => held.has(c.id), gap: (c: Clause) => !held.has(c.id) && !c.not }
  const owners = (Object.keys(planned) as Owner[])
    .map(owner => ({ owner, all: clauses.filter(c => c.owner === owner) }))
    .filter(o => o.all.length)
  return [
    '# 十篇文章逐条对照',
    '',
    `每条后面是落实它的规则和检验规则的测试。没有规则引用的写「尚未实现」和将来负责的模块；法律已变、不应再做的写明理由。${printed}`,
    '',
    `共 ${clauses.length} 条：已有规则 ${clauses.filter(is.held).length} 条，尚未实现 ${clauses.filter(is.gap).length} 条，不再适用 ${clauses.filter(c => c.not).length} 条。`,
    '',
    ...table(
      ['模块', '条数', '已有规则', '尚未实现'],
      owners.map(({ owner, all }) => [
        `${planned[owner]} \`${owner}\``,
        all.length,
        all.filter(is.held).length,
        all.filter(is.gap).length,
      ]),
    ),
    '',
    ...essays.flatMap(({ title, clauses: these }) => [
      `## ${title}`,
      '',
      ...table(
        ['条', '要求', '模块', '规则', '测试'],
        these.map(c => lineOf(c, held.get(c.id))),
      ),
      '',
    ]),
  ].join('\n')
}

function lineOf({ id, says, owner, not }: Clause, held: Held[] | undefined): string[] {
  const start = [id.replace(/^篇\d+ /, ''), says, `${planned[owner]} \`${owner}\``]
  if (not) return [...start, `不再适用：${not}`, '']
  if (!held) return [...start, '尚未实现', '']
  const tests = [...new Set(held.flatMap(h => h.tests))]
  return [...start, [...new Set(held.map(h => h.by))].join('；'), tests.map(file => `\`${file}\``).join(' ') || '尚无']
}

/** A line of the law says what it is; a comment only says in which file. */
function heldBy(parts: readonly Part[]): Map<string, Held[]> {
  const laws = citations(parts)
  const lawful = new Set(laws.map(c => c.file))
  const ofLaws = laws.flatMap(c =>
    cited(c.source).ids.map(id => [id, { by: `${c.what} \`${c.file}\``, tests: testsOf(c.names) }] as const),
  )
  const ofCode = citedInCode()
    .filter(c => !lawful.has(c.file))
    .flatMap(({ file, ids }) => ids.map(id => [id, { by: `\`${file}\``, tests: [] }] as const))
  const held = new Map<string, Held[]>()
  for (const [id, one] of [...ofLaws, ...ofCode]) held.set(id, [...(held.get(id) ?? []), one])
  return held
}
