import type { PeerTaskState } from '#lib/domain/agents/peer-task.ts'
import type { TimeWish } from '#lib/domain/scheduling/time-wish.ts'
import type { Json } from '#lib/services/peer-task/sealed.ts'
import type { ArtifactJson } from '../task-json.ts'

/** A time that was offered to the peer, and the hold that keeps it. */
export interface OfferedSlot {
  slot_id: string
  slot_number: number
  provider_id: string
  provider_name: string
  start_time: string
  end_time: string
  match_score: number
  reasoning: string[]
  hold_id: string
}

/** What the peer asked for, kept for the next search. */
export interface KeptSearch {
  clinic_id: string
  patient_id: string
  service_type_id: string
  preferences: {
    time_of_day?: 'morning' | 'afternoon' | 'evening' | null
    weekdays?: number[] | null
    provider_ids?: string[] | null
    from?: string | null
    days?: number | null
    /** Left out by tasks from before there was one. */
    wish?: TimeWish | null
  }
  exclude: { provider_id: string; starts_at: string }[]
  round: number
  correlation_id: string | null
  in_reply_to: string | null
}

/** What a task keeps between two steps. */
export type Work =
  /** Times were offered to the peer, who chooses one itself. */
  | { kind: 'peer_chooses'; search: KeptSearch; slots: OfferedSlot[]; held_until: string }
  /** The patient was texted; what becomes of the conversation decides. */
  | { kind: 'patient_chooses'; said: string; correlation_id: string | null; in_reply_to: string | null }

/** What one step of a skill comes to. */
export interface Outcome {
  state: PeerTaskState
  /** For the status: nothing of a patient's. */
  say: string
  artifacts: ArtifactJson[]
  /** null: nothing is kept any more; left out: as it was. */
  work?: Work | null
  clinic_id?: string
  conversation_id?: string
  /** When to look again although nothing happened. */
  look_at?: Date
}

/** A result in both forms: JSON for agents, words for people and models. */
export const resultOf = (artifactId: string, name: string, data: unknown, text: string): ArtifactJson => ({
  artifactId,
  name,
  parts: [
    { data, mediaType: 'application/json' },
    { text, mediaType: 'text/plain' },
  ],
})

export const workOf = (work: Json | null): Work | null => work as Work | null
