/** What a peer asks for, whichever way it was written: one of the message types of the A2A design, or a tool. */
export interface PeerRequest {
  kind: 'message' | 'tool'
  /** A message type, or the name of a tool. */
  name: string
  payload: Record<string, unknown>
  /** As the peer wrote them. */
  message_id: string | null
  correlation_id: string | null
}

/** A message of the A2A design that came as plain words. */
export const message = (name: string, payload: Record<string, unknown>): PeerRequest => ({
  kind: 'message',
  name,
  payload,
  message_id: null,
  correlation_id: null,
})

/** A call of a tool that came so. */
export const tool = (name: string, payload: Record<string, unknown>): PeerRequest => ({
  ...message(name, payload),
  kind: 'tool',
})
