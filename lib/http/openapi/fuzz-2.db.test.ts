import { fuzzShare } from '#lib/test/fuzz/drive.ts'

fuzzShare(1, 4)
