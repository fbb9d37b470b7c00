/** A link to an address written as people copy it, `/grid?late=true`, inside the desk. */
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { textToSearch } from './url.ts'

type Props = {
  to: string
  className?: string
  children: ReactNode
  onClick?: (e: React.MouseEvent) => void
  label?: string
}

export const Go = ({ to, label, ...rest }: Props) => (
  <Link {...placed(to)} {...(label && { 'aria-label': label })} {...rest} />
)

export function useGo(): (to: string) => void {
  const navigate = useNavigate()
  return to => void navigate(placed(to))
}

function placed(address: string) {
  const [path = '/', search = ''] = address.split('?')
  return { to: path, search: textToSearch(search) as never }
}
