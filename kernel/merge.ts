/**
 * Two people changed the same record, one of them without a network: what each changed is joined field by field.
 * A change says what it was made on; only when both changed one field to different values must a person decide.
 */

export type Changes<T> = { [K in keyof T]?: { was: T[K]; is: T[K] } }
export type Conflict<T> = { [K in keyof T]: { field: K; theirs: T[K]; mine: T[K] } }[keyof T]

/** `merged` holds only what differs from `stored`; a field in conflict stays as it is stored. */
export function mergeFields<T extends object>(
  stored: T,
  changes: Changes<T>,
): { merged: Partial<T>; conflicts: Conflict<T>[] } {
  const merged: Partial<T> = {}
  const conflicts: Conflict<T>[] = []
  for (const field of Object.keys(changes) as (keyof T)[]) {
    const change = changes[field]
    const theirs = stored[field]
    if (!change || same(change.was, change.is) || same(theirs, change.is)) continue
    if (same(theirs, change.was)) merged[field] = change.is
    else conflicts.push({ field, theirs, mine: change.is })
  }
  return { merged, conflicts }
}

/** Values are what JSON can say, and moments; what is not given is the same as what is empty. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || ((a ?? null) === null && (b ?? null) === null)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Date || b instanceof Date)
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime()
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every(key => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}
