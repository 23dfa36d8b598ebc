-- CreateIndex
CREATE INDEX "agent_message_correlation_id_idx" ON "agent_message"("correlation_id");

-- CreateIndex
CREATE INDEX "agent_message_in_reply_to_idx" ON "agent_message"("in_reply_to");

-- CreateIndex
CREATE INDEX "agent_message_priority_created_at_id_idx" ON "agent_message"("priority", "created_at", "id");
