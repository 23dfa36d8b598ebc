'use client'

import { I18nProvider, RouterProvider, Toast } from '@heroui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { makeQueryClient } from '#lib/api/query-client.ts'
import { followSystemTheme } from './theme.ts'

/** What every page stands in: the query cache, client-side links for HeroUI, one language, and the toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [queryClient] = useState(makeQueryClient)
  useEffect(followSystemTheme, [])
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en-US">
        <RouterProvider navigate={router.push}>{children}</RouterProvider>
        <Toast.Provider placement="top" width={360} />
      </I18nProvider>
    </QueryClientProvider>
  )
}
