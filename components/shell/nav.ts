import {
  Bot,
  CalendarDays,
  ClockArrowUp,
  Inbox,
  LayoutDashboard,
  type LucideIcon,
  Settings,
  ShieldCheck,
  Smartphone,
  Stethoscope,
  Users,
} from 'lucide-react'

export interface NavItem {
  href: string
  label: string
  icon: LucideIcon
}

/** The pages of daily work, in the order of a front desk's day. */
export const PAGES: readonly NavItem[] = [
  { href: '/today', label: 'Today', icon: LayoutDashboard },
  { href: '/conversations', label: 'Conversations', icon: Inbox },
  { href: '/schedule', label: 'Schedule', icon: CalendarDays },
  { href: '/patients', label: 'Patients', icon: Users },
  { href: '/providers', label: 'Providers', icon: Stethoscope },
  { href: '/waiting-list', label: 'Waiting list', icon: ClockArrowUp },
]

/** How the product itself is doing. */
export const OPERATIONS: readonly NavItem[] = [
  { href: '/agents', label: 'Agents', icon: Bot },
  { href: '/simulator', label: 'Simulator', icon: Smartphone },
  { href: '/audit', label: 'Audit', icon: ShieldCheck },
  { href: '/settings', label: 'Settings', icon: Settings },
]

/** Pages that are parts of another one, which stays marked while they are open. */
const PART_OF: Readonly<Record<string, string>> = { '/campaigns': '/providers' }

const isUnder = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`)

export const isCurrent = (pathname: string, href: string) =>
  isUnder(pathname, href) ||
  Object.entries(PART_OF).some(([part, whole]) => whole === href && isUnder(pathname, part))
