interface Page<Item> {
  items: Item[]
  next_cursor: string | null
}

/**
 * A page as a bare JSON array, with the next one named in a Link header (RFC 8288): the same address and filters, after
 * the last item of this page. The last page has no such header.
 */
export function linked<Item>(request: Request, page: Page<Item>): Response {
  const response = Response.json(page.items)
  if (page.next_cursor === null) return response
  const { pathname, searchParams } = new URL(request.url)
  searchParams.set('cursor', page.next_cursor)
  response.headers.set('link', `<${pathname}?${searchParams}>; rel="next"`)
  return response
}
