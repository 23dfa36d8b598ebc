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
