import { fuzzShare } from '#lib/test/fuzz/drive.ts'

fuzzShare(0, 4)
