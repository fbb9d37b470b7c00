/** The notice as it is pasted: real notices give the published tables, and what cannot be read is said. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from './clock.ts'
import { readNotice } from './holiday-notice.ts'
import { builtInHolidays } from './holidays.ts'

/** The operative sentences of the State Council's notices, which are public documents. */
const notices: Record<number, string> = {
  2019: `一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
  2024: `国务院办公厅关于2024年
部分节假日安排的通知
国办发明电〔2023〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
    经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
    一、元旦：1月1日放假，与周末连休。
    二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
    三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
    四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
    五、端午节：6月10日放假，与周末连休。
    六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
    七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
    节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
2023年10月25日`,
  2025: `一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
  2026: `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
}
const line = ({ day, off }: { day: Day; off: boolean }) => `${day} ${off ? '休' : '班'}`
const table = (year: number) => builtInHolidays().filter(d => d.year === year)
const weekend = (day: Day) => [0, 6].includes(new Date(day).getUTCDay())
/** A weekend beside a holiday is off with it or without it. */
const telling = (days: { day: Day; off: boolean }[]) =>
  days
    .filter(d => !d.off || !weekend(d.day))
    .map(line)
    .toSorted()

describe('A notice of the State Council', () => {
  for (const year of [2024, 2025, 2026])
    test(`of ${year} gives the published table, and leaves nothing unread`, () => {
      const read = readNotice(notices[year]!, year)
      assert.deepEqual(read.unread, [])
      assert.deepEqual(telling(read.days), telling(table(year)))
    })

  test('names days of the December before with their year', () => {
    const read = readNotice(notices[2019]!, 2019)
    assert.deepEqual(read.unread, [])
    const missed = telling(table(2019)).filter(d => !telling(read.days).includes(d))
    // Labour Day of 2019 was arranged anew by a notice of its own.
    assert.ok(
      missed.every(d => /2019-0(4-28|5-0[1-5])/.test(d)),
      missed.join(),
    )
    assert.equal(read.days[0]!.day, '2018-12-29')
  })

  test('says its own year and number', () => {
    const { year, document } = readNotice(notices[2024]!.replace('2024年\n', '2024年'), 2024)
    assert.deepEqual([year, document], [2024, '国办发明电〔2023〕7号'])
  })

  test('keeps the name of each festival; advice to employers makes no holiday', () => {
    const { days } = readNotice(notices[2024]!, 2024)
    assert.equal(days.find(d => d.day === '2024-06-10')!.name, '端午节')
    assert.equal(days.find(d => d.day === '2024-02-18')!.name, '调休上班')
    assert.ok(!days.some(d => d.day === '2024-02-09'))
  })

  test('in the longer words of older years: what explains is not counted twice, and is not worked', () => {
    const said = `元旦：2007年12月30日—2008年1月1日放假，共3天。其中，1月1日（星期二）为法定节假日，12月30日（星期日）为公休日，12月29日（星期六）公休日调至12月31日（星期一），12月29日（星期六）上班。`
    const { days, unread } = readNotice(said, 2008)
    assert.deepEqual(unread, [])
    assert.deepEqual(days.map(line), ['2007-12-29 班', '2007-12-30 休', '2007-12-31 休', '2008-01-01 休'])
  })
})

describe('What cannot be read', () => {
  const why = (text: string, year = 2027) =>
    readNotice(text, year)
      .unread.map(u => u.why)
      .join()
  test('comes back with the reason, and none of its days', () => {
    assert.match(why('元旦：1月1日（周四）至3日（周六）放假，共3天'), /2027-01-01 是周五/)
    assert.match(why('元旦：1月1日至3日放假，共4天'), /写的是4天，数出来是 3 天/)
    assert.match(why('清明节：4月31日放假'), /没有这一天/)
    assert.match(why('国庆节：10月7日至1日放假'), /起止日期不对/)
    assert.match(why('国庆节：10月1日另行通知'), /没有说放假还是上班/)
    assert.match(why('10月1日至7日放假'), /没有说是哪个节日/)
    assert.match(why('国庆节：10月2日放假。10月2日上班'), /既写放假又写上班/)
    assert.deepEqual(readNotice('元旦：1月1日（周四）放假', 2027).days, [])
  })

  test('is not ordinary prose: that says nothing about days', () => {
    assert.deepEqual(readNotice('各地区要妥善安排好值班和安全工作。\n国务院办公厅\n2026年11月4日', 2027).unread, [])
    assert.deepEqual(readNotice('', 2027), { year: null, document: null, days: [], unread: [] })
  })
})

// ── Any table, written in any of the ways that notices are written ──

const festivals = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']
const months = [1, 2, 4, 5, 6, 9, 10]
const feast = (i: number) =>
  fc.record({
    name: fc.constant(festivals[i]!),
    start: fc.integer({ min: 4, max: 12 }),
    length: fc.integer({ min: 1, max: 9 }),
    worked: fc.subarray([0, 1, 2]),
  })
const style = fc.record({
  numbered: fc.boolean(),
  full: fc.boolean(),
  weekdays: fc.constantFrom('', '周', '星期'),
  to: fc.constantFrom('至', '-', '—', '到'),
  years: fc.boolean(),
  lines: fc.boolean(),
  count: fc.boolean(),
})
const spaces = fc.constantFrom('', ' ', '　')

test('a table that is written out in any of the usual ways is read back as it was', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 2025, max: 2060 }),
      fc.tuple(...festivals.map((_, i) => feast(i))),
      style,
      spaces,
      (year, feasts, how, space) => {
        const expected: { day: Day; off: boolean; name: string }[] = []
        const said = feasts.map(({ name, start, length, worked }, i) => {
          const first = `${year}-${String(months[i]).padStart(2, '0')}-${String(start).padStart(2, '0')}`
          const off = Array.from({ length }, (_, n) => addDays(first, n))
          const swapped = worked.map(n => addDays(first, length + 2 + n))
          expected.push(...off.map(day => ({ day, off: true, name })))
          expected.push(...swapped.map(day => ({ day, off: false, name: '调休上班' })))
          const spoken = (day: Day, month = true) => {
            const [y, m, d] = day.split('-').map(Number)
            const week = how.weekdays && `（${how.weekdays}${'日一二三四五六'[new Date(day).getUTCDay()]}）`
            return `${how.years ? `${y}年` : ''}${month || how.years ? `${m}月` : ''}${space}${d}日${week}`
          }
          const range = length === 1 ? spoken(first) : `${spoken(first)}${how.to}${spoken(off.at(-1)!, false)}`
          const rest = swapped.length ? `${swapped.map(d => spoken(d)).join('、')}上班。` : ''
          return `${how.numbered ? `${'一二三四五六七'[i]}、` : ''}${name}：${range}放假调休${how.count ? `，共${length}天` : ''}。${rest}`
        })
        const text = said.join(how.lines || !how.numbered ? '\n' : '')
        const { days, unread } = readNotice(how.full ? text : text.replaceAll('：', ':').replaceAll('，', ','), year)
        assert.deepEqual(unread, [])
        const sorted = expected.toSorted((a, b) => (a.day < b.day ? -1 : 1))
        assert.deepEqual(days, sorted)
      },
    ),
  ))

test('whatever is pasted, it is read without stumbling, each day once, and no day where the text names none', () => {
  const scrap = fc.constantFrom(
    '元旦：',
    '国庆节：',
    '1月1日',
    '12月31日',
    '3日',
    '至',
    '放假',
    '上班',
    '，',
    '。',
    '（周四）',
    '共3天',
    '鼓励',
    '\n',
    '号',
  )
  const ends = (text: string, day: Day) => new RegExp(`(?<!\\d)${Number(day.slice(8))}日`).test(text)
  fc.assert(
    fc.property(fc.array(fc.oneof(scrap, fc.string({ maxLength: 4 })), { maxLength: 30 }), parts => {
      const text = parts.join('')
      const { days } = readNotice(text, 2027)
      assert.ok(!days.length || days.some(d => ends(text.normalize('NFKC'), d.day)))
      assert.equal(new Set(days.map(d => d.day)).size, days.length)
    }),
  )
})
