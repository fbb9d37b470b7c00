/** The thread that makes PDFs: a table of 2,000 rows takes seconds, in which the server must go on answering. */
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import pdfmake from 'pdfmake'
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Paper } from './print.ts'

/** TrueType only: with OpenType outlines the text can be copied, and is boxes to the eye. What the font lacks is a crossed box. */
const { resolve } = createRequire(import.meta.url)
const font = (name: string) => resolve(`@expo-google-fonts/noto-sans-sc/${name}.ttf`)
const fonts = { normal: font('400Regular/NotoSansSC_400Regular'), bold: font('700Bold/NotoSansSC_700Bold') }
pdfmake.setFonts({ Noto: fonts })
// A layout brings its pictures along; nothing else is read from the disk, and nothing from the net.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(path => Object.values(fonts).includes(path))

const thin: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#555555',
  vLineColor: () => '#555555',
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 4,
  paddingBottom: () => 4,
}
/** Narrow columns need their room for words. */
const dense: CustomTableLayout = {
  ...thin,
  hLineColor: i => (i < 2 ? '#555555' : '#bbbbbb'),
  vLineColor: () => '#bbbbbb',
  fillColor: row => (row === 0 ? '#eeeeee' : null),
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 1.5,
  paddingBottom: () => 2,
}
/** Only what leads the eye from a name to its number. */
const lines: CustomTableLayout = {
  hLineWidth: (i, { table }) => (i === 0 || i === table.body.length ? 0 : 0.7),
  vLineWidth: () => 0,
  hLineColor: () => '#999999',
}
pdfmake.setTableLayouts({ thin, dense, lines })

const asked = parentPort!
asked.on('message', (paper: Paper) => {
  void pdf(paper).then(
    bytes => asked.postMessage({ bytes }),
    (error: Error) => asked.postMessage({ error: String(error.stack ?? error) }),
  )
})

const pdf = (paper: Paper): Promise<Buffer> => pdfmake.createPdf(sheet(paper)).getBuffer()

function sheet(paper: Paper): TDocumentDefinitions {
  const { title, number, community, size, landscape, scale, content } = paper
  const [side, head, foot] = [(landscape ? 30 : 40) * scale, 48 * scale, 42 * scale]
  const wide = sizes[size][landscape ? 1 : 0] - 2 * side
  const line = (y: number): Content => ({
    canvas: [{ type: 'line', x1: 0, y1: y, x2: wide, y2: y, lineWidth: 0.5, lineColor: '#888888' }],
  })
  const small = { fontSize: 8 * scale, color: '#444444' }
  return {
    pageSize: size,
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: [side, head, side, foot],
    defaultStyle: { font: 'Noto', fontSize: 10 * scale, lineHeight: 1.15 },
    language: 'zh-CN',
    displayTitle: true,
    info: { title: `${title} ${number}`, author: community, creator: '邻理' },
    header: page => ({
      margin: [side, 22 * scale, side, 0],
      stack: [{ columns: [community, { text: page > 1 ? title : '', alignment: 'right' }], ...small }, line(3 * scale)],
    }),
    footer: (page, pages) => ({
      margin: [side, 12 * scale, side, 0],
      stack: [
        line(0),
        {
          columns: [
            { text: paper.printed, width: '*' },
            { text: `第 ${page} 页，共 ${pages} 页`, width: 'auto' },
            { text: `编号 ${number}`, width: '*', alignment: 'right' },
          ],
          margin: [0, 4 * scale, 0, 0],
          ...small,
        },
      ],
    }),
    content,
  }
}

/** In points, as pdfmake has them. */
const sizes = { A4: [595.28, 841.89], A3: [841.89, 1190.55] } as const
