import { TabLinks } from '../ui/tab-links.tsx'

const TABS = [
  { href: '/waiting-list', label: 'Waiting' },
  { href: '/waiting-list/freed-times', label: 'Freed times' },
  { href: '/waiting-list/rules', label: 'Rules' },
]

export const WaitingTabs = () => <TabLinks label="Waiting list, freed times and rules" tabs={TABS} />
