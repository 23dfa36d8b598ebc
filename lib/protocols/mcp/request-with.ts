interface Parts {
  headers?: Headers
  signal?: AbortSignal
  /** Null where it has been read already. */
  body?: ReadableStream | null
}

/**
 * The request with other parts. Next hands a route a proxy of its request, which `new Request(request)` refuses ("Cannot
 * read private member"), so what stays is copied.
 */
export function requestWith(request: Request, { headers, signal, body = request.body }: Parts): Request {
  const init = {
    method: request.method,
    headers: headers ?? request.headers,
    signal: signal ?? request.signal,
  }
  return new Request(request.url, { ...init, body, duplex: 'half' } as RequestInit)
}
