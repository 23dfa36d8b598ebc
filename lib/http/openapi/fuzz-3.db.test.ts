import { fuzzShare } from '#lib/test/fuzz/drive.ts'

fuzzShare(2, 4)
