-- AlterTable
ALTER TABLE "agent_message" ADD COLUMN     "sent_with" TEXT[];
