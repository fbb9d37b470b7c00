/** The value of a field on a card, as people say it. */
import { t } from '../../../kernel/text.ts'
import { relations, residences } from '../words.ts'

export const sayValue = (field: string, value: unknown): string =>
  value === null || value === undefined || value === '' ? t('空') : (words[field]?.[String(value)] ?? String(value))
const words: Record<string, Readonly<Record<string, string>>> = { residence: residences, relation: relations }
