import { Loading } from '#components/ui/skeletons.tsx'

export default function LoadingPage() {
  return (
    <Loading>
      <div className="h-header border-b border-border" />
    </Loading>
  )
}
