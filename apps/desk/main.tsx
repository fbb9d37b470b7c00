/** Starts the desk: the language, the look, the addresses. Whoever is not signed in is sent to the sign-in page and comes back here. */
import '../../ui/desk/zod-words.ts'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  RouterProvider,
} from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import locale from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { createRoot } from 'react-dom/client'
import { t } from '../../kernel/text.ts'
import { Problem } from '../../kernel/rules.ts'
import { theme } from '../../ui/desk/theme.ts'
import { Nothing, Trouble } from '../../ui/desk/trouble.tsx'
import { searchToText, textToSearch } from '../../ui/desk/url.ts'
import { Guarded } from './guarded.tsx'
import { pages } from './pages.ts'
import { Shell } from './shell.tsx'

dayjs.locale('zh-cn')

/** A refusal is an answer: only what did not arrive is asked for again. */
const patient = (tries: number, error: Error) =>
  tries < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500)
// Without a network a request fails at once and says so; left waiting, a button would turn for ever.
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: who }),
  mutationCache: new MutationCache({ onError: who }),
  defaultOptions: {
    queries: { retry: patient, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
})

/** A session that ran out shows at the first refusal, not at the next look at the clock. */
function who(error: Error) {
  if (error instanceof Problem && error.status === 401) void client.invalidateQueries({ queryKey: ['identity', 'me'] })
}

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: () => <Nothing say={t('没有这个页面。请从左边的菜单进入。')} />,
})
const routes = pages.map(page =>
  createRoute({ getParentRoute: () => rootRoute, path: page.path, component: () => <Guarded page={page} /> }),
)
const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  basepath: '/desk',
  parseSearch: textToSearch,
  stringifySearch: searchToText,
  defaultErrorComponent: Broken,
})

// antd's types describe its CommonJS build, where the words stand one level deeper than in what is bundled.
const words = 'default' in locale ? locale.default : locale

/** Pages that did not come from the server. */
const lost = new WeakSet<Error>()
addEventListener('vite:preloadError', event => {
  if ('payload' in event && event.payload instanceof Error) lost.add(event.payload)
  void again()
})

/** After an upgrade the pages of before are gone: the desk starts again with the new ones, once there is a server to give them. */
const again = () =>
  fetch('/healthz', { cache: 'no-store' }).then(
    () => location.reload(),
    () => {},
  )

function Broken({ error }: ErrorComponentProps) {
  const said =
    error instanceof Error && lost.has(error)
      ? new Problem('common.offline', 0, t('连不上服务器，这一页没有打开'))
      : error
  return <Trouble error={said} retry={again} />
}

// Lists and records are next on every path: fetched while the first screen is being read.
requestIdleCallback(
  () => void Promise.all([import('../../ui/desk/list-page.tsx'), import('../../ui/desk/record-page.tsx')]),
)

createRoot(document.querySelector('#desk')!).render(
  <ConfigProvider locale={words} theme={theme} button={{ autoInsertSpace: false }}>
    <App component={false} message={{ top: 52, maxCount: 1 }}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </App>
  </ConfigProvider>,
)
