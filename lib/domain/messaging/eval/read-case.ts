import type { ReplyReading } from '../reply/types.ts'
import { readReply } from '../reply.ts'
import type { EvalCase } from './parse-cases.ts'

/** The deterministic reader's reading of one labelled text. */
export const readCase = ({ text, context }: EvalCase): ReplyReading => readReply(text, context)
