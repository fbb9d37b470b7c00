/** What an operator reads when the server does not start. */
export function sentenceOf(error: unknown, port?: number): string {
  const { code, message, stack } = error as { code?: string; message?: string; stack?: string }
  if (code === 'EADDRINUSE') return `端口 ${port} 已被别的程序占用。请关掉那个程序，或换一个端口:PORT=8081 npm start`
  if (code === 'EACCES' && port) return `没有权限使用端口 ${port}。请换一个 1024 以上的端口:PORT=8080 npm start`
  // A sentence written for people is Chinese; anything else is for whoever repairs it.
  return /[\u4e00-\u9fff]/.test(message ?? '') ? message! : (stack ?? String(error))
}
