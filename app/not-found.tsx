import Link from 'next/link'
import { AuthFrame } from '#components/shell/auth-frame.tsx'

export default function NotFoundPage() {
  return (
    <AuthFrame
      title="There is no page here"
      description="The address may be old, or the page belongs to another clinic."
    >
      <Link href="/today" className="font-medium text-accent-ink underline underline-offset-4">
        Go to Today
      </Link>
    </AuthFrame>
  )
}
