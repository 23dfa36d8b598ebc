-- CreateIndex
CREATE INDEX "agent_message_answered_at_reply_due_at_idx" ON "agent_message"("answered_at", "reply_due_at");
