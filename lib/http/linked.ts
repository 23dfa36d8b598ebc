/** A response that carries this, when it is one of JSON. */
export type ResponseOf<Body> = Response & { readonly carries?: Body }

interface Page<Item> {
  items: Item[]
  next_cursor: string | null
}

/** Where the next page is (RFC 8288): the same address and filters, after the last item of this one. */
export function nextPageLink(request: Request, cursor: string): string {
  const { pathname, searchParams } = new URL(request.url)
  searchParams.set('cursor', cursor)
  return `<${pathname}?${searchParams}>; rel="next"`
}

/** A page as a bare JSON array; the wrapper's answers that are pages keep their cursor in the body as well. */
export function linked<Item>(request: Request, page: Page<Item>): ResponseOf<Item[]> {
  const response = Response.json(page.items)
  if (page.next_cursor !== null) response.headers.set('link', nextPageLink(request, page.next_cursor))
  return response
}
