/** A file that is cut, mixed up or says impossible things is refused with the line and what is wrong there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../kernel/rules.ts'
import { readPabulib } from './pabulib.ts'

const good = `META
key;value
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name
a;600;"路灯;三盏"
b;500.50;长椅
VOTES
voter_id;vote
1;a,b
2;a
3;
`
const refusal = (text: string): string => {
  try {
    readPabulib(text)
  } catch (error) {
    assert.ok(error instanceof Problem)
    return String(error.detail)
  }
  throw new Error('was read')
}

test('names may hold a semicolon, costs may have two places, an empty ballot counts as cast', () => {
  const { election } = readPabulib(good)
  assert.equal(election.projects[0]!.name, '路灯;三盏')
  assert.deepEqual([election.projects[1]!.cost, election.budget], [50050n, 100000n])
  assert.equal(election.cast, 3)
})

test('a mark at the beginning and Windows line ends do not matter', () => {
  const { election } = readPabulib('\uFEFF' + good.replaceAll('\n', '\r\n'))
  assert.deepEqual(
    election.projects.map(p => p.id),
    ['a', 'b'],
  )
})

for (const [what, text, said] of [
  ['not such a file', '姓名,年龄\n王,3', /第 1 行：文件应以 META 开头/],
  ['cut before the votes', good.slice(0, good.indexOf('VOTES')), /缺少 VOTES/],
  ['cut within quotes', good.slice(0, good.indexOf(';三盏')), /引号没有合上/],
  ['a project twice', good.replace('b;500', 'a;500'), /第 8 行：项目 a 写了两次/],
  ['a voter twice', good.replace('2;a', '1;a'), /第 12 行：选民 1 投了两次/],
  ['a project that is not there', good.replace('2;a', '2;c'), /第 12 行：没有项目 c/],
  ['the same project twice on a ballot', good.replace('a,b', 'a,a'), /写了两次/],
  ['a cost that is no number', good.replace('600', '六百'), /第 7 行的造价.*六百/],
  ['a negative budget', good.replace('1000', '-1'), /预算 budget/],
  ['a kind of vote nobody knows', good.replace('approval', 'telepathy'), /telepathy/],
] as const)
  test(`refused: ${what}`, () => assert.match(refusal(text), said))

test('points must be whole and as many as projects', () => {
  const scored = good
    .replace('approval', 'scoring')
    .replace('voter_id;vote', 'voter_id;vote;points')
    .replace('3;\n', '')
  assert.match(refusal(scored.replace('1;a,b', '1;a,b;3')), /第 11 行：项目 2 个，分数 1 个/)
  assert.match(refusal(scored.replace('1;a,b', '1;a,b;3,x')), /分数应是整数/)
})
