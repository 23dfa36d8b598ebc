-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "context_sealed" TEXT;

-- CreateTable
CREATE TABLE "decision_mark" (
    "id" UUID NOT NULL,
    "decision_id" UUID NOT NULL,
    "clinic_id" UUID NOT NULL,
    "expected" TEXT NOT NULL,
    "read_as" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "note_sealed" TEXT,
    "case_sealed" TEXT NOT NULL,
    "marked_by" TEXT,
    "marked_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_mark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "decision_mark_decision_id_key" ON "decision_mark"("decision_id");

-- CreateIndex
CREATE INDEX "decision_mark_clinic_id_created_at_idx" ON "decision_mark"("clinic_id", "created_at");

-- AddForeignKey
ALTER TABLE "decision_mark" ADD CONSTRAINT "decision_mark_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_mark" ADD CONSTRAINT "decision_mark_clinic_id_fkey" FOREIGN KEY ("clinic_id") REFERENCES "clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
