/** `verify-ballot`: checks the published log of a ballot and counts it again, without the database and without the code that counted. */
import { readFile } from 'node:fs/promises'
import { command } from './command.ts'
import { verifyBallot } from './verify/ballot-file.ts'

export default command({
  words: 'FILE',
  flags: {},
  more: [
    '文件是表决结果页上「下载全部选票」得到的。不用数据库，也不联网。',
    '核对：每张网上票的章、有没有重复，票数不超过用过的投票权，每张票填得合规定；再重新计票，与公布的结果比。',
    '同意与否、选举是否达到法定多数，按公布的法条和人数核对；等额分摊各种规则用 npx linli count 另算。发现问题时结束码为 3。',
  ].join('\n'),
  async run({ words: [path = ''] }) {
    const checked = verifyBallot(await readFile(path, 'utf8'))
    const lines = [
      `${checked.title}：${checked.sheets} 张票`,
      ...checked.questions.map(
        q =>
          `  ${q.text}：${q.chosen.join('、') || '无'}（得分 ${q.scores.join('、')}）${q.recounted ? '' : '；得分已重数，入选按公布的'}`,
      ),
    ]
    return checked.faults.length
      ? {
          data: checked,
          lines: [
            ...lines,
            `发现 ${checked.faults.length} 处不符：`,
            ...checked.faults.slice(0, 50).map(f => `  ${f}`),
          ],
          code: 3 as const,
        }
      : { data: checked, lines: [...lines, '没有发现不符。'] }
  },
})
