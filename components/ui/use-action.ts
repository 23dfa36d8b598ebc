'use client'

import { toast } from '@heroui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorMessage } from './error-state.tsx'

interface ActionOptions<Result> {
  /** What is true afterwards, in a clerk's words; shown for a moment. */
  done?: string | ((result: Result) => string)
  onDone?: (result: Result) => void
  /** Where the caller shows the error itself (a dialog), a toast would say it twice. */
  hasOwnError?: boolean
}

/**
 * One write of the console. Success refreshes everything in sight (the live event would too, a moment later) and says
 * so; failure says why. Nothing is sent twice by itself.
 */
export function useAction<Input, Result>(
  run: (input: Input) => Promise<Result>,
  options: ActionOptions<Result> = {},
) {
  const queryClient = useQueryClient()
  return useMutation<Result, Error, Input>({
    mutationFn: run,
    onSuccess: (result) => {
      const { done } = options
      if (done !== undefined) toast.success(typeof done === 'function' ? done(result) : done)
      options.onDone?.(result)
      return queryClient.invalidateQueries({ refetchType: 'active' })
    },
    onError: (error) => {
      if (options.hasOwnError !== true) toast.danger(errorMessage(error))
    },
  })
}
