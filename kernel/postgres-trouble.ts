/** Turns what PostgreSQL writes when it does not start into one sentence that says what to do. Nothing here deletes anything. */
import { existsSync, readFileSync } from 'node:fs'

type Clue = { in: RegExp; say: (dir: string) => string }

const clues: Clue[] = [
  {
    in: /No space left on device|ENOSPC|could not resize shared memory segment/i,
    say: dir => `磁盘满了，数据库起不来。请先清出空间再启动；不要删除 ${dir} 里的任何文件。`,
  },
  {
    in: /database files are incompatible|initialized by PostgreSQL version|initialized with .*, but the server was compiled/i,
    say: dir => `${dir} 是另一个版本的 PostgreSQL 建立的，不能直接打开。请用原来的版本导出，再导入这里。`,
  },
  {
    in: /ENOTDIR|EEXIST|Not a directory/i,
    say: dir => `数据文件夹 ${dir} 的位置上是一个文件，不能存放数据。请把环境变量 LINLI_DATA 改到别的位置。`,
  },
  {
    in: /Permission denied|EACCES|EPERM|EROFS|Read-only file system|Operation not permitted/i,
    say: dir => `没有权限读写 ${dir}。请把这个文件夹交给运行本程序的用户，或者把环境变量 LINLI_DATA 改到有权限的位置。`,
  },
  {
    in: /could not locate a valid checkpoint|could not open (control )?file|could not (read|access|stat) (control )?file|invalid checkpoint|PANIC|calculated CRC|bogus data|not a (valid )?database cluster directory|is missing|invalid data in file|invalid page/i,
    say: dir => `数据库文件夹 ${dir} 损坏了，程序没有改动它。请不要删除：先把它整个改名留存，再用最近的备份恢复。`,
  },
]

/** What is said when another running Linli holds the folder. */
export const inUse = (dir: string) =>
  `已经有一个邻理正在使用数据文件夹 ${dir}。请先停掉那一个；要同时运行两个，请用环境变量 LINLI_DATA 和 PORT 分开。`

/** The sentence for a failure of a system call or of PostgreSQL itself, and what was found, for whoever is called to help. */
export function trouble(dir: string, evidence: string): Error {
  const clue = clues.find(c => c.in.test(evidence))
  const last = evidence
    .split('\n')
    .filter(line => /FATAL|PANIC|ERROR|error:/i.test(line))
    .at(-1)
  const say =
    clue?.say(dir) ??
    `数据库没有启动成功，数据没有改动。请把日志 ${dir}/postgres.log 的最后几行交给技术支持。${last ?? ''}`
  return new Error(say.trim(), { cause: evidence.trim().slice(-2000) })
}

/** What the server wrote since `from` bytes of its log. */
export const logSince = (file: string, from: number) =>
  existsSync(file) ? readFileSync(file).subarray(from).toString('utf8') : ''
