/** The words that the grid's papers share. */
import { t } from '../../../kernel/text.ts'

export const sayStars = (n: number): string => t('{n} 分（满分 5 分）', { n })
