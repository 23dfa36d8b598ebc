/** PostgreSQL keeps a named statement as long as its connection lives; lists of ever other lengths must not fill its memory. */
const MOST_NAMED = 250

/**
 * Names the statements that come first, which are those that come often, so that PostgreSQL parses and plans each once per
 * connection (postgresql.org/docs/18/sql-prepare.html). All others stay without a name, as `''`.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= MOST_NAMED) return ''
    const name = `s${names.size + 1}`
    names.set(sql, name)
    return name
  }
}
