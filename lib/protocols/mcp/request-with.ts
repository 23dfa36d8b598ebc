/**
 * The request with other headers or another signal. Next hands a route a proxy of its request, which `new Request(request)`
 * refuses ("Cannot read private member"), so the parts are copied. The body goes along only where `isBodyRead` is false.
 */
export function requestWith(
  request: Request,
  { headers = request.headers, signal = request.signal }: { headers?: Headers; signal?: AbortSignal },
  isBodyRead: boolean,
): Request {
  const init = { method: request.method, headers, signal }
  return new Request(
    request.url,
    isBodyRead ? init : ({ ...init, body: request.body, duplex: 'half' } as RequestInit),
  )
}
