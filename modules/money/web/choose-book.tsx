/** Which book is looked at: the one in the address, or the first of the place; and links to the others. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { searchToText, usePath, useUrl } from '../../../ui/desk/url.ts'
import { money } from '../contract.ts'
import type { Book } from '../shapes.ts'

export function useBook(): { book: Book | undefined; books: readonly Book[]; known: boolean } {
  const home = useHome()
  const [{ book: wanted }] = useUrl()
  const { data } = useAsk(money.ops.books, { place: home })
  return { book: data?.find(b => b.id === wanted) ?? data?.[0], books: data ?? [], known: data !== undefined }
}

export function BookLinks({ book, books }: { book: Book | undefined; books: readonly Book[] }) {
  const path = usePath()
  const [search] = useUrl()
  if (books.length < 2) return book ? <span className="hint">{book.name}</span> : null
  return (
    <nav className="filters" aria-label={t('账套')}>
      {books.map(b => (
        <Go
          key={b.id}
          to={`${path}${searchToText({ ...search, book: b.id })}`}
          className={b.id === book?.id ? 'badge' : 'quiet'}
        >
          {b.name}
        </Go>
      ))}
    </nav>
  )
}
