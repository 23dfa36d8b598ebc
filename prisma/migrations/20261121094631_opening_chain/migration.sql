-- DropForeignKey
ALTER TABLE "opening_invitation" DROP CONSTRAINT "opening_invitation_offer_id_fkey";

-- AlterTable
ALTER TABLE "opening" ADD COLUMN     "follows_id" UUID;

-- AlterTable
ALTER TABLE "opening_invitation" ALTER COLUMN "offer_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "opening_follows_id_idx" ON "opening"("follows_id");

-- AddForeignKey
ALTER TABLE "opening" ADD CONSTRAINT "opening_follows_id_fkey" FOREIGN KEY ("follows_id") REFERENCES "opening"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_invitation" ADD CONSTRAINT "opening_invitation_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
