-- CreateIndex
CREATE INDEX "delivery_attempt_attempted_at_idx" ON "delivery_attempt"("attempted_at");
