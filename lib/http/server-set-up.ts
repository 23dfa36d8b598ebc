import { app as theApp } from '#lib/compose.ts'
import { isSetUpOpen } from '#lib/services/set-up/is-open.ts'

/** True while the set-up page is the only one that leads anywhere; asked by pages that need no login. */
export const isServerSetUpOpen = (): Promise<boolean> => isSetUpOpen(theApp().systemCtx())
