/** Finds Chinese words in the code of a screen that nobody looks up, or that are looked up too early: once, at import. */
import { parseSync } from 'vite'

type Node = { type: string; start: number; [key: string]: unknown }
const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === 'object' && typeof (value as Node).type === 'string'

/** The texts of a file that are not the first word of `t(…)` inside a function. A type and a key are no text. */
export function rawWords(file: string, code: string): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = []
  look(parseSync(file, code).program as unknown as Node, { call: null, inFunction: false })
  return found

  function look(node: Node, at: { call: Node | null; inFunction: boolean }) {
    if (node.type.startsWith('TS') && !node.type.endsWith('Expression')) return
    const text = wordsIn(node)
    if (text && !(at.call && at.inFunction)) found.push({ line: code.slice(0, node.start).split('\n').length, text })
    const inFunction = at.inFunction || /Function/.test(node.type)
    for (const [key, inner] of Object.entries(node)) {
      if (key === 'key' && node['computed'] === false) continue
      for (const [n, one] of [inner].flat().entries())
        if (isNode(one)) look(one, { call: isLookup(node) && key === 'arguments' && n === 0 ? node : null, inFunction })
    }
  }
}

const isLookup = (node: Node) => node.type === 'CallExpression' && (node['callee'] as { name?: string }).name === 't'

function wordsIn(node: Node): string | null {
  const said =
    node.type === 'TemplateElement'
      ? (node['value'] as { cooked: string }).cooked
      : ['Literal', 'JSXText'].includes(node.type)
        ? node['value']
        : null
  return typeof said === 'string' && /[\u4e00-\u9fff]/.test(said) ? said.trim() : null
}
