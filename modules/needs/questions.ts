/** Questions with a choice, as they are typed: one a line, 「活动室几点关门：八点、九点、十点」. Pure. */
import { problem } from './problem-rules.ts'
import type { Question } from './shapes.ts'

export function readQuestions(text: string): Question[] {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
  return lines.map(line => {
    const [ask = '', said = '', ...more] = line.split(/[:：]/).map(part => part.trim())
    const choices = said
      .split(/[、，,]/)
      .map(c => c.trim())
      .filter(Boolean)
    if (!ask || more.length || choices.length < 2 || new Set(choices).size < choices.length)
      throw problem.badQuestions(`「${line}」没写对：题目和选项用冒号隔开，选项至少两个、各不相同，之间用顿号`)
    return { ask, choices }
  })
}
