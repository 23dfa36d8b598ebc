import type { Prisma } from '#lib/db/generated/client.ts'

/**
 * What keeps our agents busy in a conversation: a message that one of them still has to handle for another, or a question
 * that an outside agent has not answered yet. What outside agents write of their own accord keeps nobody busy.
 */
export const AT_WORK = {
  OR: [
    { state: 'pending', from: { is_builtin: true }, to: { is_builtin: true } },
    { reply_due_at: { not: null }, answered_at: null },
  ],
} satisfies Prisma.AgentMessageWhereInput
