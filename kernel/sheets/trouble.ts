/**
 * What makes a whole spreadsheet file unreadable, and how large one may be. A wrong cell is no Problem: its row is
 * handed out with a trouble, so that one bad number does not send back ten thousand good lines.
 */
import { problems } from '../rules.ts'

export const sheetTrouble = problems('sheets', {
  empty: [422, '表格是空的，请填写后再上传'],
  notASheet: [422, '这不是表格文件，请上传 .xlsx、.xls 或 .csv 文件'],
  picture: [422, '这是一张图片，不是表格；请上传 .xlsx、.xls 或 .csv 文件'],
  webPage: [422, '这个文件其实是网页，请用表格软件打开，另存为 .xlsx 后再上传'],
  otherWorkbook: [422, '这种格式读不了，请用表格软件打开，另存为 .xlsx 后再上传'],
  locked: [422, '表格设了打开密码，请去掉密码后再上传'],
  broken: [422, '文件不完整或已损坏，请用表格软件打开检查，重新保存后再上传'],
  encoding: [422, '认不出文件的文字编码，请用表格软件打开，另存为 .xlsx 后再上传'],
  tooLarge: [422, '文件展开后太大，请拆成几个文件上传'],
  tooManyRows: [422, '表格超过 1048576 行，请拆成几个文件上传'],
  tooManyColumns: [422, '表格超过 500 列，请删去多余的列后再上传'],
  cellTooLong: [422, '有一格超过 32767 个字，请缩短后再上传；若是 .csv 文件，请检查引号是否成对'],
  noSuchSheet: [422, '文件里没有这张工作表，请重新选择'],
  noHeader: [422, '指定的表头行没有内容，请重新选择表头在第几行'],
})

/** Rows and characters are what spreadsheet programs themselves can hold; the rest keeps one upload from filling the server. */
export const most = {
  rows: 1_048_576,
  columns: 500,
  cell: 32_767,
  /** All text that a file unpacks to, in bytes; it is streamed, so this bounds time, not memory. */
  unpacked: 2 ** 30,
  /** Texts of a workbook, which every cell refers to by number, must be in memory while it is read. */
  sharedTexts: 2 ** 28,
  /** An honest sheet of blank formatted rows reaches about 150 to 1; deflate's limit is 1,032 to 1. */
  ratio: 400,
  ratioFrom: 2 ** 26,
  /** The old format cannot be streamed. */
  xls: 2 ** 26,
}

/** What a reader of one format yields; `at` is the cell's place in the row, absent when the line as a whole is meant. */
export type RawRow = { line: number; cells: string[]; troubles?: { at?: number; say: string }[] }

export type Reader = { sheetNames: string[]; rows: () => AsyncGenerator<RawRow, void, undefined> }
