-- AlterTable
ALTER TABLE "agent_message" ADD COLUMN     "attempt_base" INTEGER NOT NULL DEFAULT 0;
