/**
 * The shapes' complaints in Chinese, and no code made out of text, which the page's security policy forbids.
 * Bundled with zod itself: it has to speak before the first contract is read.
 */
import { config } from 'zod'
import { zhCN } from 'zod/locales'

config({ ...zhCN(), jitless: true })
