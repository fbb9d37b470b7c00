/** Starts the field app: the language of its complaints, the size of its letters, its copy on the device, and the shell. */
import '../../ui/desk/zod-words.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepSize } from './size.ts'
import { Shell } from './shell.tsx'
import { keepApp } from './update.tsx'

keepSize()
keepApp()
createRoot(document.querySelector('#field')!).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
)
