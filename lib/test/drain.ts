/** Does all work that is due, in the test's own process and without a queue. */
export { runDueWork as drain } from '#lib/worker/due-work.ts'
