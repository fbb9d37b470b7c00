/** What everyone may read is free of persons: names the system knows, and the numbers by which somebody is found. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { sql } from 'kysely'
import type { Told } from '../../kernel/testing.ts'
import { publicText, withoutNumbers } from './public.ts'
import { begin, here, key, one, report, test } from './stories.ts'

plain('phones, id numbers, plates, doors and whoever is called 大爷 or 老师 are cut, however they are written', () => {
  const cases: [string, string][] = [
    ['请打13812345678找我', '请打***找我'],
    ['请打 138-1234-5678', '请打 ***'],
    ['身份证３２０５８２１９５２０１０１００２Ｘ', '身份证***'],
    ['苏E·12345 和 苏ed12345 堵门', '*** 和 *** 堵门'],
    ['12幢3单元502室漏水', '12幢**单元**室漏水'],
    ['王大爷、李老师说的', '某大爷、某老师说的'],
    ['我叫王秀英，灯坏了', '我叫***，灯坏了'],
  ]
  for (const [said, shown] of cases) assert.equal(publicText(said), shown, said)
  assert.equal(publicText('2026 年第 3 次停水'), '2026 年第 3 次停水')
})

plain('what goes to another system keeps the place and the plate, and no number of a person', () => {
  assert.equal(
    withoutNumbers('苏ED1234 停在12幢，请打+86 138 1234 5678 或 0512-58881234，32058219520101002X'),
    '苏ED1234 停在12幢，请打（电话略） 或 （电话略），（证件号略）',
  )
})

test('a plain name in a title is hidden once somebody here could know it: contact, reporter, resident; before that the kind stands for the title', async (told: Told) => {
  await sql`insert into people.resident (community, id, person, place, state, name, initials, document, household, relation, residence, since)
    select ${here}, i, i, ${one}, 'living', '周国平', 'zgp', 'citizen', i, 'other', 'registered', now() from (select gen_random_uuid() i) k`.execute(
    told.db,
  )
  const matter = key(await report(told, { title: '周国平和陈小云家门口，王婶也看见灯坏了', contactName: '陈小云' }))
  const title = async () => (await told.as(null)<{ title: string }>('grid.publishedOne', matter, begin)).title
  assert.equal(await title(), '路灯不亮')
  await told.as('小沈')('grid.accept', matter, begin)
  assert.equal(await title(), '某某和某某家门口，某某也看见灯坏了')
})
