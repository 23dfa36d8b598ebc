-- AlterTable
ALTER TABLE "installation" ADD COLUMN     "is_reply_model_on" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "confidence" DOUBLE PRECISION,
ADD COLUMN     "cost_micros" INTEGER,
ADD COLUMN     "input_tokens" INTEGER,
ADD COLUMN     "model_result" TEXT,
ADD COLUMN     "output_tokens" INTEGER,
ADD COLUMN     "prompt_version" TEXT;

-- CreateTable
CREATE TABLE "reply_question" (
    "id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "phone_index" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "about_message_id" UUID NOT NULL,
    "sms_message_id" UUID NOT NULL,
    "appointment_id" UUID,
    "patient_ids" UUID[],
    "first_number" INTEGER,
    "state" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reply_question_phone_index_state_idx" ON "reply_question"("phone_index", "state");

-- CreateIndex
CREATE INDEX "reply_question_conversation_id_idx" ON "reply_question"("conversation_id");

-- AddForeignKey
ALTER TABLE "reply_question" ADD CONSTRAINT "reply_question_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_question" ADD CONSTRAINT "reply_question_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- An answer belongs to one question: a newer one takes the place of the older.
CREATE UNIQUE INDEX "reply_question_open_idx" ON "reply_question" (phone_index) WHERE state = 'open';
