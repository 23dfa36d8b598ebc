-- CreateEnum
CREATE TYPE "peer_task_state" AS ENUM ('submitted', 'working', 'input_required', 'auth_required', 'completed', 'failed', 'canceled', 'rejected');

-- CreateTable
CREATE TABLE "peer_task" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "clinic_id" UUID,
    "context_id" TEXT NOT NULL,
    "wire_version" TEXT NOT NULL,
    "state" "peer_task_state" NOT NULL,
    "status_at" TIMESTAMPTZ(3) NOT NULL,
    "task_sealed" TEXT NOT NULL,
    "work_sealed" TEXT,
    "last_seq" INTEGER NOT NULL,
    "message_count" INTEGER NOT NULL,
    "handled_count" INTEGER NOT NULL DEFAULT 0,
    "conversation_id" UUID,
    "nudge" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "attempt_base" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "peer_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "peer_task_message" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "task_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "peer_task_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "peer_task_event" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "event_sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "peer_task_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "peer_task_push" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "config_id" TEXT NOT NULL,
    "config_sealed" TEXT NOT NULL,
    "wire_version" TEXT NOT NULL,
    "cursor" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "peer_task_push_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "peer_user" (
    "id" UUID NOT NULL,
    "owner" TEXT NOT NULL,
    "clinic_id" UUID NOT NULL,
    "user_index" TEXT NOT NULL,
    "patient_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "peer_user_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "peer_task_owner_status_at_id_idx" ON "peer_task"("owner", "status_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "peer_task_owner_context_id_idx" ON "peer_task"("owner", "context_id");

-- CreateIndex
CREATE INDEX "peer_task_conversation_id_idx" ON "peer_task"("conversation_id");

-- CreateIndex
CREATE INDEX "peer_task_due_at_idx" ON "peer_task"("due_at");

-- CreateIndex
CREATE INDEX "peer_task_state_updated_at_idx" ON "peer_task"("state", "updated_at");

-- CreateIndex
CREATE INDEX "peer_task_message_task_id_idx" ON "peer_task_message"("task_id");

-- CreateIndex
CREATE UNIQUE INDEX "peer_task_message_owner_fingerprint_key" ON "peer_task_message"("owner", "fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "peer_task_event_task_id_seq_key" ON "peer_task_event"("task_id", "seq");

-- CreateIndex
CREATE INDEX "peer_task_push_state_due_at_idx" ON "peer_task_push"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "peer_task_push_task_id_config_id_key" ON "peer_task_push"("task_id", "config_id");

-- CreateIndex
CREATE UNIQUE INDEX "peer_user_owner_clinic_id_user_index_key" ON "peer_user"("owner", "clinic_id", "user_index");

-- AddForeignKey
ALTER TABLE "peer_task_event" ADD CONSTRAINT "peer_task_event_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "peer_task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "peer_task_push" ADD CONSTRAINT "peer_task_push_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "peer_task"("id") ON DELETE CASCADE ON UPDATE CASCADE;
