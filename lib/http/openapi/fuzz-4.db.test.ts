import { fuzzShare } from '#lib/test/fuzz/drive.ts'

fuzzShare(3, 4)
